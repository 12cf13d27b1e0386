"""The report of pieces without a topic, by which no reader can come across them."""

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from authors.permissions import edits_pages_of_others
from series.desk.listings import language_filter
from series.models import InstallmentPage, InstallmentTopic


def untagged_pieces():
    """Published pieces that have no topic on the site, and drafts that have none in their latest version."""
    tagged = Exists(InstallmentTopic.objects.filter(page=OuterRef("pk")))
    draft_is_untagged = Q(latest_revision__content__topic_rows=[]) | Q(latest_revision=None) & ~tagged
    # Apart, or the version of every published piece would be looked up as well.
    drafts = InstallmentPage.objects.filter(draft_is_untagged, live=False)
    return InstallmentPage.objects.filter(alias_of=None).filter(
        Q(live=True) & ~tagged | Q(pk__in=drafts.order_by().values("pk"))
    )


class UntaggedFilterSet(WagtailFilterSet):
    """Filters of the report."""

    language = language_filter()

    class Meta:
        model = InstallmentPage
        fields = ["live"]


class UntaggedPiecesView(ReportView):
    """The report, on the page and as a table to download."""

    model = InstallmentPage
    page_title = _("Pieces without topics")
    header_icon = "tag"
    index_url_name = "series_untagged"
    index_results_url_name = "series_untagged_results"
    filterset_class = UntaggedFilterSet
    no_results_message = _("Every piece has a topic.")
    columns = [
        TitleColumn(
            "draft_title",
            label=_("Title"),
            get_url=lambda piece: reverse("wagtailadmin_pages:edit", args=[piece.pk]),
        ),
        Column("series_title", label=_("Series")),
        Column("part_number", label=_("Part")),
        Column("language", label=_("Language")),
        Column("state", label=_("Status")),
        DateColumn("latest_revision_created_at", label=_("Updated")),
    ]
    list_export = [
        "draft_title",
        "series_title",
        "part_number",
        "language",
        "state",
        "latest_revision_created_at",
    ]
    export_headings = {
        "draft_title": _("Title"),
        "series_title": _("Series"),
        "part_number": _("Part"),
        "language": _("Language"),
        "state": _("Status"),
        "latest_revision_created_at": _("Updated"),
    }

    def user_has_permission(self, permission):
        return edits_pages_of_others(self.request.user)

    permission_required = "change"

    def get_filename(self):
        return "pieces-without-topics"

    def get_queryset(self):
        self.queryset = (
            untagged_pieces()
            .annotate(series_title=F("series__title"))
            .select_related("locale")
            .order_by("series__title", "part_number", "pk")
        )
        return super().get_queryset()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for piece in context["object_list"]:
            piece.language = piece.locale.get_display_name()
            piece.state = _("Published") if piece.live else _("Draft")
        return context


class UntaggedMenuItem(MenuItem):
    """The report among the reports."""

    def is_shown(self, request):
        return edits_pages_of_others(request.user)
