"""The report of searches: what readers looked for in a period, how often, and what found nothing."""

from datetime import timedelta

import django_filters
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from home.models import SearchedWords
from series.desk.reports.base import EditorsReport

PERIODS = [("7", gettext_lazy("Last 7 days")), ("30", gettext_lazy("Last 30 days"))]


class SearchesFilterSet(WagtailFilterSet):
    """Filters of the report."""

    period = django_filters.ChoiceFilter(
        label=gettext_lazy("Period"),
        choices=PERIODS,
        empty_label=gettext_lazy("Last 90 days"),
        method="in_period",
    )
    empty = django_filters.BooleanFilter(label=gettext_lazy("Found nothing"), method="that_found_nothing")

    class Meta:
        model = SearchedWords
        fields = []

    def in_period(self, rows, name, value):
        """Only the last days."""
        return rows.filter(day__gt=timezone.localdate() - timedelta(days=int(value)))

    def that_found_nothing(self, rows, name, value):
        """Only days on which the words found nothing, or only those on which they always found something."""
        return rows.filter(times_empty__gt=0) if value else rows.filter(times_empty=0)


def _last_day(row) -> str:
    return date_format(row["last"], "SHORT_DATE_FORMAT")


class SearchesReport(EditorsReport):
    """Words, most often looked for first."""

    model = SearchedWords
    page_title = gettext_lazy("Searches")
    header_icon = "search"
    index_url_name = "home_report_searches"
    index_results_url_name = "home_report_searches_results"
    filterset_class = SearchesFilterSet
    filename = "searches"
    default_ordering = ("-asked", "words")
    is_searchable = False
    columns = [
        Column(
            "words", label=gettext_lazy("Words"), sort_key="words", classname="report__typed", width="52%"
        ),
        Column("asked", label=gettext_lazy("Searches"), sort_key="asked", width="14%"),
        Column("empty", label=gettext_lazy("Found nothing"), sort_key="empty", width="16%"),
        Column(
            "last", label=gettext_lazy("Last looked for"), accessor=_last_day, sort_key="last", width="18%"
        ),
    ]
    export = {
        "words": gettext_lazy("Words"),
        "asked": gettext_lazy("Searches"),
        "empty": gettext_lazy("Found nothing"),
        "last": gettext_lazy("Last looked for"),
    }

    def get_base_queryset(self):
        return SearchedWords.objects.values("words").annotate(
            asked=Sum("times"), empty=Sum("times_empty"), last=Max("day")
        )
