"""Images on their way to the reader: the copies a page offers, looked up together.

One query finds all copies of a page's pictures, with their images. A reader waits for one copy of a picture at most, the
one that every browser knows; the others are made in the background (publication/images/ahead.py), and until then the
page does without. A picture whose file is gone becomes a placeholder that says its alternative text: a missing file
never breaks a page.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace

from django.db import DatabaseError
from django.db.models import F, IntegerField, OuterRef, Subquery
from django.db.models.lookups import In
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from publication.images.ahead import ask_for
from publication.images.offered import COMMON_WIDTH, SPECS, Offer, offer
from publication.prepared import Prepared, each, room_for, slots

log = logging.getLogger(__name__)

SECONDS_BEFORE_NEXT_TRY = 30
MOST_UNSHOWN = 5_000
# Images that could not be shown, and until when they are not tried again in this process.
_unshown: dict[int, float] = {}

# What is needed of an image itself: its words, its size, and what its copies were cut around.
IMAGE = (
    "pk", "title", "description", "credit", "licence", "width", "height", "keeps_format",
    "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
)  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """A copy of an image at one size and format."""

    address: str
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """An image at the sizes a page offers; `sources` are (type, srcset) of better formats, best first.

    `address` is empty when the file is gone: then only `alt` can be shown. `leads`: it is what the page shows first and
    largest, and is fetched before anything else. `early`: it stands in the first view, and is not waited with.
    """

    address: str
    width: int
    height: int
    srcset: str
    alt: str
    sources: tuple[tuple[str, str], ...] = ()
    caption: str = ""
    credit: str = ""
    licence: str = ""  # a value of Licence; empty: may be used here but not passed on
    sizes: str = "100vw"
    leads: bool = False
    early: bool = False
    has_description: bool = True  # somebody wrote what it shows; else `alt` is only its title in the library


@dataclass(frozen=True)
class Wanted:
    """A picture that a page asks for. Empty `alt` and `credit` are taken from the image, unless it is decorative.

    `sizes` says in CSS how wide the layout shows it. `leads` and `early` are those of the Picture.
    """

    image_id: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    sizes: str = "100vw"
    decorative: bool = False
    leads: bool = False
    early: bool = False
    square: bool = False
    plain: bool = False  # one copy, in a format that every reader has: for feeds

    def offer_of(self, image: dict) -> Offer:
        """The copies that are offered of an image (its row)."""
        return offer(
            width=image["width"], keeps_format=image["keeps_format"], square=self.square, plain=self.plain
        )


@lru_cache(maxsize=64)
def _filter(spec: str) -> Filter:
    return Filter(spec=spec)


def find_pictures(wanted: Iterable[Wanted]) -> dict[Wanted, Picture]:
    """The pictures for what is wanted; one that is not in the library any more is left out. One query when warm."""
    wanted = [picture for picture in dict.fromkeys(wanted) if picture.image_id]
    if not wanted:
        return {}
    ids = {picture.image_id for picture in wanted}
    images, copies = _kept(ids)
    if missing := ids - images.keys():
        images |= {row["pk"]: row for row in get_image_model().objects.filter(pk__in=missing).values(*IMAGE)}
    lacking: dict[int, set[str]] = {}
    found = {
        picture: _picture(picture, images[picture.image_id], copies, lacking)
        for picture in wanted
        if picture.image_id in images
    }
    ask_for(lacking)
    return found


def file_made(image: str) -> Subquery:
    """The file of an image as pages show it, empty where no copy was made; `image` is the column with its id."""
    model = get_image_model().get_rendition_model()
    made = model.objects.filter(image_id=OuterRef(image), filter_spec=f"width-{COMMON_WIDTH}")
    return Subquery(made.order_by("pk").values("file")[:1])


def address_of_file(name: str) -> str:
    """The address of that file."""
    return get_image_model().get_rendition_model()._meta.get_field("file").storage.url(name)


def _kept(ids: set[int]) -> tuple[dict[int, dict], dict[tuple[int, str], Copy]]:
    """(images by id, copies by image id and filter) of what was made before; plain values, as a page has many."""
    count = room_for(len(ids))
    rows = MADE.rows(count, **each("image", sorted(ids), count))
    storage = get_image_model().get_rendition_model()._meta.get_field("file").storage
    images, copies = {}, {}
    for row in rows:
        image = images.setdefault(row["image_id"], {name: row[f"image__{name}"] for name in IMAGE})
        # A copy that was cut around an earlier focal point is not the one that is wanted.
        if row["focal_point_key"] == _filter(row["filter_spec"]).get_cache_key(SimpleNamespace(**image)):
            copy = Copy(storage.url(row["file"]), row["width"], row["height"])
            copies[row["image_id"], row["filter_spec"]] = copy
    return images, copies


def _copies(count: int):
    """The copies of `count` images that pages show; slots are the ids of these, `image_0` and on."""
    model = get_image_model().get_rendition_model()
    rows = model.objects.filter(
        In(F("image_id"), slots("image", count, IntegerField())), filter_spec__in=SPECS
    )
    own = ("image_id", "file", "width", "height", "filter_spec", "focal_point_key")
    return rows.values(*own, *(f"image__{name}" for name in IMAGE))


MADE = Prepared(_copies)


def _picture(
    wanted: Wanted, image: dict, copies: dict[tuple[int, str], Copy], lacking: dict[int, set[str]]
) -> Picture:
    """The picture of what there is; notes in `lacking` what is still to be made."""
    offered = wanted.offer_of(image)
    alt = "" if wanted.decorative else wanted.alt or image["description"] or image["title"]
    words = {
        "alt": alt,
        "caption": wanted.caption,
        "credit": wanted.credit or image["credit"],
        "licence": image["licence"],
        "has_description": bool(wanted.decorative or wanted.alt or image["description"]),
    }
    found = {spec: copies.get((wanted.image_id, spec)) for spec in offered.specs}
    fallback = found[offered.fallback] or _made(wanted.image_id, offered.fallback)
    if fallback is None:
        return Picture("", image["width"], image["height"], "", **words)
    found[offered.fallback] = fallback
    if missing := {spec for spec, copy in found.items() if copy is None}:
        lacking.setdefault(wanted.image_id, set()).update(missing)
    # A format that lacks its larger sizes would be chosen all the same, and be blurred.
    sources = tuple(
        (media, _srcset(found[spec] for spec in specs))
        for media, specs in offered.better
        if all(found[spec] for spec in specs)
    )
    several = len(offered.common) > 1
    return Picture(
        address=fallback.address,
        width=fallback.width,
        height=fallback.height,
        srcset=_srcset(found[spec] for spec in offered.common if found[spec]) if several else "",
        sources=sources,
        sizes=wanted.sizes,
        leads=wanted.leads,
        early=wanted.early,
        **words,
    )


def _srcset(copies: Iterable[Copy]) -> str:
    return ", ".join(f"{copy.address} {copy.width}w" for copy in copies)


def forget(image_id: int | None = None) -> None:
    """Try again at once what could not be shown: one image, or all."""
    if image_id is None:
        _unshown.clear()
    else:
        _unshown.pop(image_id, None)


def _made(image_id: int, spec: str) -> Copy | None:
    """The copy made now; None where the file is gone, unreadable or of a kind that cannot be turned.

    What could not be made is not tried with every reader: a storage may take a second to say so, and the log would have
    a line for each.
    """
    now = time.monotonic()
    if now < _unshown.get(image_id, now):
        return None
    try:
        made = get_image_model().objects.get(pk=image_id).get_rendition(spec)
    except DatabaseError:
        raise
    except Exception as error:
        # Storages and formats have errors of their own, and none of them may cost the page or the book.
        log.warning("image %s cannot be shown: %s", image_id, error)
        if len(_unshown) >= MOST_UNSHOWN:
            _unshown.clear()
        _unshown[image_id] = time.monotonic() + SECONDS_BEFORE_NEXT_TRY
        return None
    return Copy(made.url, made.width, made.height)
