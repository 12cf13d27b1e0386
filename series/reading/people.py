"""Who is credited: bylines as plain values, with a link only where the person's page is public."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import DateTimeField, F, IntegerField
from django.db.models.functions import Coalesce
from django.db.models.lookups import In
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from authors.names import language_of
from authors.portraits import portrait
from publication.frame import Frame
from publication.pictures import Picture, Wanted
from publication.prepared import Prepared, Slot, each, room_for, slots
from publication.visibility import is_open
from series.models.bylines import Byline
from series.reading.shapes import Credit

PORTRAIT_SIZES = "6.5rem"
# What is printed of a byline and of the profile behind it.
OWN = ("name", "role", "position", "organisation")
PROFILE = (
    "title", "kind", "family_name", "given_name", "native_name", "native_language", "latin_name", "photo_id",
    "biography", "orcid", "ror",
)  # fmt: skip


@dataclass(frozen=True)
class CreditRow:
    """A credit before its photo and biography are known: those are looked up with all others of the page."""

    credit: Credit
    photo: Wanted | None = None
    biography: str = ""

    def with_photo(self, pictures: dict[Wanted, Picture], biography: SafeString) -> Credit:
        """The credit as it is printed."""
        photo = pictures.get(self.photo) if self.photo else None
        face = replace(self.credit.portrait, photo=photo if photo and photo.address else None)
        return replace(self.credit, portrait=face, biography=biography)


def _credited(count: int):
    """The bylines of `count` pages; its slots are their ids, `page_0` and on, and the moment `now`."""
    heir = "author__merged_into__"
    now = Slot("now", DateTimeField())
    return (
        Byline.objects.filter(In(F("page_id"), slots("page", count, IntegerField())))
        .with_person()
        .annotate(
            profile_path=Coalesce(f"{heir}url_path", "author__url_path"),
            profile_open=is_open(now, path=Coalesce(f"{heir}path", "author__path")),
        )
        .order_by("page_id", "sort_order", "pk")
        .values(
            "page_id",
            "person",
            "profile_path",
            "profile_open",
            *OWN,
            *(f"author__{name}" for name in PROFILE),
        )
    )


CREDITED = Prepared(_credited)


def credits_of(page_ids: Iterable[int], frame: Frame) -> dict[int, list[CreditRow]]:
    """The credits of saved pages, in order, by page id. One query, of the few columns that are printed."""
    page_ids = list(page_ids)
    if not page_ids:
        return {}
    count = room_for(len(page_ids))
    found: dict[int, list[CreditRow]] = {}
    # The same few people are credited again and again.
    key = frame.places, get_language()
    for row in CREDITED.raw(count, now=timezone.now(), **each("page", page_ids, count)):
        who = (key, row[1:])
        credit = _known.get(who)
        if credit is None:
            if len(_known) >= MOST_KNOWN:
                _known.clear()
            credit = _known[who] = _credit_row(CREDITED.read([row], count)[0], frame)
        found.setdefault(row[0], []).append(credit)
    return found


# What was made of a row, by all that is in it but the page's id, which comes first: credits are frozen.
_known: dict[tuple, CreditRow] = {}
MOST_KNOWN = 1_024  # a biography is in each


def credits_in_memory(page, frame: Frame) -> list[CreditRow]:
    """The credits of a page as it is being edited, for previews: rows that were never saved are in it."""
    bylines = [byline for byline in page.bylines.all() if byline.author_id]
    people = [byline.author.merged_into or byline.author for byline in bylines]
    model = Byline._meta.get_field("author").related_model
    public = set(
        model.objects.visible().filter(pk__in=[one.pk for one in people]).values_list("pk", flat=True)
    )
    return [
        _credit_row(
            {name: getattr(byline, name) for name in OWN}
            | {f"author__{name}": getattr(byline.author, name) for name in PROFILE}
            | {"person": one.translation_key, "profile_path": one.url_path, "profile_open": one.pk in public},
            frame,
        )
        for byline, one in zip(bylines, people, strict=True)
    ]


def _credit_row(row: dict, frame: Frame) -> CreditRow:
    """One byline as credited then; what it does not say comes from the profile."""
    author = {name: row[f"author__{name}"] for name in PROFILE}
    name = row["name"] or author["title"]
    second, second_language = _second_name(author, name)
    photo, is_organisation = author["photo_id"], author["kind"] == "organisation"
    return CreditRow(
        credit=Credit(
            person=row["person"],
            name=name,
            address=(frame.address(row["profile_path"]) or "") if row["profile_open"] else "",
            role=row["role"],
            role_label=_role_label(row["role"], get_language()),
            position=row["position"],
            organisation=row["organisation"],
            second_name=second,
            second_language=second_language,
            language=foreign(language_of(name)),
            family=author["family_name"],
            given=author["given_name"],
            is_organisation=is_organisation,
            orcid=author["orcid"],
            ror=author["ror"],
            portrait=portrait(
                name=author["title"],
                family=author["family_name"],
                native_name=author["native_name"],
                is_organisation=is_organisation,
            ),
        ),
        photo=Wanted(photo, decorative=True, sizes=PORTRAIT_SIZES, square=True, early=True)
        if photo
        else None,
        biography=author["biography"],
    )


@lru_cache(maxsize=64)
def _role_label(role: str, language: str) -> str:
    """What a role is called in the language in hand. A series of sixty has a hundred of them."""
    return str(Byline.Role(role).label)


def _second_name(author: dict, name: str) -> tuple[str, str]:
    """The name in the other script and its language: 최원기 beside Choe Won-gi, and the other way round in Korean."""
    if author["native_name"] and author["native_name"] != name:
        return author["native_name"], foreign(author["native_language"])
    if author["latin_name"] and author["latin_name"] != name:
        return author["latin_name"], foreign("en")
    return "", ""


def foreign(language: str) -> str:
    """A language worth marking on the page in hand: empty for its own."""
    return "" if language == get_language() else language
