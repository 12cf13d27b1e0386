"""The report of mailings: of each piece and correction when it went, and what became of its letters."""

import django_filters
from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from series.desk.followers.counting import Tally, tallies
from series.desk.followers.words import told
from series.desk.reports.base import EditorsReport, day_of
from series.desk.reports.filters import SeriesFilter
from series.models import Mailing


class MailingsFilterSet(WagtailFilterSet):
    """Filters of the report."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=Mailing.State.choices, empty_label=gettext_lazy("Any")
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=Mailing.Kind.choices, empty_label=gettext_lazy("Any")
    )
    series = SeriesFilter(field_name="page__series")

    class Meta:
        model = Mailing
        fields = []


class MailingsReport(EditorsReport):
    """All of them, the newest first."""

    model = Mailing
    page_title = gettext_lazy("Mail to followers")
    header_icon = "mail"
    index_url_name = "series_report_mailings"
    index_results_url_name = "series_report_mailings_results"
    filterset_class = MailingsFilterSet
    filename = "mailings"
    default_ordering = ("-made_at", "-pk")
    columns = [
        Column("said_on", label=gettext_lazy("Published"), accessor=day_of("made_at"), sort_key="made_at"),
        TitleColumn(
            "piece_title",
            label=gettext_lazy("Title"),
            get_url=lambda row: reverse("series_piece_mail", args=[row.page_id]),
            classname="report__title",
        ),
        Column("kind_name", label=gettext_lazy("Kind")),
        Column("series_title", label=gettext_lazy("Series")),
        Column("language", label=gettext_lazy("Language")),
        Column("told", label=gettext_lazy("State")),
        Column("sent", label=gettext_lazy("Sent")),
        Column("failed", label=gettext_lazy("Not taken")),
    ]
    export = {
        "made_at": gettext_lazy("Published"),
        "piece_title": gettext_lazy("Title"),
        "kind_name": gettext_lazy("Kind"),
        "series_title": gettext_lazy("Series"),
        "language": gettext_lazy("Language"),
        "told": gettext_lazy("State"),
        "sent": gettext_lazy("Sent"),
        "failed": gettext_lazy("Not taken"),
    }

    def get_base_queryset(self):
        return Mailing.objects.annotate(
            piece_title=F("page__draft_title"),
            series_title=Coalesce("page__series__draft_title", "page__series__title"),
        )

    def complete(self, rows):
        counts = tallies(rows)
        for row in rows:
            tally = counts.get(row.pk, Tally())
            row.kind_name, row.told = row.get_kind_display(), told(row)
            row.sent, row.failed = tally.sent, tally.failed
