"""Rows of a piece that know when it first appeared: an index then has the newest pieces of a topic or an author first.

The column decides in which order lists look at pieces, never what the public may see. It is written here only: with each
row, with each page whose date is another, and for all rows by `manage.py date_rows`.
"""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from wagtail.models import Page

from series.models.rows import DanglingRow

AT_ONCE = 500


class DatedRow(DanglingRow):
    """A row of a piece, with the moment at which the piece first appeared."""

    # Not in versions: it belongs to the page, whichever of its versions is published.
    published_at = models.DateTimeField(null=True, editable=False, serialize=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.published_at = self.page.first_published_at
        return super().save(*args, **kwargs)


def date_rows_of(page_id: int) -> None:
    """Date the rows of a page whose date is another than it was. A query for each kind of row."""
    for model in DatedRow.__subclasses__():
        model.objects.filter(page=page_id).update(published_at=_appeared())


def _appeared() -> Subquery:
    return Subquery(Page.objects.filter(pk=OuterRef("page_id")).values("first_published_at"))


def date_all_rows() -> int:
    """Date every row that has another date than its page; how many there were."""
    dated = 0
    for model in DatedRow.__subclasses__():
        rows = model.objects.annotate(appeared=_appeared())
        # A row is wrong where just one of both is empty, too.
        wrong = ~Q(published_at=F("appeared")) | (
            Q(published_at=None, appeared__isnull=False) | Q(published_at__isnull=False, appeared=None)
        )
        ids = list(rows.filter(wrong).values_list("pk", flat=True))
        for start in range(0, len(ids), AT_ONCE):
            dated += model.objects.filter(pk__in=ids[start : start + AT_ONCE]).update(
                published_at=_appeared()
            )
    return dated
