"""What the front page of a language shows, and the body of a standing page.

The front page is a row of sections, which editors arrange (home/sections/). Pieces, series and corrections are those of
the page's language; topics and authors are of both (their counts say so).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q
from django.utils import timezone, translation

from authors.reading import AuthorCard, listed_authors, with_photos
from home.sections.arrangement import Asked, read_arrangement, usual_arrangement
from home.sections.sharing import ONE_SERIES, Share, pick, share_out
from publication.frame import Frame
from publication.pictures import find_pictures
from publication.prose import Links, expand_block, expand_inline, find_links, sanitise
from publication.site_state import Counted, SiteState, site_state
from series.models import Byline, InstallmentPage
from series.reading.block_readers import Found
from series.reading.body import Body, read_body, set_body
from series.reading.cards import (
    CARD,
    StandingPart,
    StandingSeries,
    cards_of_rows,
    series_below,
    series_of_language,
)
from series.reading.collection import LedgerRow
from series.reading.corrections import correction_from, newest_corrections
from series.reading.parts import Part
from series.reading.pieces import listed_pieces, newest_first
from series.reading.shapes import Link, SeriesCard, Teaser
from series.reading.teasers import credits_for_list, teasers_by_id
from series.reading.topics import topics_of_all


@dataclass(frozen=True)
class Feature:
    """The series in front and who edits it."""

    series: SeriesCard
    editors: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """A series with some of its parts."""

    series: SeriesCard
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True)
class Section:
    """A section as its template prints it. `content` is what its kind shows; `id` is that of its heading.

    `is_landmark` is false where a section above has the same heading: two landmarks of one name cannot be told apart.
    lead, latest: teasers; shelf: Feature; parts: Ledger; series: cards; topics: links; authors: cards; words: markup;
    corrections: listed corrections.
    """

    kind: str
    content: object
    id: str
    title: str = ""
    is_large: bool = False
    is_as_chosen: bool = False
    is_landmark: bool = True

    @property
    def template(self) -> str:
        return f"sections/{self.kind}.html"


@dataclass(frozen=True)
class FrontPage:
    """All that the home page prints: sections with something in them. `is_empty` while no part of a series is public."""

    sections: tuple[Section, ...]
    is_empty: bool = False

    @property
    def shelf_in_front(self) -> SeriesCard | None:
        """The series of the first shelf with numbered parts: the one that a reader is helped to go on with."""
        shelves = (section.content.series for section in self.sections if section.kind == "shelf")
        return next((series for series in shelves if series.is_numbered and series.spines), None)


@dataclass
class _Known:
    """What was read for the sections of one page."""

    frame: Frame
    state: SiteState
    shares: list[Share]
    cards: tuple[SeriesCard, ...]
    teasers: dict[int, Teaser] = field(default_factory=dict)
    credits: dict = field(default_factory=dict)
    authors: list[AuthorCard] = field(default_factory=list)
    editors: dict[int, tuple[Link, ...]] = field(default_factory=dict)
    picked: dict[int, tuple] = field(default_factory=dict)  # by the place of the section on the page
    links: Links = field(default_factory=Links)

    def of(self, *kinds: str) -> list[Share]:
        return [share for share in self.shares if share.asked.kind in kinds]

    def pick(self, kind: str, items: Iterable, ids_of) -> None:
        places = [at for at, share in enumerate(self.shares) if share.asked.kind == kind]
        picked = pick([self.shares[at].asked for at in places], items, ids_of)
        self.picked |= dict(zip(places, picked, strict=True))


def read_front_page(frame: Frame, sections: Iterable[dict]) -> FrontPage:
    """Read the home page of the language in hand; `sections` is the raw data of what its editors arranged.

    Fourteen queries at most, whatever is arranged and however often, and whatever the number of pieces.
    """
    arrangement = read_arrangement(sections) or read_arrangement(usual_arrangement())
    state = site_state()
    standing = series_of_language(frame, state)
    corrections = _corrections(arrangement, frame)
    cards, parts = _cards_and_parts(arrangement, standing, corrections, frame, state)
    known = _Known(frame, state, share_out(arrangement, cards, parts), cards)
    _read_pieces(known)
    _read_people(known)
    _read_topics(known)
    _read_words(known, corrections)
    return FrontPage(
        sections=tuple(_sections(known)), is_empty=not any(series.has_parts for series in standing)
    )


def _corrections(arrangement: Iterable[Asked], frame: Frame) -> list[dict]:
    """The rows of as many corrections as all sections show together. One query, or none."""
    most = sum(asked.number for asked in arrangement if asked.kind == "corrections")
    return newest_corrections(frame, most) if most else []


def _cards_and_parts(
    arrangement: Iterable[Asked],
    standing: Sequence[StandingSeries],
    corrections: list[dict],
    frame: Frame,
    state: SiteState,
) -> tuple[tuple[SeriesCard, ...], tuple[StandingPart, ...]]:
    """The series that sections may show, and those of the pieces and corrections that they may show; all their parts.

    As many of the newest series and pieces as all sections together could take, one after another. Kept for the state of
    the site and the day; four queries at most.
    """
    series = [asked for asked in arrangement if asked.kind in (*ONE_SERIES, "series")]
    chosen = {pk for asked in series for pk in asked.chosen}
    most = len(chosen) + sum(1 if asked.kind in ONE_SERIES else asked.number for asked in series)
    ids = chosen | {one.pk for one in [one for one in standing if one.has_parts][:most]}
    ids |= {row["page__series_id"] for row in corrections}
    leads = [asked for asked in arrangement if asked.kind == "lead"]
    leading = {pk for asked in leads for pk in asked.chosen}
    most = len(leads) + len(leading)
    most += sum(asked.number for asked in arrangement if asked.kind in ("parts", "latest"))
    root = frame.root()
    ids |= set(OF_NEWEST.at(state, root, most)) if most else set()
    wanted = root, tuple(sorted(ids - {None})), tuple(sorted(leading))
    known_by = *wanted, frame.places, translation.get_language(), timezone.localdate()
    return SHOWN.made(state, lambda: cards_of_rows(_rows_needed(*wanted), frame), *known_by)


def _of_newest(root: str, most: int) -> tuple[int | None, ...]:
    """The series of the newest pieces below a home page."""
    newest = newest_first(listed_pieces().filter(url_path__startswith=root, is_withdrawn=False))
    return tuple(newest.values_list("series_id", flat=True)[:most])


def _rows_needed(root: str, series: tuple[int, ...], leading: tuple[int, ...]) -> list[dict]:
    """These series below a home page, and those of these pieces."""
    wanted = Q(pk__in=series)
    if leading:
        wanted |= Q(pk__in=InstallmentPage.objects.filter(pk__in=leading).order_by().values("series_id"))
    return list(series_below(root).filter(wanted).values(*CARD)) if series or leading else []


OF_NEWEST, SHOWN = Counted(_of_newest), Counted()


def _read_pieces(known: _Known) -> None:
    """The teasers of all pieces, and the credits of these, of the parts on shelves and of whole series. Two queries."""
    shown = [pk for share in known.shares for pk in share.pieces]
    shelved = [card for share in known.of("shelf") for card in share.series]
    spines = [spine.pk for card in shelved for spine in card.spines if spine.pk]
    if shown or shelved:
        edited = [card.pk for card in shelved]
        known.credits = credits_for_list(known.frame, {*shown, *spines}, edited)
    large = {pk for share in known.of("lead") for pk in share.pieces}
    large |= {pk for share in known.of("latest") if share.asked.is_large for pk in share.pieces[:1]}
    if shown:
        known.teasers = teasers_by_id(
            known.frame,
            shown,
            totals={card.pk: card.total for card in known.cards},
            credits=known.credits,
            opening_of=large,
        )


def _read_people(known: _Known) -> None:
    """Authors with their photos, and where the editors of the series on shelves are linked. Three queries at most.

    An editor is linked only if readers may see something of theirs: somebody who is among the listed authors.
    """
    on_shelves = [card.pk for share in known.of("shelf") for card in share.series]
    editors = {pk: known.credits[pk] for pk in on_shelves if pk in known.credits}
    if editors or known.of("authors"):
        known.authors = listed_authors(known.frame, announced=False, state=known.state)
    addresses = {card.person: card.address for card in known.authors}
    known.editors = {
        pk: tuple(Link(editor.name, addresses.get(editor.person, "")) for editor in credits)
        for pk, credits in editors.items()
    }
    known.pick("authors", sorted(known.authors, key=_standing), lambda card: card.profiles)
    shown = [card for at, cards in known.picked.items() for card in cards]
    photographed = {card.person: card for card in with_photos(shown)}
    known.picked = {
        at: tuple(photographed[card.person] for card in cards) for at, cards in known.picked.items()
    }


def _standing(card: AuthorCard):
    """People before desks, those with most pieces first."""
    return card.is_organisation, -card.pieces, card.name.casefold()


def _read_topics(known: _Known) -> None:
    """Topics with the number of their pieces. One query, or none."""
    if known.of("topics"):
        known.pick("topics", topics_of_all(known.state), lambda counted: (counted[0],))


def _read_words(known: _Known, rows: list[dict]) -> None:
    """The links in the editors' words and in corrections, of which `rows` are there. One query."""
    texts = {row["pk"]: sanitise(row["text"]) for row in rows}
    words = [sanitise(share.asked.text) for share in known.of("words")]
    known.links = find_links([*texts.values(), *words], known.frame)
    totals = {card.pk: card.total for card in known.cards}
    known.pick("corrections", rows, lambda row: (row["pk"],))
    for at, share in enumerate(known.shares):
        if share.asked.kind == "corrections":
            known.picked[at] = tuple(
                correction_from(known.frame, row, expand_inline(texts[row["pk"]], known.links), totals)
                for row in known.picked[at]
            )


def _sections(known: _Known):
    """The sections that have something in them, their headings with ids that are each there once."""
    seen, headings = Counter(), set()
    for at, share in enumerate(known.shares):
        content = _content(known, share, known.picked.get(at, ()))
        if not content:
            continue
        kind = share.asked.kind
        seen[kind] += 1
        is_as_chosen = bool(share.asked.chosen) and share.is_as_chosen
        heading = _heading(share, is_as_chosen)
        yield Section(
            kind=kind,
            content=content,
            id=f"{kind}-h" if seen[kind] == 1 else f"{kind}-h-{seen[kind]}",
            title=share.title,
            is_large=share.asked.is_large,
            is_as_chosen=is_as_chosen,
            is_landmark=heading not in headings,
        )
        headings.add(heading)


def _heading(share: Share, is_as_chosen: bool):
    """What two headings of the same words have in common: a title, a series, or a kind."""
    kind = share.asked.kind
    if kind == "shelf" or (kind == "parts" and not share.title):
        return share.series[0].title
    return share.title or (kind, is_as_chosen and kind == "lead")


def _content(known: _Known, share: Share, picked: tuple):
    kind, series = share.asked.kind, share.series
    if kind == "words":
        return expand_block(sanitise(share.asked.text), known.links)
    if kind == "shelf":
        return _feature(known, series[0]) if series else None
    if kind == "series":
        return series
    if kind == "topics":
        return tuple(topic for _pk, topic in picked)
    pieces = tuple(known.teasers[pk] for pk in share.pieces if pk in known.teasers)
    if kind == "parts":
        rows = tuple(LedgerRow(_part(piece), piece.credits) for piece in pieces)
        return Ledger(series[0], rows) if rows else None
    return pieces or picked


def _feature(known: _Known, card: SeriesCard) -> Feature:
    credits = known.credits
    spines = (
        replace(spine, author=_short_credit(credits[spine.pk])) if spine.pk in credits else spine
        for spine in card.spines
    )
    return Feature(series=replace(card, spines=tuple(spines)), editors=known.editors.get(card.pk, ()))


def _short_credit(credits) -> str:
    """Who a spine names: the first author, or the first of those credited."""
    authors = [credit.name for credit in credits if credit.role == Byline.Role.AUTHOR]
    return (authors or [credit.name for credit in credits])[0]


def _part(piece: Teaser) -> Part:
    """A piece as a row in the list of its series."""
    return Part(
        pk=piece.pk,
        title=piece.title,
        address=piece.address,
        number=piece.place.number,
        minutes=piece.minutes,
        published_at=piece.published_at,
        standfirst=piece.standfirst,
        is_withdrawn=piece.is_withdrawn,
    )


def read_standing_body(page, frame: Frame) -> Body:
    """The body of a standing page, with its links and pictures looked up. Two queries at most."""
    draft = read_body(page.body.raw_data)
    needs = draft.needs
    links = find_links(
        needs.texts, frame, pages=needs.pages, documents=needs.documents, addresses=needs.addresses
    )
    return set_body(draft, Found(links=links, pictures=find_pictures(needs.pictures)))
