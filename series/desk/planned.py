"""The admin of planned parts: what is asked, promised and received, series by series."""

import django_filters
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Locale

from authors.models import User
from publication.long_choices import LongSelect
from series import panels
from series.models import PlannedPart, SeriesPage


def author_of(part: PlannedPart) -> str:
    """Who is to write it: an author with a page, or a name."""
    return part.author.title if part.author else part.author_name


def day(field: str):
    """A day as a day: Wagtail's date column says "just now" of everything that is to come."""
    return lambda part: date_format(getattr(part, field)) if getattr(part, field) else ""


def plannable_series():
    """The series that can have planned parts: those of the site's first language, and those in no other."""
    first = Locale.get_default()
    keys = SeriesPage.objects.filter(locale=first).values("translation_key")
    return (
        SeriesPage.objects.filter(Q(locale=first) | ~Q(translation_key__in=keys))
        .filter(alias_of=None)
        .order_by("title")
    )


class PlannedPartForm(WagtailAdminModelForm):
    """The form of a planned part."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = plannable_series()
        self.fields["handling_editor"].queryset = User.objects.filter(is_active=True).order_by("username")


class PlannedPartFilterSet(WagtailFilterSet):
    """Filters of the list."""

    series = django_filters.ModelChoiceFilter(
        label=_("Series"),
        queryset=lambda request: plannable_series(),
        empty_label=_("Any"),
        widget=LongSelect,
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=PlannedPart.State.choices, empty_label=_("Any")
    )

    class Meta:
        model = PlannedPart
        fields = ["series", "state", "announced"]


class PlannedPartViewSet(ModelViewSet):
    """Planned parts in the menu."""

    model = PlannedPart
    name = "planned"
    icon = "calendar-alt"
    menu_label = _("Planned parts")
    menu_order = 50
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_handler = ObjectList(panels.PLANNED_PART.children, base_form_class=PlannedPartForm)
    filterset_class = PlannedPartFilterSet
    search_fields = ["working_title", "working_title_ko", "author__title", "author_name", "series__title"]
    search_backend_name = None
    list_per_page = 50
    list_display = [
        "__str__",
        "series",
        "part_number",
        Column("author", label=_("Author"), accessor=author_of, sort_key="author__title"),
        "state",
        BooleanColumn("announced", label=_("Announced")),
        Column("due_on", label=_("Due"), accessor=day("due_on"), sort_key="due_on"),
        Column("expected_on", label=_("Expected"), accessor=day("expected_on"), sort_key="expected_on"),
    ]

    def get_index_view_kwargs(self, **kwargs):
        queryset = PlannedPart.objects.select_related("series", "author").order_by(
            "series__title", "part_number"
        )
        return super().get_index_view_kwargs(queryset=queryset, **kwargs)
