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


class SeriesViewMixin(OfSeries, WagtailAdminTemplateMixin):
    """A page of the admin about one series."""

    def get_page_subtitle(self):
        return self.series.get_admin_display_title()

    def get_breadcrumbs_items(self):
        """The series, and the view itself."""
        return [_crumb_of_series(self.series), _crumb_of(self)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(series=self.series, **kwargs)


class PieceViewMixin(OfPiece, WagtailAdminTemplateMixin):
    """A page of the admin about one piece."""

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        """The series where there is one, the piece, and the view itself."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *([_crumb_of_series(self.page.series)] if self.page.series else []),
            {"url": edit, "label": self.page.get_admin_display_title()},
            _crumb_of(self),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(page=self.page, **kwargs)


class SeriesDeskMixin(SeriesViewMixin):
    """A view beside the running order, for those who may order the parts."""

    header_icon = "list-ol"
    may = staticmethod(may_order)

    @property
    def desk_url(self) -> str:
        return reverse("series_running_order", args=[self.series.pk])

    def get_breadcrumbs_items(self):
        """The series, its running order, and the view itself where it is another."""
        series, own = super().get_breadcrumbs_items()
        is_another = self.request.path != self.desk_url
        return [series, *([{"url": self.desk_url, "label": _("Running order")}] if is_another else []), own]

    def get_context_data(self, **kwargs):
        return super().get_context_data(desk_url=self.desk_url, **kwargs)


def _crumb_of_series(series: SeriesPage) -> dict:
    address = reverse("wagtailadmin_explore", args=[series.pk])
    return {"url": address, "label": series.get_admin_display_title()}


def _crumb_of(view) -> dict:
    return {"url": "", "label": view.page_title, "sublabel": view.get_page_subtitle()}
