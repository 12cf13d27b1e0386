"""A series on one page: `all/` below its address, for reading through and printing."""

from django.http import Http404
from django.template.response import TemplateResponse
from wagtail.url_routing import RouteResult

from publication.frame import frame_or_default
from publication.navigation import page_frame


class WholePage:
    """Mixed into the page of a series. What stands there is what its book says (series/editions/book)."""

    def route(self, request, path_components):
        if path_components == ["all"]:
            if self.live:
                return RouteResult(self, kwargs={"all_parts": True})
            raise Http404
        return super().route(request, path_components)

    def serve(self, request, *args, all_parts: bool = False, **kwargs):
        if not all_parts:
            return super().serve(request, *args, **kwargs)
        # Books are made of the models, so they can only be imported when a page is asked for.
        from series.editions.book.on_one_page import read_whole

        request.is_preview = False
        whole = read_whole(self, frame_or_default(request)) if not self.admitted else None
        if whole is None:
            raise Http404
        # In the other language to its page, as there may be nothing to put on one page there.
        context = {"page": self, "whole": whole, "frame": page_frame(request, beside=self)}
        return TemplateResponse(request, "pages/whole_series.html", context)
