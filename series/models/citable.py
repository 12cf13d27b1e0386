"""Pages that can be cited: their citation files stand below their address (`cite.bib`, `cite.ris`, `cite.json`)."""

from django.http import Http404
from django.utils.functional import SimpleLazyObject
from wagtail.url_routing import RouteResult

from series.citation.files import FILES


class CitablePage:
    """Mixed into page types of which `series.metadata.pages` knows the description."""

    def route(self, request, path_components):
        if len(path_components) == 1 and path_components[0] in FILES:
            if self.live:
                return RouteResult(self, kwargs={"citation": path_components[0]})
            raise Http404
        return super().route(request, path_components)

    def serve(self, request, *args, citation: str = "", **kwargs):
        if not citation:
            return super().serve(request, *args, **kwargs)
        from series.metadata.files import citation_file

        request.is_preview = False
        return citation_file(_describe(self.get_context(request, whole=True)), citation)


def with_description(context: dict) -> dict:
    """The context of a page's templates with `described`, its description, made when one first asks for it."""
    return context | {"described": SimpleLazyObject(lambda: _describe(context))}


def _describe(context):
    # Descriptions are made of the models, so they can only be imported when a page is asked for.
    from series.metadata.pages import describe_page

    return describe_page(context)
