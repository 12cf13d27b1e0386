"""Images on their way to the reader: the sizes a page offers, looked up together, made where they are missing.

One query finds all renditions of a page, with their images, once they exist. A picture whose file is gone becomes a
placeholder that says its alternative text: a missing file never breaks a page.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace

from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

log = logging.getLogger(__name__)

WIDTHS = (480, 800, 1280, 1920)
FALLBACK_WIDTH = 1280
SQUARE = (176, 352)
# What is needed of an image itself: its words, its size, and what its copies were cut around.
IMAGE = (
    "pk", "title", "description", "credit", "width", "focal_point_x", "focal_point_y", "focal_point_width",
    "focal_point_height", "height",
)  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """A copy of an image at one size and format."""

    address: str
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """An image at the sizes a page offers; `sources` are (type, srcset) of other formats, best first.

    `address` is empty when the file is gone: then only `alt` can be shown.
    """

    address: str
    width: int
    height: int
    srcset: str
    alt: str
    sources: tuple[tuple[str, str], ...] = ()
    caption: str = ""
    credit: str = ""
    sizes: str = "100vw"
    eager: bool = False


@dataclass(frozen=True)
class Wanted:
    """A picture that a page asks for. Empty `alt` and `credit` are taken from the image, unless it is decorative."""

    image_id: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    sizes: str = "100vw"
    decorative: bool = False
    eager: bool = False
    square: bool = False
    plain: bool = False  # one size, in the format that every reader has: for feeds

    @property
    def specs(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The filters of the best format and of the format that every reader has."""
        if self.plain:
            return (), (f"fill-{SQUARE[1]}x{SQUARE[1]}" if self.square else f"width-{FALLBACK_WIDTH}",)
        if self.square:
            return tuple(f"fill-{side}x{side}|format-webp" for side in SQUARE), (
                f"fill-{SQUARE[1]}x{SQUARE[1]}",
            )
        return tuple(f"width-{width}|format-webp" for width in WIDTHS), (f"width-{FALLBACK_WIDTH}",)


@lru_cache(maxsize=64)
def _filter(spec: str) -> Filter:
    return Filter(spec=spec)


def find_pictures(wanted: Iterable[Wanted]) -> dict[Wanted, Picture]:
    """The pictures for what is wanted; one that is not in the library any more is left out. One query when warm."""
    wanted = [picture for picture in dict.fromkeys(wanted) if picture.image_id]
    if not wanted:
        return {}
    specs = {spec for picture in wanted for group in picture.specs for spec in group}
    ids = {picture.image_id for picture in wanted}
    images, renditions = _kept(ids, specs)
    if missing := ids - images.keys():
        images |= {row["pk"]: row for row in get_image_model().objects.filter(pk__in=missing).values(*IMAGE)}
    return {
        picture: _picture(picture, images[picture.image_id], renditions)
        for picture in wanted
        if picture.image_id in images
    }


def addresses_made(image_ids: set[int]) -> dict[int, str]:
    """The addresses of images as pages show them, as far as their copies were made already. One query."""
    model = get_image_model().get_rendition_model()
    made = model.objects.filter(image_id__in=image_ids, filter_spec=f"width-{FALLBACK_WIDTH}")
    storage = model._meta.get_field("file").storage
    return {image_id: storage.url(file) for image_id, file in made.values_list("image_id", "file")}


def _kept(ids: set[int], specs: set[str]) -> tuple[dict[int, dict], dict[tuple[int, str], Copy]]:
    """(images by id, copies by image id and filter) of what was made before; plain values, as a page has many."""
    model = get_image_model().get_rendition_model()
    rows = model.objects.filter(image_id__in=ids, filter_spec__in=specs).values(
        "image_id",
        "file",
        "width",
        "height",
        "filter_spec",
        "focal_point_key",
        *(f"image__{name}" for name in IMAGE),
    )
    storage = model._meta.get_field("file").storage
    images, copies = {}, {}
    for row in rows:
        image = images.setdefault(row["image_id"], {name: row[f"image__{name}"] for name in IMAGE})
        # A copy that was cut around an earlier focal point is not the one that is wanted.
        if row["focal_point_key"] == _filter(row["filter_spec"]).get_cache_key(SimpleNamespace(**image)):
            copy = Copy(storage.url(row["file"]), row["width"], row["height"])
            copies[row["image_id"], row["filter_spec"]] = copy
    return images, copies


def _picture(wanted: Wanted, image: dict, copies: dict[tuple[int, str], Copy]) -> Picture:
    best, common = (_useful(specs, image["width"]) for specs in wanted.specs)
    found = {spec: copies.get((wanted.image_id, spec)) for spec in (*best, *common)}
    missing = [spec for spec, copy in found.items() if copy is None]
    if missing:
        found |= _made(wanted.image_id, missing)
    alt = "" if wanted.decorative else wanted.alt or image["description"] or image["title"]
    words = {"alt": alt, "caption": wanted.caption, "credit": wanted.credit or image["credit"]}
    fallback = found.get(common[0])
    if fallback is None:
        return Picture("", image["width"], image["height"], "", **words)
    srcset = ", ".join(f"{found[spec].address} {found[spec].width}w" for spec in best if found.get(spec))
    return Picture(
        address=fallback.address,
        width=fallback.width,
        height=fallback.height,
        srcset="",
        sources=(("image/webp", srcset),) if srcset else (),
        sizes=wanted.sizes,
        eager=wanted.eager,
        **words,
    )


def _useful(specs: tuple[str, ...], own_width: int) -> tuple[str, ...]:
    """Widths up to the image's own, and the first beyond it, which gives the image at its own size."""
    useful = []
    for spec in specs:
        useful.append(spec)
        if spec.startswith("width-") and int(spec.split("|")[0].removeprefix("width-")) >= own_width:
            break
    return tuple(useful)


def _made(image_id: int, specs: list[str]) -> dict[str, Copy]:
    """The copies made now; none where the file is gone, unreadable or of a kind that cannot be turned."""
    try:
        made = get_image_model().objects.get(pk=image_id).get_renditions(*specs)
    except (SourceImageIOError, InvalidFilterSpecError, OSError, ValueError) as error:
        log.warning("image %s cannot be shown: %s", image_id, error)
        return {}
    return {spec: Copy(one.url, one.width, one.height) for spec, one in made.items()}
