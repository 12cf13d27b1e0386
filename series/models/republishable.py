"""Pages that others may publish again: their copies stand below their address (`republish.html`, `republish.txt`)."""

from django.http import Http404
from wagtail.url_routing import RouteResult

from publication.licences import Licence
from series.republication import COPIES


class RepublishablePage:
    """Mixed into page types with a `licence`, a `series` that may give it, and `is_withdrawn`."""

    @property
    def may_be_republished(self) -> bool:
        """Does its licence let others publish it, and may everybody read it here, now?"""
        licence = Licence.of(self.licence, self.series.licence if self.series else "")
        is_open = self.live and not self.is_withdrawn and not self.admitted
        return bool(is_open and licence and licence.passes_on)

    def route(self, request, path_components):
        if len(path_components) == 1 and path_components[0] in COPIES:
            if self.may_be_republished:
                return RouteResult(self, kwargs={"republished": path_components[0]})
            raise Http404
        return super().route(request, path_components)

    def serve(self, request, *args, republished: str = "", **kwargs):
        if not republished:
            return super().serve(request, *args, **kwargs)
        # Made of the reading layer, which is made of the models.
        from series.republication.files import copy_file

        request.is_preview = False
        return copy_file(self.get_context(request), republished)
