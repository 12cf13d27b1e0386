"""One thing by its id: on this site, or missing, gone, or elsewhere now."""

from typing import Annotated

from django.db.models import Q
from pydantic import Field
from wagtail.models import Page

from home.api.problems import Refused
from publication.frame import Frame
from publication.gone import is_taken_down

# What the database can hold as an id.
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]


def on_site(pages, frame: Frame):
    """Of a queryset of pages those of this site, in all its languages."""
    below = Q(pk__in=[])
    for root in frame.roots.values():
        below |= Q(url_path__startswith=root)
    return pages.filter(below)


def missing(model: type[Page], pk: int, frame: Frame) -> Refused:
    """Why there is nothing of a page type under an id: as its page would answer, 404 or, once public, 410."""
    page = on_site(model.objects.filter(pk=pk, alias_of=None), frame).first()
    if page is not None and is_taken_down(page):
        return Refused(410, "It was here once and was taken down.")
    return nothing()


def nothing() -> Refused:
    """There is nothing, or nothing that anybody may know of."""
    return Refused(404, "There is nothing under this number.")
