"""What the front page of a language shows, and the body of a standing page.

On the front page: a series in front, the latest pieces, series, topics and authors.

The series in front is the one that the editors chose, while the public may see it, else the one with the newest part.
Pieces and series are those of the page's language; topics and authors are of both (their counts say so).
"""

from dataclasses import dataclass, replace

from django.db.models.functions import Coalesce

from authors.reading import AuthorCard, listed_authors, with_photos
from publication.frame import Frame
from publication.pictures import find_pictures
from publication.prose import find_links
from series.models import Byline, SeriesEditor, SeriesPage
from series.reading.block_readers import Found
from series.reading.body import Body, read_body, set_body
from series.reading.cards import series_cards
from series.reading.excerpts import excerpt_of
from series.reading.pieces import listed_pieces, newest_first
from series.reading.shapes import Link, SeriesCard, Teaser, TopicLink
from series.reading.teasers import credits_for_list, teasers
from series.reading.topics import topics_by_count

MOST_LATEST = 5
MOST_IN_FOCUS = 3
MOST_TOPICS = 12
MOST_AUTHORS = 6


@dataclass(frozen=True)
class Feature:
    """The series in front and who edits it."""

    series: SeriesCard
    editors: tuple[Link, ...] = ()


@dataclass(frozen=True)
class FrontPage:
    """All that the home page prints; `feature` is None while nothing is published."""

    feature: Feature | None
    latest: tuple[Teaser, ...]
    focus: tuple[SeriesCard, ...]
    topics: tuple[TopicLink, ...]
    authors: tuple[AuthorCard, ...]


def read_front_page(frame: Frame, featured_id: int | None) -> FrontPage:
    """Read the home page of the language in hand. Eleven queries at most, whatever the number of pieces."""
    cards = series_cards(_series_here(frame), frame)
    front = next((card for card in cards if card.pk == featured_id), None) or next(
        (card for card in cards if card.published), None
    )
    latest = teasers(
        frame,
        newest_first(listed_pieces().filter(url_path__startswith=frame.root(), is_withdrawn=False)),
        limit=MOST_LATEST,
        totals={card.pk: card.total for card in cards},
        credits={},
    )
    on_shelf = [spine.pk for spine in front.spines if spine.pk] if front else []
    credits = credits_for_list(frame, [teaser.pk for teaser in latest] + on_shelf)
    latest = [replace(teaser, credits=tuple(credits.get(teaser.pk, ()))) for teaser in latest]
    if latest:
        latest[0] = replace(latest[0], excerpt=excerpt_of(latest[0].pk))
    authors = listed_authors(frame, announced=False)
    return FrontPage(
        feature=_feature(front, credits, authors) if front else None,
        latest=tuple(latest),
        focus=tuple(card for card in cards if card.published and card is not front)[:MOST_IN_FOCUS],
        topics=tuple(topics_by_count(MOST_TOPICS)),
        authors=tuple(with_photos(sorted(authors, key=_standing)[:MOST_AUTHORS])),
    )


def _series_here(frame: Frame):
    return SeriesPage.objects.visible().filter(alias_of=None, url_path__startswith=frame.root())


def _standing(card: AuthorCard):
    """People before desks, those with most pieces first."""
    return card.is_organisation, -card.pieces, card.name.casefold()


def _feature(front: SeriesCard, credits: dict, authors: list[AuthorCard]) -> Feature:
    spines = (
        replace(spine, author=_short_credit(credits[spine.pk])) if spine.pk in credits else spine
        for spine in front.spines
    )
    return Feature(series=replace(front, spines=tuple(spines)), editors=_editors(front.pk, authors))


def _short_credit(credits) -> str:
    """Who a spine names: the first author, or the first of those credited."""
    authors = [credit.name for credit in credits if credit.role == Byline.Role.AUTHOR]
    return (authors or [credit.name for credit in credits])[0]


def _editors(series_id: int, authors: list[AuthorCard]) -> tuple[Link, ...]:
    """Who edits the series, in order; a link only to somebody who is among the listed authors. One query."""
    addresses = {card.person: card.address for card in authors}
    person = Coalesce("author__merged_into__translation_key", "author__translation_key")
    rows = SeriesEditor.objects.filter(page_id=series_id).order_by("sort_order", "pk")
    return tuple(
        Link(name, addresses.get(key, ""))
        for name, key in rows.annotate(person=person).values_list("author__title", "person")
    )


def read_standing_body(page, frame: Frame) -> Body:
    """The body of a standing page, with its links and pictures looked up. Two queries at most."""
    draft = read_body(page.body.raw_data)
    needs = draft.needs
    links = find_links(needs.texts, frame, pages=needs.pages, documents=needs.documents)
    return set_body(draft, Found(links=links, pictures=find_pictures(needs.pictures)))
