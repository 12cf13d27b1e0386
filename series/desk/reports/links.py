"""The report of outgoing links: which are dead, in which pieces, since when, and where a copy is kept."""

from collections import defaultdict
from dataclasses import dataclass

import django_filters
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page
from wagtail.permissions import policy_registry

from publication.models import OutgoingLink
from series.desk.reports.base import EditorsReport, day_of
from series.desk.reports.filters import SeriesFilter
from series.links.words import why
from series.models import InstallmentPage, LinkUse

State = OutgoingLink.State
WITH_A_COPY, EVERY = "copied", "every"


@dataclass(frozen=True)
class Use:
    """A piece that has a link: its title, and the place in its form."""

    title: str
    address: str


def pieces_for(user):
    """The pieces as the public sees them that the user may edit."""
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return shown_pieces().filter(pk__in=editable.order_by().values("pk"))


def shown_pieces():
    """The pieces whose links are told: those that the public may see, each once."""
    return InstallmentPage.objects.visible().filter(alias_of=None)


def uses_of(links, pieces) -> dict[int, list[Use]]:
    """Where links (their ids) stand among pieces, by link. One query."""
    rows = (
        LinkUse.objects.filter(link__in=links, page__in=pieces)
        .order_by("page__series_id", "page__part_number", "page_id")
        .values_list("link_id", "page_id", "page__draft_title", "place")
    )
    found = defaultdict(list)
    for link, page, title, place in rows:
        edit = reverse("wagtailadmin_pages:edit", args=[page])
        found[link].append(Use(title, f"{edit}#:w:contentpath={place}"))
    return found


def said_of(link: OutgoingLink) -> str:
    """What was learned of a link, in words."""
    if link.state == State.FINE and link.trusted_by_id:
        return _("marked as fine by an editor")
    if link.reason:
        return why(link.reason, link.status)
    if link.state in (State.DEAD, State.FAILING):
        return _("its server says that the page is not there (status %(status)s)") % {"status": link.status}
    if link.state == State.MOVED:
        return _("moved for good to %(address)s") % {"address": link.target}
    return str(link.get_state_display())


class StateFilter(django_filters.ChoiceFilter):
    """Links in one state; without a choice, the dead ones."""

    def __init__(self, **kwargs):
        choices = [
            *((state.value, state.label) for state in (State.FAILING, State.UNKNOWN, State.MOVED)),
            (WITH_A_COPY, gettext_lazy("With an archived copy")),
            (EVERY, gettext_lazy("Every link")),
        ]
        super().__init__(
            label=gettext_lazy("State"), choices=choices, empty_label=gettext_lazy("Dead"), **kwargs
        )

    def filter(self, links, value):
        if value == EVERY:
            return links
        if value == WITH_A_COPY:
            return links.exclude(archived_address="")
        return links.filter(state=value or State.DEAD)


class InSeriesFilter(SeriesFilter):
    """Links that a part of a series has, each once."""

    def filter(self, links, value):
        if not value:
            return links
        uses = LinkUse.objects.filter(page__series__translation_key=value.translation_key)
        return links.filter(pk__in=uses.values("link"))


class LinksFilterSet(WagtailFilterSet):
    """Filters of the report."""

    state = StateFilter()
    series = InSeriesFilter()

    class Meta:
        model = OutgoingLink
        fields = []


class LinksReport(EditorsReport):
    """Links of the pieces that the user may edit, those that are dead for longest first."""

    model = OutgoingLink
    page_title = gettext_lazy("Outgoing links")
    header_icon = "link-external"
    template_name = "admin/series/links_report.html"
    index_url_name = "series_report_links"
    index_results_url_name = "series_report_links_results"
    filterset_class = LinksFilterSet
    filename = "outgoing-links"
    default_ordering = ("first_failed_at", "pk")
    no_results_message = gettext_lazy("No link is dead, as far as it was asked.")
    columns = [
        TitleColumn(
            "address", label=gettext_lazy("Link"), classname="report__text report__typed",
            get_url=lambda link: reverse("series_outgoing_link", args=[link.pk]),
        ),
        Column("pieces", label=gettext_lazy("Stands in"), classname="report__title"),
        Column("said", label=gettext_lazy("Answer"), classname="report__title report__typed"),
        Column(
            "since", label=gettext_lazy("Dead since"), accessor=day_of("first_failed_at"), sort_key="first_failed_at"
        ),
        Column("asked", label=gettext_lazy("Last asked"), accessor=day_of("checked_at"), sort_key="checked_at"),
        Column("archived_address", label=gettext_lazy("Archived copy"), classname="report__typed"),
    ]  # fmt: skip
    export = {
        "address": gettext_lazy("Link"),
        "state": gettext_lazy("State"),
        "titles": gettext_lazy("Stands in"),
        "said": gettext_lazy("Answer"),
        "first_failed_at": gettext_lazy("Dead since"),
        "checked_at": gettext_lazy("Last asked"),
        "archived_address": gettext_lazy("Archived copy"),
    }

    def get_base_queryset(self):
        uses = LinkUse.objects.filter(page__in=pieces_for(self.request.user))
        return OutgoingLink.objects.filter(pk__in=uses.values("link"))

    def complete(self, rows):
        uses = uses_of([link.pk for link in rows], pieces_for(self.request.user))
        for link in rows:
            link.pieces = format_html_join(
                ", ", '<a href="{}">{}</a>', ((use.address, use.title) for use in uses[link.pk])
            )
            link.titles = "; ".join(use.title for use in uses[link.pk])
            link.said = said_of(link)
