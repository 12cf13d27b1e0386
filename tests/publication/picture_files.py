"""Picture files of the kinds that trouble publishers, drawn for the tests; and the shared ones of case IMG-01."""

import io
import struct
import zlib

from PIL import Image, ImageCms, PngImagePlugin

from tests.shared import shared as shared_file

RED, BLUE, GREEN = (255, 0, 0), (0, 0, 255), (0, 128, 0)
NOTE = "home of source"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">home of source</x:xmpmeta>'


def shared(name: str) -> bytes:
    """A shared input of the case, by its name."""
    return shared_file(f"cases/inputs/{name}")


def saved(image: Image.Image, kind: str, **options) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def camera_notes() -> Image.Exif:
    """Turned by 90°, with a place and a description."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = NOTE
    exif[0x8825] = {1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 40.0)}
    return exif


def from_a_phone(kind="JPEG") -> bytes:
    """60 × 40 as stored, to be shown 40 × 60 with red above blue; every kind of note the format can carry."""
    image = Image.new("RGB", (60, 40), BLUE)
    image.paste(RED, (0, 0, 30, 40))
    options = {"JPEG": {"comment": NOTE.encode(), "xmp": XMP, "quality": 95}, "WEBP": {"xmp": XMP}}.get(
        kind, {}
    )
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Description", NOTE)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options = {"pnginfo": text}
    if kind == "JPEG":
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x13\x1c\x02\x78\0\x0e" + NOTE.encode() + b"\0"
        options["extra"] = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return saved(image, kind, exif=camera_notes(), **options)


def for_print() -> bytes:
    return saved(Image.new("CMYK", (48, 48), (0, 255, 255, 0)), "JPEG", quality=95)


def moving(kind="GIF") -> bytes:
    frames = [Image.new("RGB", (32, 32), colour) for colour in (RED, GREEN, BLUE)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0)


def with_a_hole() -> bytes:
    """A green square on nothing; the nothing is black underneath."""
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((*GREEN, 255), (10, 10, 30, 30))
    return saved(image, "PNG")


def deep_grey(level=40_000) -> bytes:
    """Grey of 16 bits a pixel."""
    return saved(Image.new("I;16", (30, 30), level), "PNG")


def bomb(width=60_000, height=60_000) -> bytes:
    """A PNG of a few bytes that says it is 3.6 thousand million pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9))
        + chunk(b"IEND", b"")
    )


def photograph(width=400, height=300) -> Image.Image:
    return Image.radial_gradient("L").resize((width, height)).convert("RGB")


def profile(space="sRGB") -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()


def swapped_profile() -> bytes:
    """A profile by which the first channel is green and the second red; named so that none takes it for sRGB."""
    swapped = profile().replace(b"rXYZ", b"----", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"----", b"gXYZ", 1)
    return swapped.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def notes_in(content: bytes) -> set[str]:
    """The names of what a public file says beside its pixels; empty for a clean one."""
    image = opened(content)
    said = {"description"} if NOTE.encode() in content else set()
    if len(image.getexif()) or image.getexif().get_ifd(0x8825):
        said.add("exif")
    layout = {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
        "loop",
        "duration",
    }
    layout |= {
        "version",
        "background",
        "extension",
        "timestamp",
        "transparency",
        "default_image",
        "disposal",
        "blend",
    }
    return said | {key for key in image.info if key not in layout}


def near(pixel, wanted, by=6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(pixel, wanted, strict=True))
