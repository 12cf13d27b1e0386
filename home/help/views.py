"""The views of the handbook: the page, and its pictures. Whoever may enter the admin may read them."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from home.help.handbook import IMAGES, read_handbook


def picture_address(name: str) -> str:
    """Where a picture of the handbook is served."""
    return reverse("help_picture", args=[name])


class HandbookView(WagtailAdminTemplateMixin, TemplateView):
    """docs/editors.md in the look of the admin. It is in English, whatever language the admin speaks."""

    template_name = "admin/home/handbook.html"
    page_title = _("For editors")
    header_icon = "help"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(handbook=read_handbook(picture_address), **kwargs)


def picture(request, name):
    """A picture that the handbook shows. Nothing else of the disk: the name must be one that stands in the file."""
    if name not in read_handbook(picture_address).pictures:
        raise Http404
    try:
        return HttpResponse((IMAGES / f"{name}.png").read_bytes(), content_type="image/png")
    except FileNotFoundError as missing:
        raise Http404 from missing
