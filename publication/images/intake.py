"""The one door for picture files: known by content, bounded before decoding, written anew without notes.

Originals lie under a public address like every copy made of them, so an original is cleaned before it is
stored, not when it is shown. Writing it anew from its pixels leaves nothing behind that was not a pixel.
"""

import hashlib
import io
import logging
from dataclasses import dataclass, field
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageSequence, UnidentifiedImageError

from publication.images.pixels import has_holes, plain

logger = logging.getLogger(__name__)

# Each frame costs time whatever its size; a minute at ten frames a second is a film, not a picture.
MOST_FRAMES = 600


@dataclass(frozen=True)
class Format:
    """How a format is written: Pillow's name for it, the suffix of its files, what is asked of its writer."""

    name: str
    suffix: str
    moves: bool = False
    options: dict = field(default_factory=dict)


JPEG = Format("JPEG", "jpg", options={"quality": 92, "optimize": True, "progressive": True})

# By what Pillow finds in the file. MPO is what a phone's JPEG is called that has more pictures behind the first.
FORMATS = {
    "JPEG": JPEG,
    "MPO": JPEG,
    "PNG": Format("PNG", "png", moves=True),
    "GIF": Format("GIF", "gif", moves=True),
    # The two that think long: asked to be quick, they are several times as fast and hardly larger.
    "WEBP": Format("WEBP", "webp", moves=True, options={"quality": 92, "method": 2}),
    "AVIF": Format("AVIF", "avif", moves=True, options={"quality": 85, "speed": 9}),
}
READERS = tuple(name for name in FORMATS if name != "MPO")  # found by the reader of JPEG


class PictureRefused(ValidationError):
    """A file that the library does not take; says to people what is wrong and what to do."""

    def __str__(self):
        return str(self.message)


class PictureFile(ContentFile):
    """A cleaned picture file, in memory, rewound. `name` has the suffix that fits; sizes are in pixels.

    `keeps_format`: it moves or has holes, and is shown in the format it came in.
    """

    def __init__(self, content: bytes, name: str, size: tuple[int, int], *, keeps_format: bool = False):
        super().__init__(content, name)
        self.width, self.height = size
        self.keeps_format = keeps_format
        # The digest by which Wagtail finds the same picture a second time; nothing secret hangs on it.
        self.digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()


def take_in(file: File, name: str) -> PictureFile:
    """The clean picture of an uploaded or given file; raises PictureRefused, having changed nothing.

    Limits: WAGTAILIMAGES_MAX_UPLOAD_SIZE bytes, WAGTAILIMAGES_MAX_IMAGE_PIXELS pixels over all frames,
    MOST_FRAMES frames. Moving pictures keep their frames and times; a file that was cleaned is handed back.
    """
    if isinstance(file, PictureFile):
        return file
    name = PurePath(name or "").name
    frames, times, loop, target = _decoded(file, name)
    try:
        written = _written(frames, times, loop, target)
    except (OSError, ValueError) as error:  # WebP has a bound of its own, which only giants reach
        raise PictureRefused(
            _("“%(name)s” cannot be saved at this size. Scale it down and try again.") % {"name": name},
            code="file_too_many_pixels",
        ) from error
    return PictureFile(
        written,
        f"{PurePath(name).stem or 'picture'}.{target.suffix}",
        frames[0].size,
        keeps_format=len(frames) > 1 or has_holes(frames[0]),
    )


def examine(file: File, name: str) -> tuple[int, int]:
    """Width and height in pixels of a picture that `take_in` would take, upright; raises PictureRefused as it does.

    Much faster: the picture is decoded and not written anew.
    """
    frames, *_rest = _decoded(file, PurePath(name or "").name)
    return frames[0].size


def _decoded(file: File, name: str) -> tuple[list[Image.Image], list[int], int | None, Format]:
    """Cleaned frames, how long each is shown, how often they are repeated, and the format to write them in."""
    content = _read(file, name)
    try:
        source = Image.open(io.BytesIO(content), formats=READERS)
    except UnidentifiedImageError:
        raise _unknown(content, name) from None
    except Image.DecompressionBombError:
        raise _too_many_pixels(name) from None
    except Exception as error:
        # Readers meet broken headers with errors of every kind, as decoders do below.
        raise _damaged(name, error) from error
    target = FORMATS[source.format]
    try:
        frames, times = _frames(source, target, name)
    except PictureRefused:
        raise
    except Exception as error:
        # Decoders meet broken files with errors of every kind, not all of them documented.
        raise _damaged(name, error) from error
    return frames, times, source.info.get("loop"), target


def _read(file: File, name: str) -> bytes:
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if file.size > most:
        raise PictureRefused(
            _(
                "“%(name)s” is too large (%(size)s): at most %(most)s are taken. Save it smaller and try again."
            )
            % {"name": name, "size": filesizeformat(file.size), "most": filesizeformat(most)},
            code="file_too_large",
        )
    file.seek(0)
    content = file.read(most + 1)
    file.seek(0)
    return content


def _frames(source: Image.Image, target: Format, name: str) -> tuple[list[Image.Image], list[int]]:
    """Cleaned frames and how long each is shown, in milliseconds."""
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // (source.width * source.height)
    if not most:
        raise _too_many_pixels(name)
    frames, times = [], []
    for frame in ImageSequence.Iterator(source) if target.moves else (source,):
        if len(frames) == min(most, MOST_FRAMES):
            raise PictureRefused(
                _("“%(name)s” has too many moving frames. Shorten it, scale it down or upload one of them.")
                % {"name": name},
                code="file_too_many_frames",
            )
        frames.append(plain(frame))
        times.append(frame.info.get("duration", 0))
    return frames, times


def _written(frames: list[Image.Image], times: list[int], loop: int | None, target: Format) -> bytes:
    output = io.BytesIO()
    options = dict(target.options)
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:], "duration": times}
        if loop is not None:
            options["loop"] = loop
        if target.name == "GIF" and any(frame.mode == "RGBA" for frame in frames):
            options["disposal"] = 2  # else an earlier frame shows through the holes of the next
    frames[0].save(output, target.name, **options)
    return output.getvalue()


def _unknown(content: bytes, name: str) -> PictureRefused:
    if b"<svg" in content[:4096].lower():
        message = _(
            "“%(name)s” is an SVG drawing. These can carry programs and are not taken: "
            "export it as PNG or WebP and upload that."
        )
    else:
        message = _(
            "“%(name)s” is not a picture of a kind that is taken here. "
            "Save it as JPEG, PNG, WebP, AVIF or GIF and upload that."
        )
    return PictureRefused(message % {"name": name}, code="invalid_image")


def _too_many_pixels(name: str) -> PictureRefused:
    return PictureRefused(
        _("“%(name)s” has too many pixels: at most %(most)d million are taken. Scale it down and try again.")
        % {"name": name, "most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
        code="file_too_many_pixels",
    )


def _damaged(name: str, error: Exception) -> PictureRefused:
    logger.info("Refused the picture %r: %s", name, error)
    return PictureRefused(
        _(
            "“%(name)s” is damaged or incomplete. Open it in an image editor and save it again, "
            "or ask for it once more."
        )
        % {"name": name},
        code="damaged_image",
    )
