"""Lists of authors in the admin."""

import django_filters
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale

from authors.choosers import find_authors
from authors.models import AuthorPage
from authors.permissions import edits_pages_of_others
from authors.sheet_view import may_bring_authors
from publication.edit_view import CarefulEditView


class AuthorFilterSet(WagtailFilterSet):
    """Filters of the list of authors."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=AuthorPage.Kind.choices, empty_label=_("Any"))
    live = django_filters.BooleanFilter(label=_("Published"))
    language = django_filters.ModelChoiceFilter(
        field_name="locale", label=_("Language"), queryset=Locale.objects.all(), empty_label=_("Any")
    )

    class Meta:
        model = AuthorPage
        fields = []


class AuthorListMixin:
    """Merged profiles are not listed; the search knows every name; each author has the number of their pieces."""

    def get_base_queryset(self):
        return super().get_base_queryset().filter(merged_into=None)

    def search_queryset(self, queryset):
        return find_authors(queryset, self.search_query) if self.is_searching else queryset

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        authors = list(context["object_list"])
        counts = dict(
            AuthorPage.objects.filter(pk__in=[author.pk for author in authors])
            .annotate(pieces=Count("bylines__page", distinct=True))
            .values_list("pk", "pieces")
        )
        for author in authors:
            author.pieces = counts.get(author.pk, 0)
        return context


class AuthorIndexView(AuthorListMixin, IndexView):
    """All authors."""

    page_title = _("Authors")

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if may_bring_authors(self.request.user):
            address = reverse("authors_from_spreadsheet")
            buttons.append(Button(_("From a spreadsheet"), address, icon_name="table", priority=50))
        return buttons


class AuthorExplorerView(AuthorListMixin, ExplorableIndexView):
    """The authors of one language, in the explorer."""


COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Name"), sort_key="title", classname="title"),
    Column("native_name", label=_("Other script"), width="12%"),
    Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind", width="10%"),
    Column("affiliation", label=_("Affiliation"), width="22%"),
    Column("pieces", label=_("Pieces"), width="7%"),
    PageStatusColumn("status", label=_("Status"), sort_key="live", width="10%"),
    DateColumn(
        "latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at", width="10%"
    ),
]


class AuthorListing(PageListingViewSet):
    """The menu's list of authors."""

    name = "authors"
    model = AuthorPage
    icon = "user"
    menu_label = _("Authors")
    menu_order = 30
    add_to_admin_menu = True
    index_view_class = AuthorIndexView
    filterset_class = AuthorFilterSet
    columns = COLUMNS
    ordering = "title"

    @property
    def menu_item_class(self):
        plain = super().menu_item_class

        def is_shown(item, request):
            return edits_pages_of_others(request.user)

        return type("AuthorsMenuItem", (plain,), {"is_shown": is_shown})


class AuthorViewSet(PageViewSet):
    """Authors where they stand in the tree."""

    model = AuthorPage
    icon = "user"
    index_view_class = AuthorExplorerView
    edit_view_class = CarefulEditView
    filterset_class = AuthorFilterSet
    columns = COLUMNS
