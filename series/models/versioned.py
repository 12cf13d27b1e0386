"""Pieces of which readers may see what changed: the page of their published versions stands at `versions/` below them."""

from django.http import Http404
from django.template.response import TemplateResponse
from wagtail.url_routing import RouteResult

from publication.navigation import page_frame


class HasVersions:
    """Mixed into page types that have the fields `shows_versions` and `is_withdrawn`."""

    @property
    def tells_versions(self) -> bool:
        """May readers see which versions were published? Not of a withdrawn piece, nor behind a restriction."""
        return (
            self.shows_versions
            and not self.is_withdrawn
            and self.alias_of_id is None
            and not self.get_view_restrictions()
        )

    def route(self, request, path_components):
        if path_components == ["versions"]:
            if self.live and self.tells_versions:
                return RouteResult(self, kwargs={"versions": True})
            raise Http404
        return super().route(request, path_components)

    def serve(self, request, *args, versions: bool = False, **kwargs):
        if not versions:
            return super().serve(request, *args, **kwargs)
        # The versions are read as pieces, so they stand above the models.
        from series.reading.versions import read_versions

        request.is_preview = False
        context = {"page": self, "reading": read_versions(self), "frame": page_frame(request, self)}
        return TemplateResponse(request, "pages/versions.html", context)
