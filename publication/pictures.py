"""Images on their way to the reader: the sizes a page offers, looked up together, made where they are missing.

One query finds all renditions of a page, with their images, once they exist. A picture whose file is gone becomes a
placeholder that says its alternative text: a missing file never breaks a page.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

log = logging.getLogger(__name__)

WIDTHS = (480, 800, 1280, 1920)
FALLBACK_WIDTH = 1280
SQUARE = (176, 352)


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

    @property
    def specs(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The filters of the best format and of the format that every reader has."""
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
    model = get_image_model()
    specs = {spec for picture in wanted for group in picture.specs for spec in group}
    ids = {picture.image_id for picture in wanted}
    rows = model.get_rendition_model().objects.filter(image_id__in=ids, filter_spec__in=specs)
    images, renditions = {}, {}
    for rendition in rows.select_related("image"):
        image = images.setdefault(rendition.image_id, rendition.image)
        if rendition.focal_point_key == _filter(rendition.filter_spec).get_cache_key(image):
            renditions[rendition.image_id, rendition.filter_spec] = rendition
    if missing := ids - images.keys():
        images |= model.objects.in_bulk(missing)
    return {
        picture: _picture(picture, images[picture.image_id], renditions)
        for picture in wanted
        if picture.image_id in images
    }


def _picture(wanted: Wanted, image, renditions: dict) -> Picture:
    best, common = (_useful(specs, image) for specs in wanted.specs)
    found = {spec: renditions.get((image.pk, spec)) for spec in (*best, *common)}
    missing = [spec for spec, rendition in found.items() if rendition is None]
    if missing:
        found |= _made(image, missing)
    alt = "" if wanted.decorative else wanted.alt or image.description or image.title
    words = {"alt": alt, "caption": wanted.caption, "credit": wanted.credit or image.credit}
    fallback = found.get(common[0])
    if fallback is None:
        return Picture("", image.width, image.height, "", **words)
    srcset = ", ".join(f"{found[spec].url} {found[spec].width}w" for spec in best if found.get(spec))
    return Picture(
        address=fallback.url,
        width=fallback.width,
        height=fallback.height,
        srcset="",
        sources=(("image/webp", srcset),) if srcset else (),
        sizes=wanted.sizes,
        eager=wanted.eager,
        **words,
    )


def _useful(specs: tuple[str, ...], image) -> tuple[str, ...]:
    """Widths up to the image's own, and the first beyond it, which gives the image at its own size."""
    useful = []
    for spec in specs:
        useful.append(spec)
        if spec.startswith("width-") and int(spec.split("|")[0].removeprefix("width-")) >= image.width:
            break
    return tuple(useful)


def _made(image, specs: list[str]) -> dict:
    """The renditions made now; none where the file is gone, unreadable or of a kind that cannot be turned."""
    try:
        made = image.get_renditions(*specs)
    except (SourceImageIOError, InvalidFilterSpecError, OSError, ValueError) as error:
        log.warning("image %s cannot be shown: %s", image.pk, error)
        return {}
    return {spec: made[spec] for spec in specs if spec in made}
