"""The report of aging pages: live ones that nobody has published anew for long.

It stands in for Wagtail's own, which lists every page and only for those who may publish; whoever may edit a page may
also be told that it is old.
"""

from datetime import timedelta

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.coreutils import get_content_type_label
from wagtail.models import Page, get_page_content_types
from wagtail.permissions import policy_registry

from series.desk.listings import language_filter
from series.desk.reports.base import EditorsReport, day_of, title_column

# Younger pages are not aging.
HALF_A_YEAR = 182
YEAR = 365


class UnchangedFilter(django_filters.ChoiceFilter):
    """Pages that were last published so many days ago, or more."""

    CHOICES = [
        (str(YEAR), gettext_lazy("One year")),
        (str(2 * YEAR), gettext_lazy("Two years")),
        (str(3 * YEAR), gettext_lazy("Three years")),
    ]

    def __init__(self, **kwargs):
        super().__init__(
            label=gettext_lazy("Unchanged for"),
            choices=self.CHOICES,
            empty_label=gettext_lazy("Half a year"),
            **kwargs,
        )

    def filter(self, pages, value):
        return pages.filter(last_published_at__lte=_days_ago(int(value))) if value else pages


class AgingFilterSet(WagtailFilterSet):
    """Filters of the report."""

    unchanged_for = UnchangedFilter()
    content_type = ContentTypeFilter(
        label=gettext_lazy("Type"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
    )
    language = language_filter()

    class Meta:
        model = Page
        fields = []


class AgingReport(EditorsReport):
    """Live pages that the user may edit, the oldest first."""

    model = Page
    page_title = gettext_lazy("Aging pages")
    header_icon = "time"
    index_url_name = "series_report_aging"
    index_results_url_name = "series_report_aging_results"
    filterset_class = AgingFilterSet
    filename = "aging-pages"
    default_ordering = ("last_published_at", "pk")
    columns = [
        title_column(gettext_lazy("Title"), sort_key="draft_title"),
        Column("type", label=gettext_lazy("Type")),
        Column("language", label=gettext_lazy("Language")),
        Column("first", label=gettext_lazy("First published"), accessor=day_of("first_published_at")),
        Column(
            "last", label=gettext_lazy("Last published"), accessor=day_of("last_published_at"),
            sort_key="last_published_at",
        ),
        Column("days", label=gettext_lazy("Days")),
    ]  # fmt: skip
    export = {
        "draft_title": gettext_lazy("Title"),
        "type": gettext_lazy("Type"),
        "language": gettext_lazy("Language"),
        "first_published_at": gettext_lazy("First published"),
        "last_published_at": gettext_lazy("Last published"),
        "days": gettext_lazy("Days"),
    }

    def get_base_queryset(self):
        editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(
            self.request.user, "change"
        )
        return editable.filter(
            live=True, alias_of=None, last_published_at__lte=_days_ago(HALF_A_YEAR)
        ).select_related("content_type", "locale")

    def complete(self, rows):
        now = timezone.now()
        for page in rows:
            page.type = get_content_type_label(page.content_type)
            page.language = page.locale.get_display_name()
            page.days = (now - page.last_published_at).days


def _days_ago(days: int):
    return timezone.now() - timedelta(days=days)
