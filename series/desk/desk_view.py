"""What the views of one series, and of one piece, have in common: the page, who may see it, and the way back."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from series.models import InstallmentPage, SeriesPage
from series.permissions import may_order


class OfSeries:
    """A view of the series named in its address, for those whom `may(user, series)` lets in."""

    may = None

    def dispatch(self, request, series_id, **kwargs):
        self.series = get_object_or_404(SeriesPage.objects.select_related("locale"), pk=series_id)
        if not self.may(request.user, self.series):
            raise PermissionDenied
        return super().dispatch(request, **kwargs)


class OfPiece:
    """A view of the piece named in its address, for those whom `may(user, piece)` lets in."""

    may = None

    def dispatch(self, request, page_id):
        self.page = get_object_or_404(InstallmentPage.objects.select_related("locale", "series"), pk=page_id)
        if not self.may(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request)


class AboutSeries(WagtailAdminTemplateMixin):
    """A page of the admin about `self.series`."""

    series: SeriesPage

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """(address, name) of the views that lead from the series to this one."""
        return ()

    def get_page_subtitle(self):
        return self.series.get_admin_display_title()

    def get_breadcrumbs_items(self):
        steps = (step for step in self.steps if step[0] != self.request.path)
        return [
            _crumb_of_page("wagtailadmin_explore", self.series),
            *({"url": address, "label": name} for address, name in steps),
            _crumb_of_view(self),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(series=self.series, **kwargs)


class AboutPiece(WagtailAdminTemplateMixin):
    """A page of the admin about `self.page`, a piece."""

    page: InstallmentPage

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        series = self.page.series
        return [
            *([_crumb_of_page("wagtailadmin_explore", series)] if series else []),
            _crumb_of_page("wagtailadmin_pages:edit", self.page),
            _crumb_of_view(self),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(page=self.page, **kwargs)


class SeriesViewMixin(OfSeries, AboutSeries):
    """A page about the series named in its address; a view says with `may` for whom."""


class PieceViewMixin(OfPiece, AboutPiece):
    """A page about the piece named in its address; a view says with `may` for whom."""


class SeriesDeskMixin(SeriesViewMixin):
    """A view at or behind the running order, for those who may order the parts."""

    header_icon = "list-ol"
    may = staticmethod(may_order)

    @property
    def desk_url(self) -> str:
        return reverse("series_running_order", args=[self.series.pk])

    @property
    def steps(self):
        return ((self.desk_url, _("Running order")),)

    def get_context_data(self, **kwargs):
        return super().get_context_data(desk_url=self.desk_url, **kwargs)


def _crumb_of_page(view: str, page) -> dict:
    return {"url": reverse(view, args=[page.pk]), "label": page.get_admin_display_title()}


def _crumb_of_view(view) -> dict:
    return {"url": "", "label": view.page_title, "sublabel": view.get_page_subtitle()}
