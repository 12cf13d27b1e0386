"""Lists of series and installments in the admin: flat ones from the menu, and the same columns below a series."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.models import Locale, Page

from authors.models import AuthorPage
from publication.edit_view import CarefulEditView
from publication.long_choices import LongSelect
from series.checklist.evaluation import Checklist, missing_of_all
from series.desk.choosing_series import ChooseSeriesView
from series.desk.drafts import attach_desk_facts, pieces_crediting
from series.desk.installment_views import (
    InstallmentCreateView,
    InstallmentEditView,
    InstallmentRevertView,
    InstallmentWorkflowView,
)
from series.models import InstallmentPage, SeriesPage, Topic

# The widths leave the title the most room, on the narrowest desk screens too.
TITLE = PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title", width="28%")
STATUS = PageStatusColumn("status", label=_("Status"), sort_key="live", width="9%")
UPDATED = DateColumn(
    "latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at", width="10%"
)
PART = Column("part_number", label=_("Part"), sort_key="part_number", width="5%")
AUTHORS = Column("desk_authors", label=_("Authors"), width="13%")
SERIES = Column("desk_series", label=_("Series"), width="14%")
GOES_LIVE = Column("desk_goes_live", label=_("Goes live"), width="9%")
MISSING = Column("desk_missing", label=_("Missing"), width="11%")


class StatusFilter(django_filters.ChoiceFilter):
    """Where a page stands between draft and reader."""

    CHOICES = [
        ("live", _("Published")),
        ("changed", _("Published, with changes not yet published")),
        ("draft", _("Draft")),
        ("scheduled", _("Scheduled")),
        ("review", _("In review")),
    ]

    def __init__(self, **kwargs):
        super().__init__(label=_("Status"), choices=self.CHOICES, empty_label=_("Any"), **kwargs)

    def filter(self, pages, value):
        conditions = {
            "live": {"live": True},
            "changed": {"live": True, "has_unpublished_changes": True},
            "draft": {"live": False},
            "scheduled": {"_revisions__approved_go_live_at__isnull": False},
            "review": {"_workflow_states__status": "in_progress"},
        }
        return pages.filter(**conditions[value]).distinct() if value in conditions else pages


class CreditFilter(django_filters.ModelChoiceFilter):
    """Pieces that name an author, drafts by what their latest version says."""

    def filter(self, pages, value):
        return pages.filter(pk__in=pieces_crediting(value)) if value else pages


def language_filter():
    """Pages of one language."""
    return django_filters.ModelChoiceFilter(
        field_name="locale", label=_("Language"), queryset=Locale.objects.all(), empty_label=_("Any")
    )


class InstallmentFilterSet(WagtailFilterSet):
    """Filters of the list of installments."""

    series = django_filters.ModelChoiceFilter(
        label=_("Series"),
        queryset=SeriesPage.objects.order_by("title"),
        empty_label=_("Any"),
        widget=LongSelect,
    )
    author = CreditFilter(
        label=_("Author"),
        queryset=AuthorPage.objects.filter(merged_into=None).order_by("title"),
        empty_label=_("Any"),
        widget=LongSelect,
    )
    topic = django_filters.ModelChoiceFilter(
        field_name="topic_rows__topic",
        label=_("Topic"),
        queryset=Topic.objects.filter(merged_into=None),
        empty_label=_("Any"),
        widget=LongSelect,
    )
    status = StatusFilter()
    language = language_filter()

    class Meta:
        model = InstallmentPage
        fields = []


class SeriesFilterSet(WagtailFilterSet):
    """Filters of the list of series."""

    status = django_filters.ChoiceFilter(
        label=_("Status of the series"), choices=SeriesPage.Status.choices, empty_label=_("Any")
    )
    state = StatusFilter()
    language = language_filter()

    class Meta:
        model = SeriesPage
        fields = []


class OneRootMixin:
    """Lets the pages of a list share where sites begin: their buttons ask each for its address.

    In the explorer it also asks what somebody may see of the pages listed, where Wagtail asks it of the whole site.
    """

    def get_base_queryset(self):
        if self.is_searching or self.is_filtering or not hasattr(self, "parent_page"):
            return super().get_base_queryset()
        below = Page._get_children_path_interval(self.parent_page.path)
        seen = self.permission_policy.explorable_instances(self.request.user).filter(
            path__range=below, depth=self.parent_page.depth + 1
        )
        pages = self.model._default_manager.child_of(self.parent_page)
        return self.annotate_queryset(pages.filter(pk__in=seen.order_by().values("pk")))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        pages = list(context["object_list"])
        for page in pages:
            page._wagtail_cached_site_root_paths = pages[0]._get_site_root_paths()
        return context


class DeskFactsMixin(OneRootMixin):
    """Gives the pieces of the list what their columns print."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        pieces = [page for page in context["object_list"] if isinstance(page, InstallmentPage)]
        attach_desk_facts(pieces)
        checklists = missing_of_all(pieces)
        for piece in pieces:
            piece.desk_missing = spoken_checklist(checklists[piece.pk])
        return context


def spoken_checklist(checklist: Checklist) -> str:
    """What a piece lacks, for a column: the required points by name, else how many are advised; "" for nothing."""
    if checklist.missing:
        return ", ".join(str(point.rule.label) for point in checklist.missing)
    advice = len(checklist.open_advice)
    return ngettext("%(count)d advised", "%(count)d advised", advice) % {"count": advice} if advice else ""


class InstallmentIndexView(DeskFactsMixin, IndexView):
    """All installments."""

    page_title = _("Installments")


class InstallmentExplorerView(DeskFactsMixin, ExplorableIndexView):
    """The installments of one series, in the explorer."""


class SeriesExplorerView(OneRootMixin, ExplorableIndexView):
    """The series of a site, in the explorer: twenty to a page, as most of what a page of it takes is printing its rows."""

    paginate_by = 20


class InstallmentListing(PageListingViewSet):
    """The menu's list of installments."""

    name = "installments"
    model = InstallmentPage
    icon = "doc-full"
    menu_label = _("Installments")
    menu_order = 20
    add_to_admin_menu = True
    index_view_class = InstallmentIndexView
    choose_parent_view_class = ChooseSeriesView
    filterset_class = InstallmentFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"), PART, TITLE, SERIES, AUTHORS, STATUS, GOES_LIVE, MISSING,
        UPDATED,
    ]  # fmt: skip


class InstallmentViewSet(PageViewSet):
    """Installments where they stand in the tree, in the order of their numbers."""

    model = InstallmentPage
    ordering = "part_number"
    icon = "doc-full"
    index_view_class = InstallmentExplorerView
    add_view_class = InstallmentCreateView
    edit_view_class = InstallmentEditView
    revisions_revert_view_class = InstallmentRevertView
    workflow_action_view_class = InstallmentWorkflowView
    filterset_class = InstallmentFilterSet
    columns = [BulkActionsColumn("bulk_actions"), PART, TITLE, AUTHORS, STATUS, GOES_LIVE, MISSING, UPDATED]


SERIES_COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    TITLE,
    Column("status_of_series", label=_("Series is"), accessor="get_status_display", sort_key="status"),
    Column("form", label=_("Form"), accessor="get_form_display", sort_key="form"),
    Column("planned_parts", label=_("Planned"), sort_key="planned_parts", width="8%"),
    STATUS,
    UPDATED,
]


class SeriesListing(PageListingViewSet):
    """The menu's list of series."""

    name = "series"
    model = SeriesPage
    icon = "folder-open-inverse"
    menu_label = _("Series")
    menu_order = 10
    add_to_admin_menu = True
    filterset_class = SeriesFilterSet
    columns = SERIES_COLUMNS


class SeriesViewSet(PageViewSet):
    """Series where they stand in the tree."""

    model = SeriesPage
    icon = "folder-open-inverse"
    index_view_class = SeriesExplorerView
    edit_view_class = CarefulEditView
    filterset_class = SeriesFilterSet
    columns = SERIES_COLUMNS
