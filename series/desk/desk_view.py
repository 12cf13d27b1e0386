"""What the views of one series' desk have in common: the series, who may see it, and the way back."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from series.models import SeriesPage
from series.permissions import may_order


class SeriesDeskMixin(WagtailAdminTemplateMixin):
    """A view of the series named in its address, for those who may order its parts."""

    header_icon = "list-ol"

    def dispatch(self, request, series_id, **kwargs):
        self.series = get_object_or_404(SeriesPage.objects.select_related("locale"), pk=series_id)
        if not may_order(request.user, self.series):
            raise PermissionDenied
        return super().dispatch(request, **kwargs)

    def get_page_subtitle(self):
        return self.series.get_admin_display_title()

    @property
    def desk_url(self) -> str:
        return reverse("series_running_order", args=[self.series.pk])

    def get_breadcrumbs_items(self):
        """The series, its running order, and the view itself where it is another."""
        items = [
            {
                "url": reverse("wagtailadmin_explore", args=[self.series.pk]),
                "label": self.series.get_admin_display_title(),
            }
        ]
        if self.request.path != self.desk_url:
            items.append({"url": self.desk_url, "label": _("Running order")})
        return [*items, {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(series=self.series, desk_url=self.desk_url, **kwargs)
