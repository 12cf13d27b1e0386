"""The report of corrections, clarifications, updates and withdrawals that readers see, and who made them."""

import django_filters
from django.db.models import F
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Locale, Revision

from authors.models import User
from publication.prose import plain_text
from series.desk.reports.base import EditorsReport, day_of, title_column
from series.desk.reports.filters import PeriodFilter, SeriesFilter
from series.models import Correction


def made_by(corrections) -> dict[int, int]:
    """Who made each correction (a queryset), by its id: the account of the first version that has it. Two queries.

    A correction has a key that it keeps from version to version. One that no version has is left out.
    """
    rows = list(corrections.order_by().values_list("pk", "page_id", "translation_key"))
    pages = {str(page) for _pk, page, _key in rows}
    versions = (
        Revision.page_revisions.filter(object_id__in=pages, user__isnull=False)
        .annotate(corrections=KeyTransform("corrections", "content"))
        .order_by("created_at", "pk")
        .values_list("object_id", "user_id", "corrections")
    )
    first: dict[tuple[int, str], int] = {}
    for page, user, found in versions:
        for row in found or ():
            first.setdefault((int(page), str(row.get("translation_key"))), user)
    return {pk: first[page, str(key)] for pk, page, key in rows if (page, str(key)) in first}


class MadeByFilter(django_filters.ModelChoiceFilter):
    """Corrections that somebody made."""

    def filter(self, corrections, value):
        if not value:
            return corrections
        makers = made_by(Correction.objects.all())
        return corrections.filter(pk__in=[pk for pk, user in makers.items() if user == value.pk])


class CorrectionsFilterSet(WagtailFilterSet):
    """Filters of the report."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=Correction.Kind.choices, empty_label=gettext_lazy("Any")
    )
    series = SeriesFilter(field_name="page__series")
    made_by = MadeByFilter(
        label=gettext_lazy("Made by"),
        queryset=User.objects.order_by("username"),
        empty_label=gettext_lazy("Any"),
    )
    language = django_filters.ModelChoiceFilter(
        field_name="page__locale",
        label=gettext_lazy("Language"),
        queryset=Locale.objects.all(),
        empty_label=gettext_lazy("Any"),
    )
    period = PeriodFilter(field_name="date", label=gettext_lazy("Date"))

    class Meta:
        model = Correction
        fields = []


class CorrectionsReport(EditorsReport):
    """All of them, the newest first."""

    model = Correction
    page_title = gettext_lazy("Corrections")
    header_icon = "warning"
    index_url_name = "series_report_corrections"
    index_results_url_name = "series_report_corrections_results"
    filterset_class = CorrectionsFilterSet
    filename = "corrections"
    default_ordering = ("-date", "-pk")
    columns = [
        Column("said_on", label=gettext_lazy("Date"), accessor=day_of("date"), sort_key="date"),
        Column("kind_name", label=gettext_lazy("Kind"), sort_key="kind"),
        title_column(gettext_lazy("Title"), title="piece_title", page="page_id", sort_key="piece_title"),
        Column("part_number", label=gettext_lazy("Part")),
        Column("series_title", label=gettext_lazy("Series"), sort_key="series_title"),
        Column("plain_text", label=gettext_lazy("Text"), classname="report__text"),
        Column("maker", label=gettext_lazy("Made by")),
    ]
    export = {
        "date": gettext_lazy("Date"),
        "kind_name": gettext_lazy("Kind"),
        "piece_title": gettext_lazy("Title"),
        "part_number": gettext_lazy("Part"),
        "series_title": gettext_lazy("Series"),
        "language": gettext_lazy("Language"),
        "plain_text": gettext_lazy("Text"),
        "maker": gettext_lazy("Made by"),
    }

    def get_base_queryset(self):
        return (
            Correction.objects.filter(page__alias_of=None)
            .annotate(
                piece_title=F("page__title"),
                part_number=F("page__part_number"),
                series_title=Coalesce("page__series__draft_title", "page__series__title"),
            )
            .select_related("page__locale")
            .defer("page__body")
        )

    def complete(self, rows):
        makers = made_by(Correction.objects.filter(pk__in=[row.pk for row in rows]))
        people = User.objects.in_bulk(set(makers.values()))
        for row in rows:
            row.maker = get_user_display_name(people.get(makers.get(row.pk)))
            row.kind_name = row.get_kind_display()
            row.plain_text = plain_text(row.text)
            row.language = row.page.locale.get_display_name()
