"""The page of a series, the list of all series, and the page of a part that is still to come."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import F, IntegerField
from django.db.models.lookups import In
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from publication.frame import Frame
from publication.models.masthead import in_language, language_beside
from publication.paging import Span, span_of
from publication.pictures import Picture, Wanted, find_pictures
from publication.prepared import Prepared, each, room_for, slots
from publication.prose import expand_block, find_links, sanitise
from publication.site_state import site_state
from publication.visibility import restrictions_above
from series.models import InstallmentTopic, SeriesPage
from series.reading.cards import card_of, cards_of_list, series_of_language
from series.reading.editors import editors_in_memory, editors_of
from series.reading.parts import Part, Parts, read_parts
from series.reading.people import credits_of
from series.reading.rows_of_piece import files_of
from series.reading.shapes import Credit, EditionFile, Forthcoming, SeriesCard, TopicLink

COLUMN_PAGE = 30
INDEX_PAGE = 24
MOST_TOPICS = 8
MARGIN_SIZES = "(min-width: 60rem) 17rem, 92vw"


@dataclass(frozen=True)
class LedgerRow:
    """A part in the list of its series, with those it is by."""

    part: Part
    credits: tuple[Credit, ...]


@dataclass(frozen=True)
class SeriesReading:
    """All that the page of a series prints."""

    card: SeriesCard
    rows: tuple[LedgerRow, ...]
    forthcoming: tuple[Forthcoming, ...]
    span: Span
    editors: tuple[Credit, ...]
    topics: tuple[TopicLink, ...]
    introduction: SafeString
    picture: Picture | None
    first_on: date | None
    last_on: date | None
    files: dict[str, EditionFile]


@dataclass(frozen=True)
class ForthcomingReading:
    """All that the page of an announced part prints."""

    part: Forthcoming
    series: SeriesCard
    previous: Part | None


def read_series_page(
    page: SeriesPage, frame: Frame, request, *, in_preview: bool = False, whole: bool = False
) -> SeriesReading:
    """Read the page of a series: eight queries when its renditions exist, whatever the number of parts.

    A column has a list of several pages, of which the request names one; `whole` takes them together.
    """
    admitted = page.admitted
    if in_preview:
        admitted = tuple(restriction.pk for restriction in restrictions_above(page))
    parts = read_parts(page, frame, admitted, with_standfirst=True)
    size = COLUMN_PAGE if not (whole or page.is_numbered) else max(1, len(parts.listed))
    span = span_of(request, len(parts.listed), size)
    shown = parts.listed[span.slice]
    credits = credits_of([part.pk for part in shown], frame)
    introduction = sanitise(page.introduction)
    links = find_links([introduction], frame)
    wanted = Wanted(page.image_id, sizes=MARGIN_SIZES) if page.image_id else None
    picture = find_pictures([wanted]).get(wanted) if wanted else None
    days = sorted(timezone.localdate(part.published_at) for part in parts.listed if part.published_at)
    return SeriesReading(
        card=card_of(page, parts, frame, spines=parts.spines()),
        rows=tuple(LedgerRow(part, tuple(row.credit for row in credits.get(part.pk, ()))) for part in shown),
        forthcoming=parts.forthcoming,
        span=span,
        editors=editors_in_memory(page) if in_preview else editors_of(page, frame),
        topics=_topics(parts),
        introduction=expand_block(introduction, links),
        picture=picture,
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        files=files_of(page.pk) if page.pk and page.status == SeriesPage.Status.COMPLETE else {},
    )


def _topics(parts: Parts) -> tuple[TopicLink, ...]:
    """The topics of the parts, the most frequent first. One query, or none without parts."""
    ids = [part.pk for part in parts.listed]
    if not ids:
        return ()
    count = room_for(len(ids))
    counts = Counter(TAGGED.raw(count, **each("page", ids, count)))
    return tuple(
        TopicLink(
            in_language(name, name_ko),
            reverse("topic", args=[slug]),
            count,
            language=language_beside(name, name_ko),
        )
        for (slug, name, name_ko), count in counts.most_common(MOST_TOPICS)
    )


def _tagged(count: int):
    """The topics of `count` pieces, each as often as it is on one; slots are their ids, `page_0` and on."""
    rows = InstallmentTopic.objects.filter(In(F("page_id"), slots("page", count, IntegerField())))
    return rows.order_by("sort_order", "pk").values("topic__slug", "topic__name", "topic__name_ko")


TAGGED = Prepared(_tagged)


def read_forthcoming(page: SeriesPage, number: int, frame: Frame) -> ForthcomingReading | Part | None:
    """What stands at a forthcoming part's address: the announced part, the part that took its place, or nothing."""
    parts = read_parts(page, frame, page.admitted)
    published = next((part for part in parts.listed if part.number == number), None)
    if published is not None:
        return published
    announced = next((part for part in parts.forthcoming if part.number == number), None)
    if announced is None:
        return None
    before, _after = parts.neighbours(0, number)
    return ForthcomingReading(
        part=announced, series=card_of(page, parts, frame, spines=parts.spines()), previous=before
    )


def read_series_index(frame: Frame, request) -> tuple[tuple[SeriesCard, ...], Span]:
    """The series of the language in hand, those with the newest parts first, and which of them one page shows."""
    state = site_state()
    listed = series_of_language(frame, state)
    span = span_of(request, len(listed), INDEX_PAGE)
    shown = tuple(series.pk for series in listed[span.slice])
    return cards_of_list(shown, frame, state), span
