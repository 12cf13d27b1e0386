"""What the list of authors and an author's page show, read at once.

Series are above authors: what somebody wrote comes through the reverse relations `bylines` and `planned_parts`
(series/models/bylines.py says what a person is, across languages and merged profiles).
"""

import re
from dataclasses import dataclass, replace

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authors.belonging import organisation_of, people_of
from authors.groups import grouped, languages_known
from authors.models import AuthorAlias, AuthorPage
from authors.names import language_of
from authors.order import matches, sorting_key
from authors.portraits import Portrait, portrait
from publication.frame import Frame, frame_or_default
from publication.paging import span_of, start_of
from publication.pictures import Wanted, find_pictures
from publication.prose import expand_block, find_links, plain_text, sanitise
from publication.site_state import Counted, SiteState, site_state
from publication.typed_words import typed_words

AUTHORS_ON_A_PAGE = 40
PIECES_ON_A_PAGE = 20
MOST_TOPICS = 6
# How wide the style sheet shows photos: in a row of a list, and at the head of an author's page.
ROW_SIZES = "5.5rem"
PAGE_SIZES = "(min-width: 78.5rem) 11rem, (min-width: 43rem) 14vw, 6rem"

FIELDS = (
    "pk", "translation_key", "title", "url_path", "locale_id", "kind", "family_name", "native_name", "native_language",
    "latin_name", "position", "organisation", "photo_id", "biography",
)  # fmt: skip

# The first sentence, in either language.
SENTENCE = re.compile(r".*?[.!?](?=\s|$)|.+", re.DOTALL)


@dataclass(frozen=True)
class LatestPiece:
    """The newest piece of somebody; `language` only where it is not the page's."""

    title: str
    address: str
    language: str = ""


@dataclass(frozen=True)
class AuthorCard:
    """Somebody in a list of authors. `pieces` is 0 for one who is only announced.

    `language` is that of the name and `page_language` that of the profile, where they are not the page's; `profiles`
    are the ids of the visible profiles, one in each language at most.
    """

    person: object
    name: str
    address: str
    is_organisation: bool
    about: str
    portrait: Portrait
    language: str = ""
    page_language: str = ""
    family: str = ""
    native_name: str = ""
    native_language: str = ""
    other_names: tuple[str, ...] = ()
    pieces: int = 0
    languages: int = 0
    translated: int = 0
    cloth: str = ""
    latest: LatestPiece | None = None
    photo_id: int | None = None
    profiles: tuple[int, ...] = ()

    @property
    def count_label(self) -> str:
        """ "14 installments", "6 translations", "1 installment, in English and Korean"."""
        if not self.pieces:
            return _("First part announced")
        if self.translated == self.pieces:
            return ngettext("%(count)d translation", "%(count)d translations", self.pieces) % {
                "count": self.pieces
            }
        words = ngettext("%(count)d installment", "%(count)d installments", self.pieces) % {
            "count": self.pieces
        }
        return _("%(pieces)s, in English and Korean") % {"pieces": words} if self.languages > 1 else words


def authors_page(request: HttpRequest) -> dict:
    """The context of the list of authors: `people`, `desks`, `span`, and `asked`, the name that was looked for."""
    frame, asked = frame_or_default(request), typed_words(request)
    listed = listed_authors(frame)
    if asked:
        former = _former_names()
        listed = [
            card for card in listed if matches(asked, (*card.other_names, *former.get(card.person, ())))
        ]
    listed.sort(key=lambda card: (card.is_organisation, sorting_key(card.name, card.family)))
    span = span_of(request, len(listed), AUTHORS_ON_A_PAGE, q=asked)
    shown = with_photos(with_latest(frame, listed[span.slice]))
    return {
        "people": [card for card in shown if not card.is_organisation],
        "desks": [card for card in shown if card.is_organisation],
        "span": span,
        "asked": asked,
    }


def listed_authors(
    frame: Frame, *, announced: bool = True, state: SiteState | None = None
) -> list[AuthorCard]:
    """Everybody with a piece that the public may see, or `announced` as the author of a part. Four queries at most.

    Each person once: with the page in the language of the page in hand, where there is one. Kept for the state of the site.
    """
    state = state or site_state()
    people = frozenset(_announced_people() if announced else ())
    known_by = people, frame.places, translation.get_language()
    return list(LISTED.made(state, lambda: _listed(frame, state, people), *known_by))


LISTED = Counted()


def _listed(frame: Frame, state: SiteState, announced: frozenset) -> tuple[AuthorCard, ...]:
    tally = _bylines().tally_of_all(state)
    listed = set(tally) | announced
    found, profiles = {}, {}
    visible = AuthorPage.objects.visible_among_many().filter(merged_into=None, alias_of=None)
    for row in visible.values(*FIELDS):
        person, language = row["translation_key"], frame.language_of(row["locale_id"])
        is_here = language == translation.get_language()
        if person in listed and frame.address(row["url_path"]):
            profiles.setdefault(person, []).append(row["pk"])
            if is_here or person not in found:
                found[person] = row, "" if is_here else language
    return tuple(
        _card(frame, row, language, tally.get(person, {}), profiles[person])
        for person, (row, language) in found.items()
    )


def people_with_a_page() -> set:
    """The translation keys of those whom the public may see a piece of, or who are announced. Three queries at most."""
    return set(_bylines().tally_of_all(site_state())) | _announced_people()


def with_latest(frame: Frame, cards: list[AuthorCard]) -> list[AuthorCard]:
    """The cards with the newest piece of each. One query."""
    latest = _bylines().latest_of_all(site_state()) if any(card.pieces for card in cards) else {}
    return [
        replace(card, latest=_latest_piece(frame, latest[card.person]))
        if card.pieces and card.person in latest
        else card
        for card in cards
    ]


def with_photos(cards: list[AuthorCard]) -> list[AuthorCard]:
    """The cards with photos where there are any. One query when their renditions exist."""
    pictures = find_pictures(_photo(card.photo_id) for card in cards if card.photo_id)
    return [
        replace(card, portrait=replace(card.portrait, photo=pictures.get(_photo(card.photo_id))))
        if card.photo_id
        else card
        for card in cards
    ]


def author_page(request: HttpRequest, author: AuthorPage, *, only: list[int] | None = None) -> dict:
    """The context of an author's page; Http404 when there is nothing of theirs that the public may see.

    `only` narrows it to the pieces with these ids, which stand in one list.
    """
    frame = frame_or_default(request)
    size = PIECES_ON_A_PAGE if only is None else max(1, len(only))
    start = start_of(request, size)
    state = site_state()
    pieces, total = _bylines().teasers_of(author, frame, state, start=start, limit=size, only=only)
    if not total and not start and not getattr(request, "is_preview", False) and not _is_announced(author):
        raise Http404("Nothing of this author is public.")
    photo = None
    if author.photo_id:
        photo = Wanted(author.photo_id, decorative=True, sizes=PAGE_SIZES, square=True, early=True)
    biography = sanitise(author.biography)
    return {
        "portrait": portrait(
            name=author.title,
            family=author.family_name,
            native_name=author.native_name,
            is_organisation=author.is_organisation,
            photo=find_pictures([photo]).get(photo) if photo else None,
        ),
        "biography": expand_block(biography, find_links([biography], frame)),
        "second_name": author.native_name or author.latin_name,
        "second_language": author.native_language if author.native_name else _foreign("en"),
        "name_language": _foreign(language_of(author.title)),
        "pieces": pieces,
        "groups": grouped(pieces, author),
        "knows": languages_known(pieces, author),
        "people": people_of(author, frame) if author.is_organisation else [],
        "employer": organisation_of(author, frame),
        "span": span_of(request, total, size),
        "topics": _bylines().topics_of(author, state, MOST_TOPICS, only=only) if total else [],
        "links": list(author.links.all()),
    }


def _bylines():
    return AuthorPage.bylines.rel.related_model.objects


def _planned_parts():
    return AuthorPage.planned_parts.rel.related_model.objects


def _former_names() -> dict[object, list[str]]:
    """The names from before a merge, by person. One query."""
    names: dict[object, list[str]] = {}
    for person, name in AuthorAlias.objects.values_list("author__translation_key", "name"):
        names.setdefault(person, []).append(name)
    return names


def _announced_people() -> set:
    rows = _planned_parts().announced().filter(author__isnull=False)
    people = rows.values_list("author__merged_into__translation_key", "author__translation_key")
    return {merged or own for merged, own in people}


def _is_announced(author: AuthorPage) -> bool:
    named = Q(author__translation_key=author.translation_key) | Q(
        author__merged_into__translation_key=author.translation_key
    )
    return _planned_parts().announced().filter(named).exists()


def _card(frame: Frame, row: dict, language: str, tally: dict, profiles: list[int]) -> AuthorCard:
    is_organisation = row["kind"] == AuthorPage.Kind.ORGANISATION
    return AuthorCard(
        person=row["translation_key"],
        name=row["title"],
        address=frame.address(row["url_path"]) or "",
        is_organisation=is_organisation,
        about=_about(row, is_organisation),
        portrait=portrait(
            name=row["title"],
            family=row["family_name"],
            native_name=row["native_name"],
            is_organisation=is_organisation,
        ),
        language=_foreign(language_of(row["title"])),
        page_language=language,
        family=row["family_name"],
        native_name=row["native_name"] if row["native_name"] != row["title"] else "",
        native_language=row["native_language"],
        other_names=(row["title"], row["native_name"], row["latin_name"]),
        cloth=tally.get("cloth") or "",
        pieces=tally.get("pieces", 0),
        languages=tally.get("languages", 0),
        translated=tally.get("translated", 0),
        photo_id=row["photo_id"],
        profiles=tuple(profiles),
    )


def _about(row: dict, is_organisation: bool) -> str:
    """A person's affiliation; what an organisation says of itself first, where it says something."""
    affiliation = ", ".join(part for part in (row["position"], row["organisation"]) if part)
    if not is_organisation:
        return affiliation
    text = plain_text(row["biography"])
    return SENTENCE.match(text)[0] if text else affiliation


def _latest_piece(frame: Frame, row: dict) -> LatestPiece:
    return LatestPiece(
        title=row["page__title"],
        address=frame.address(row["page__url_path"]) or "",
        language=_foreign(frame.language_of(row["page__locale_id"])),
    )


def _photo(image_id: int) -> Wanted:
    """The photo in a list."""
    return Wanted(image_id, decorative=True, sizes=ROW_SIZES, square=True)


def _foreign(language: str) -> str:
    return "" if language == translation.get_language() else language
