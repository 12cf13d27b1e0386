"""A frame as a browser should show it: upright, 8 bits a channel, sRGB, and nothing but pixels."""

import io
import logging

from PIL import Image, ImageCms, ImageOps

logger = logging.getLogger(__name__)


def plain(frame: Image.Image) -> Image.Image:
    """A new image with the pixels of `frame` as mode L, RGB or RGBA, upright, in sRGB, with an empty `info`.

    Every note a camera or a program left (EXIF with the place, XMP, IPTC, comments, text chunks, colour
    profiles) lives in `info`, from which Pillow would copy it into any file it writes. A picture without
    a profile is sRGB to every browser (https://www.w3.org/TR/css-color-4/#untagged).
    """
    frame.load()
    image = _in_srgb(_in_eight_bits(_upright(frame)))
    if image.mode not in ("L", "RGB", "RGBA"):
        image = image.convert("RGB")
    image.info = {}  # a new image since _upright(), never the caller's
    return image


def has_holes(image: Image.Image) -> bool:
    """Does what lies behind a picture show through anywhere?"""
    return image.mode == "RGBA" and image.getchannel("A").getextrema()[0] < 255


def _upright(frame: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(frame)
    except Exception:
        # Pillow's reader fails in many ways on notes that a program has mangled; the pixels are still good.
        logger.info("The orientation of a picture cannot be read; it is taken as upright.")
        return frame.copy()


def _in_eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # Pillow's own conversion cuts off at 255: every grey above 1/256 would come out white.
        profile = image.info.get("icc_profile")
        image = image.convert("I").point(lambda value: value / 257 + 0.5).convert("L")
        image.info = {"icc_profile": profile} if profile else {}
        return image
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode in ("1", "LA"):
        return image.convert("L")
    return image.convert("RGB") if image.mode == "P" else image


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours by the picture's own profile where it has one that fits; as they are where not."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if image.mode != "CMYK" and "srgb" in ImageCms.getProfileDescription(source).lower():
            return image
        return ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        logger.info("The colour profile of a picture does not fit it; its colours are taken as they are.")
        return image
