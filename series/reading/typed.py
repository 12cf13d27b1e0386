"""What belongs to a piece, as it is saved or, in a preview, as its editor has typed it."""

from datetime import date

from django.urls import reverse

from publication.frame import Frame
from publication.models.masthead import in_language, language_beside
from series.models import InstallmentPage, SeriesPage
from series.reading.parts import Part
from series.reading.rows_of_piece import Beside, corrections, footnotes
from series.reading.shapes import TopicLink
from series.running_order import next_number
from series.withdrawal import still_told


def number_of(page: InstallmentPage, series: SeriesPage, in_preview: bool) -> int | None:
    """The part's number; in the preview of one that was never saved the number it would get."""
    if in_preview and not page.pk and series.is_numbered:
        return next_number(series)
    return page.part_number if series.is_numbered else None


def part_as_typed(page: InstallmentPage, number: int | None, frame: Frame) -> Part:
    """The part in hand for the list of its series, as its editor has it before them."""
    address = frame.address(page.url_path) if page.url_path else ""
    return Part(
        page.pk or 0,
        page.title,
        address or "",
        number,
        page.reading_minutes,
        page.first_published_at,
        group=page.translation_key,
    )


def topics_of(
    page: InstallmentPage, saved: Beside, in_preview: bool
) -> tuple[list[int], tuple[TopicLink, ...]]:
    """The ids and links of the page's topics, in the editors' order; one that was merged is its heir."""
    rows = saved.topics
    if in_preview:
        topics = [row.topic.merged_into or row.topic for row in page.topic_rows.all() if row.topic_id]
        rows = [(topic.pk, topic.name, topic.name_ko, topic.slug) for topic in topics]
    links = (
        TopicLink(
            in_language(name, name_ko), reverse("topic", args=[slug]), language=language_beside(name, name_ko)
        )
        for _pk, name, name_ko, slug in rows
    )
    return [row[0] for row in rows], tuple(links)


def corrections_of(page: InstallmentPage, in_preview: bool) -> list[tuple[str, date, str]]:
    """(kind, day, stored markup) of each correction that is told, the oldest first."""
    if in_preview:
        return [(row.kind, row.date, row.text) for row in still_told(page) if row.date]
    return corrections(page.pk)


def notes_of(page: InstallmentPage, in_preview: bool) -> dict[str, str]:
    """The stored markup of the page's notes by their UUIDs, cited or not."""
    if page.is_withdrawn:
        return {}
    if in_preview:
        return {str(row.uuid): row.text for row in page.footnotes.all()}
    return footnotes(page.pk)
