"""What drafts say: credits and dates that stand in revisions and not yet in the tables of the site."""

from collections.abc import Iterable

from django.db.models.fields.json import KeyTransform
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.models import Revision

from series.models import Byline, InstallmentPage, SeriesPage
from series.waiting import schedules_of


def _latest_bylines(pages):
    """(page id, byline rows as dicts) of the latest draft of those of `pages` that differ from what is live."""
    latest = pages.filter(latest_revision__isnull=False, has_unpublished_changes=True)
    revisions = Revision.objects.filter(pk__in=latest.order_by().values("latest_revision"))
    rows = revisions.annotate(bylines=KeyTransform("bylines", "content")).values_list("object_id", "bylines")
    return [(int(page), bylines or []) for page, bylines in rows]


def pieces_crediting(author_id: int) -> set[int]:
    """The ids of pieces that name an author, as published or in their latest draft."""
    pieces = set(Byline.objects.filter(author=author_id).values_list("page_id", flat=True))
    for page, bylines in _latest_bylines(InstallmentPage.objects.all()):
        if any(row.get("author") == author_id for row in bylines):
            pieces.add(page)
        else:
            pieces.discard(page)
    return pieces


def credits_of(ids: Iterable[int]) -> dict[int, list[str]]:
    """The names that the latest versions of pieces credit, in order, by the ids of the pieces. Two queries."""
    names = credits_as_published(ids := list(ids))
    for page, bylines in _latest_bylines(InstallmentPage.objects.filter(pk__in=ids)):
        names[page] = [row["name"] for row in sorted(bylines, key=_place) if row.get("name")]
    return names


def credits_as_published(ids: Iterable[int]) -> dict[int, list[str]]:
    """The names that pieces credit in public (drafts that were never published: as first saved). One query."""
    names: dict[int, list[str]] = {pk: [] for pk in ids}
    rows = Byline.objects.filter(page__in=list(names)).exclude(name="").order_by("sort_order")
    for page, name in rows.values_list("page_id", "name"):
        names[page].append(name)
    return names


def attach_desk_facts(pieces: Iterable[InstallmentPage]) -> None:
    """Give each piece `desk_authors`, `desk_series` and `desk_goes_live`, with four queries for all of them."""
    pieces = list(pieces)
    ids = [piece.pk for piece in pieces]
    names = credits_of(ids)
    series = SeriesPage.objects.in_bulk({piece.series_id for piece in pieces if piece.series_id})
    dates = schedules_of(ids)
    for piece in pieces:
        piece.desk_authors = ", ".join(names[piece.pk])
        # On the piece as well, so that no button of a row asks for it again.
        piece.series = series.get(piece.series_id)
        piece.desk_series = piece.series.get_admin_display_title() if piece.series else ""
        piece.desk_goes_live = _moment(dates.get(piece.pk))


def _moment(moment) -> str:
    """A date and time in the editor's zone. In words: Wagtail's column says "just now" of what is to come."""
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


def _place(row: dict) -> int:
    return row.get("sort_order") or 0
