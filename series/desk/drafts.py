"""What drafts say: credits and dates that stand in revisions and not yet in the tables of the site."""

from collections.abc import Collection, Iterable

from django.db.models import Model, Q
from django.db.models.fields.json import KeyTransform
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.models import Revision

from authors.models import AuthorPage
from series.models import Byline, InstallmentPage, SeriesPage
from series.stored import in_order
from series.waiting import schedules_of

# The latest version differs from the rows, and says what an editor will see.
AHEAD = Q(has_unpublished_changes=True, latest_revision__isnull=False)


def _in_drafts(pages, relation: str) -> list[tuple[int, list[dict]]]:
    """(page id, rows of the relation as dicts) of the latest draft of those of `pages` that differ from their rows."""
    revisions = Revision.objects.filter(pk__in=pages.filter(AHEAD).order_by().values("latest_revision"))
    rows = revisions.annotate(named=KeyTransform(relation, "content")).values_list("object_id", "named")
    return [(int(page), named or []) for page, named in rows]


def pieces_naming(
    model: type[Model], relation: str, field: str, wanted: Collection[int], *, as_published: bool = False
) -> set[int]:
    """The ids of pieces with a row of `model` that points at one of `wanted`, as their latest version says.

    With `as_published` those that are live count as readers have them. `relation` is what a version calls these rows,
    `field` what a row calls what it points at. Two queries.
    """
    drafts = InstallmentPage.objects.filter(live=False) if as_published else InstallmentPage.objects.all()
    as_rows = model.objects.filter(**{f"{field}__in": wanted}).exclude(
        page__in=drafts.filter(AHEAD).order_by()
    )
    return set(as_rows.values_list("page_id", flat=True)) | {
        page for page, rows in _in_drafts(drafts, relation) if any(row.get(field) in wanted for row in rows)
    }


def pieces_crediting(author: AuthorPage, *, as_published: bool = False) -> set[int]:
    """The ids of pieces that credit somebody, in whichever language, as above. Three queries."""
    pages = AuthorPage.objects.filter(translation_key=author.translation_key).values_list("pk", flat=True)
    return pieces_naming(Byline, "bylines", "author", set(pages), as_published=as_published)


def credits_of(ids: Iterable[int]) -> dict[int, list[str]]:
    """The names that the latest versions of pieces credit, in order, by the ids of the pieces. Two queries."""
    names = credits_as_published(ids := list(ids))
    for page, bylines in _in_drafts(InstallmentPage.objects.filter(pk__in=ids), "bylines"):
        names[page] = [row["name"] for row in in_order(bylines) if row.get("name")]
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
