"""The editions of a piece, or of a series and its parts: which are there, which are being made, and "make again"."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import Page

from publication.background.life import a_worker_is_running
from series.editions.shelf.stale import mark
from series.editions.shelf.states import State, public_books, standings
from series.editions.shelf.working_off import queue_when_due
from series.models import InstallmentPage, SeriesPage
from series.permissions import may_make_editions, may_see_editions

LOG_ACTION = "series.make_editions"
PARTS_ON_A_PAGE = 50


class _OfPageMixin:
    """A view of the editions of one piece or series, for those who may see its pages in the admin."""

    may = staticmethod(may_see_editions)

    def dispatch(self, request, page_id):
        page = Page.objects.filter(pk=page_id).specific().first()
        if not isinstance(page, InstallmentPage | SeriesPage):
            raise Http404("No such piece or series.")
        if not self.may(request.user, page):
            raise PermissionDenied
        self.page = page
        return super().dispatch(request)

    @cached_property
    def has_worker(self) -> bool:
        return a_worker_is_running()

    @cached_property
    def parts(self):
        """The live parts of a series, in their order."""
        if not isinstance(self.page, SeriesPage):
            return InstallmentPage.objects.none()
        return InstallmentPage.objects.filter(series=self.page, live=True).order_by("part_number", "pk")

    def read(self, pages) -> list[tuple[Page, tuple]]:
        """Each of these pages that the public may have as a book, with how its editions stand."""
        books = public_books([page.pk for page in pages])
        found = standings(
            {page.pk: page.locale.language_code for page in pages if page.pk in books},
            has_worker=self.has_worker,
        )
        return [(page, found[page.pk]) for page in pages if page.pk in books]

    @cached_property
    def progress(self) -> dict:
        """How far all of them are, in the shape that the script of background work asks for."""
        rows = [
            each
            for _page, row in self.read([self.page, *self.parts.select_related("locale")])
            for each in row
        ]
        counted = [each for each in rows if each.state is not State.IMPOSSIBLE]
        done = sum(each.state is State.CURRENT for each in counted)
        going = any(each.is_going for each in counted)
        if going:
            making = any(each.state is State.MAKING for each in counted)
            headline = _("Editions are being made") if making else _("Editions are waiting to be made")
        elif done == len(counted):
            headline = _("All editions are there")
        else:
            headline = _("Not all editions are there")
        return {
            "going": going,
            "headline": headline,
            "step": "",
            "counted": _("%(done)d of %(total)d") % {"done": done, "total": len(counted)},
            "done": done,
            "total": len(counted),
        }


class EditionsView(_OfPageMixin, WagtailAdminTemplateMixin, TemplateView):
    """How the editions stand, each with what can be expected of it."""

    template_name = "admin/series/editions.html"
    page_title = gettext_lazy("Editions")
    header_icon = "download"

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        series = self.page.series if isinstance(self.page, InstallmentPage) else self.page
        steps = [(reverse("wagtailadmin_explore", args=[series.pk]), series)] if series else []
        if series is not self.page:
            steps.append((reverse("wagtailadmin_pages:edit", args=[self.page.pk]), self.page))
        return [
            *({"url": url, "label": page.get_admin_display_title()} for url, page in steps),
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs):
        shown = Paginator(self.parts.select_related("locale"), PARTS_ON_A_PAGE).get_page(
            self.request.GET.get("p")
        )
        rows = [
            (page, reverse("series_editions", args=[page.pk]) if page.pk != self.page.pk else "", row)
            for page, row in self.read([self.page, *shown])
        ]
        return super().get_context_data(
            page=self.page,
            rows=rows,
            parts=shown,
            progress=self.progress,
            has_worker=self.has_worker,
            has_book=any(page.pk == self.page.pk for page, _address, _row in rows),
            is_going_on=isinstance(self.page, SeriesPage) and self.page.status != SeriesPage.Status.COMPLETE,
            may_make=may_make_editions(self.request.user, self.page),
            **kwargs,
        )


class EditionsStateView(_OfPageMixin, View):
    """What the script of the page asks for."""

    def get(self, request):
        answer = JsonResponse(self.progress)
        answer["Cache-Control"] = "no-store"
        return answer


class MakeEditionsView(_OfPageMixin, View):
    """Has the editions of a page made again, whatever they say; by POST only. Never in the request itself."""

    http_method_names = ["post"]
    may = staticmethod(may_make_editions)

    def post(self, request):
        if public_books([self.page.pk]):
            mark([self.page.pk], now=True)
            log(instance=self.page, action=LOG_ACTION, user=request.user)
            if self.has_worker:
                queue_when_due()
                messages.success(request, _("The editions are made again, one after the other."))
            else:
                messages.success(request, _("Each edition is made again when it is next downloaded."))
        else:
            messages.warning(request, _("There is nothing that readers may have."))
        return redirect("series_editions", self.page.pk)
