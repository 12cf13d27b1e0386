"""The page of an address that shows nothing: 404, or 410 where something was once (gone.py), with a way on.

It offers a search for the words of the address, and the public pages nearest to it: the page that the rest of the
address goes astray below, the one there whose name is most like what was asked, and what the apps above this one find
by its words (`offer_near`: authors and topics). All come from what everybody may see, so nothing is told of any other
page. It takes the same queries whatever the site holds.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.views.defaults import page_not_found
from wagtail.models import Page

from publication.frame import Frame, frame_for
from publication.gone import is_gone, page_above
from publication.slugs import compose
from publication.visibility import STEP, is_open

MOST_NAMES = 8
# Below one page so many names are compared; beyond that only the page itself is offered.
MOST_COMPARED = 500
LONGEST_WORDS = 100
# What is in addresses and is nobody's word.
NO_WORDS = re.compile(r"\.\w{1,5}$|[^\w]+|_+|\b\d+\b")
# Author pages are not among them: one without a public piece is nobody's business, and this module cannot know.
NAMED = ("seriesindexpage", "seriespage", "installmentpage", "authorindexpage", "standingpage")


@dataclass(frozen=True)
class Near:
    """A public page near an address."""

    title: str
    address: str
    language: str = ""  # of the title, where it is not the page's


# (frame, words of an address) -> the nearest of one kind of page, None where none is like it.
Finder = Callable[[Frame, str], Near | None]
_finders: list[Finder] = []


def offer_near(finder: Finder) -> None:
    """Let the page of what is missing offer what a finder finds."""
    _finders.append(finder)


def not_found(request: HttpRequest, exception) -> HttpResponse:
    """Django's handler of 404: hands on to `missing`, once it is known that no redirect answers (middleware.py)."""
    if request.path_info.startswith("/admin/"):
        return page_not_found(request, exception)
    response = HttpResponseNotFound()
    response.is_to_be_written = True
    return response


def missing(request: HttpRequest) -> HttpResponse:
    """The page for readers."""
    frame = frame_for(request)
    path = request.path_info
    gone = bool(frame and is_gone(frame, path))
    path = page_above(path)
    context = {"words": words_of(path), "near": nearest(frame, path) if frame else ()}
    return render(request, "410.html" if gone else "404.html", context, status=410 if gone else 404)


def words_of(path: str) -> str:
    """The words of an address's last name, for a search: no endings, no numbers, no signs."""
    names = [name for name in compose(path).split("/") if name]
    words = NO_WORDS.sub(" ", names[-1][:LONGEST_WORDS]) if names else ""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())


def nearest(frame: Frame, path: str) -> tuple[Near, ...]:
    """The public pages nearest to an address, the likeliest first. Two queries at most, beside those of the finders."""
    root = frame.root()
    if root is None or "\x00" in path:
        return ()
    names = [name for name in compose(path).removeprefix(frame.address(root)).split("/") if name][:MOST_NAMES]
    tree_paths = [root + "".join(f"{name}/" for name in names[:count]) for count in range(len(names) + 1)]
    public = Page.objects.filter(live=True, alias_of=None).filter(is_open())
    above = (
        public.filter(url_path__in=tree_paths)
        .order_by("-depth")
        .values("title", "url_path", "path", "content_type__model")
        .first()
    )
    if above is None:
        return ()
    count = tree_paths.index(above["url_path"])
    found = []
    if count < len(names):
        below = public.filter(
            path__startswith=above["path"],
            depth=len(above["path"]) // STEP + 1,
            content_type__model__in=NAMED,
        )
        rows = list(below.order_by("path").values("title", "url_path", "slug")[: MOST_COMPARED + 1])
        slugs = {row["slug"]: row for row in rows[:MOST_COMPARED]}
        found = [
            _near(frame, slugs[slug]) for slug in get_close_matches(names[count], slugs, n=1, cutoff=0.6)
        ]
        if words := words_of(path):
            found += [near for finder in _finders if (near := finder(frame, words))]
    if above["content_type__model"] in NAMED:
        found.append(_near(frame, above))
    return tuple(found)


def _near(frame: Frame, row: dict) -> Near:
    return Near(row["title"], frame.address(row["url_path"]))
