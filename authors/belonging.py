"""Who belongs to which organisation, now: a profile names an organisation, and an organisation has a profile.

The tie is the name that an editor types: the organisation of a person's profile is one of the names of an organisation's,
in any language of the two, whatever the case, accents, spaces and hyphens. It says where people are today; what they
were when a piece appeared stands in its byline (docs/decisions/017). Only people and organisations with a public piece
are named.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import translation

from authors.models import AuthorPage
from authors.names import language_of, matching_key
from authors.order import plain, sorting_key
from publication.frame import Frame
from publication.visibility import is_open

FIELDS = (
    "kind", "translation_key", "merged_into__translation_key", "title", "native_name", "native_language", "latin_name",
    "family_name", "position", "organisation", "ror", "url_path", "locale_id", "alias_of_id",
)  # fmt: skip


@dataclass(frozen=True)
class Belonging:
    """A person of an organisation, or the organisation of a person: name and page.

    `language` is that of the name and `page_language` that of the profile, where they are not the page's.
    """

    name: str
    address: str
    language: str = ""
    page_language: str = ""
    native_name: str = ""
    native_language: str = ""
    position: str = ""
    family: str = ""
    ror: str = ""


@dataclass
class _Party:
    """All profiles of one person or organisation: its languages, and those that were merged into it."""

    rows: list[dict]

    @property
    def has_piece(self) -> bool:
        return any(row["has_piece"] for row in self.rows)

    @property
    def is_organisation(self) -> bool:
        return any(row["kind"] == AuthorPage.Kind.ORGANISATION for row in self.rows)

    def has_any(self, ids: set[int]) -> bool:
        return any(row["pk"] in ids for row in self.rows)

    @property
    def names(self) -> set[str]:
        """The keys of its names."""
        written = (row[name] for row in self.rows for name in ("title", "native_name", "latin_name"))
        return {_key(name) for name in written if name}

    @property
    def organisations(self) -> set[str]:
        """The keys of the organisations that its profiles name today; merged ones are of the past."""
        own = (row["organisation"] for row in self.rows if row["merged_into__translation_key"] is None)
        return {_key(name) for name in own if name}

    def shown(self, frame: Frame) -> Belonging | None:
        """It as a page shows it: by the profile in the page's language, or another; None where none is public."""
        here = translation.get_language()
        public = [
            row
            for row in self.rows
            if row["is_public"]
            and row["merged_into__translation_key"] is None
            and row["alias_of_id"] is None
            and frame.address(row["url_path"])
        ]
        if not public:
            return None
        row = min(public, key=lambda row: frame.language_of(row["locale_id"]) != here)
        language, written = frame.language_of(row["locale_id"]), language_of(row["title"])
        return Belonging(
            name=row["title"],
            address=frame.address(row["url_path"]) or "",
            language="" if written == here else written,
            page_language="" if language == here else language,
            native_name=row["native_name"] if row["native_name"] != row["title"] else "",
            native_language=row["native_language"],
            position=row["position"],
            family=row["family_name"],
            ror=row["ror"],
        )


def people_of(organisation: AuthorPage, frame: Frame) -> list[Belonging]:
    """Those who belong to an organisation, in the name order of the page's language. One query."""
    own = Q(translation_key=organisation.translation_key) | Q(
        merged_into__translation_key=organisation.translation_key
    )
    parties = _parties(own | (Q(kind=AuthorPage.Kind.PERSON) & ~Q(organisation="")))
    names = {_key(organisation.title)}
    if itself := parties.pop(organisation.translation_key, None):
        names |= itself.names
    found = [
        person
        for party in parties.values()
        if party.organisations & names and party.has_piece and (person := party.shown(frame))
    ]
    return sorted(found, key=lambda person: sorting_key(person.name, person.family))


def organisation_of(person: AuthorPage, frame: Frame) -> Belonging | None:
    """The organisation that a person belongs to, where it has a public page. One query, or none."""
    if person.is_organisation or not person.organisation:
        return None
    wanted = _key(person.organisation)
    for party in _parties(Q(kind=AuthorPage.Kind.ORGANISATION)).values():
        if wanted in party.names and party.has_piece:
            return party.shown(frame)
    return None


def tied_to(ids: set[int]) -> set[int]:
    """The profiles, public or not, that name those with the given ids, or are named by them. One query."""
    if not ids:
        return set()
    parties: dict[object, _Party] = {}
    for row in AuthorPage.objects.order_by("pk").values("pk", *FIELDS):
        key = row["merged_into__translation_key"] or row["translation_key"]
        parties.setdefault(key, _Party([])).rows.append(row)
    named = {name for party in parties.values() if party.has_any(ids) for name in party.names}
    naming = {name for party in parties.values() if party.has_any(ids) for name in party.organisations}
    tied = (
        party
        for party in parties.values()
        if party.organisations & named or (party.is_organisation and party.names & naming)
    )
    return {row["pk"] for party in tied for row in party.rows}


def _parties(condition: Q) -> dict[object, _Party]:
    bylines = AuthorPage.bylines.rel.related_model.objects.public()
    rows = (
        AuthorPage.objects.filter(condition)
        .annotate(
            has_piece=Exists(bylines.filter(author=OuterRef("pk")).order_by()),
            is_public=Q(live=True) & Q(is_open()),
        )
        .order_by("pk")
    )
    parties: dict[object, _Party] = {}
    for row in rows.values("has_piece", "is_public", *FIELDS):
        key = row["merged_into__translation_key"] or row["translation_key"]
        parties.setdefault(key, _Party([])).rows.append(row)
    return parties


def _key(name: str) -> str:
    return plain(matching_key(name))
