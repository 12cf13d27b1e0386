"""The sitemap: an index, and below it a file for each kind of page and language, in parts of some thousand pages.

https://www.sitemaps.org/protocol.html; language versions as xhtml:link, pictures in Google's image namespace. Every
file takes the same number of queries whatever it lists, and is answered with 304 to those who have it already. Which
files there are is kept for the state of the site; a file is written as its rows come, and where it is long it is sent from
a file on the disk: no process has more than a few hundred pages of it in its memory.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from home.machines.listed import EVERYTHING, KINDS, Listed, Places
from publication.caching.entries import MOST_BYTES
from publication.caching.rules import for_everybody
from publication.frame import Frame, absolute, frame_for
from publication.site_state import Counted, site_state
from series.feeds.characters import allowed
from series.models import Topic

# The protocol allows 50,000 and 50 MB; with language versions and a picture a page takes about 600 bytes.
PAGES_IN_A_FILE = 5_000
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
TYPE = "application/xml; charset=utf-8"
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


@dataclass
class _File:
    """A file of the sitemap: the places of its kind that it spans, how many pages it has, when the newest changed."""

    language: str
    number: int
    first: int
    last: int
    pages: int = 0
    changed_at: datetime | None = None

    @property
    def places(self) -> Places:
        return self.first, self.last + 1


@for_everybody
@require_safe
@conditional_page
def index(request):
    """The files of the sitemap, each with the time of its newest change."""
    frame = site_frame(request)
    state = site_state()
    lines = [
        _element(
            "sitemap",
            absolute(frame, reverse("sitemap_part", args=[kind, file.language, file.number])),
            file.changed_at,
        )
        for kind in KINDS
        for file in _files(kind, frame, state)
    ]
    xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return xml(f"<sitemapindex {xmlns}>\n{''.join(lines)}</sitemapindex>\n")


@for_everybody
@require_safe
@conditional_page
def part(request, kind: str, language: str, number: int):
    """One file: pages with their changes, their language versions and their pictures. Http404 when it is empty."""
    frame = site_frame(request)
    files = _files(kind, frame, site_state()) if kind in KINDS else ()
    file = next((each for each in files if (each.language, each.number) == (language, number)), None)
    if file is None:
        raise Http404("There is no such part of the sitemap.")
    with closing(KINDS[kind](frame, file.places)) as found:
        return _as_it_comes(_lines((page for page in found if page.language == language), frame))


def _files(kind: str, frame: Frame, state) -> tuple[_File, ...]:
    """The files of a kind of page, by language. One or two queries, or none in the same state of the site."""
    known_by = kind, frame.places, frame.origin, PAGES_IN_A_FILE
    return FILES.made(state, lambda: _shared_out(KINDS[kind](frame, EVERYTHING)), *known_by)


FILES = Counted()


def _shared_out(pages: Iterable[Listed]) -> tuple[_File, ...]:
    files: dict[str, list[_File]] = {}
    for page in pages:
        of_language = files.setdefault(page.language, [])
        if not of_language or of_language[-1].pages == PAGES_IN_A_FILE:
            of_language.append(_File(page.language, len(of_language) + 1, page.place, page.place))
        file = of_language[-1]
        file.last, file.pages = page.place, file.pages + 1
        file.changed_at = max(filter(None, (file.changed_at, page.changed_at)), default=None)
    return tuple(file for language in sorted(files) for file in files[language])


def _lines(pages: Iterable[Listed], frame: Frame) -> Iterator[str]:
    yield f"{DECLARATION}<urlset {NAMESPACES}>\n"
    for page in pages:
        yield _page(page, frame)
    yield "</urlset>\n"


def _as_it_comes(lines: Iterable[str]) -> HttpResponseBase:
    """The answer: a long one from a file on the disk, which is gone with it.

    Written whole before the first byte is sent, so that what fails on the way is an error and no half of a file, and so
    that its ETag is that of its content.
    """
    digest, kept = hashlib.sha256(), SpooledTemporaryFile(MOST_BYTES)  # noqa: SIM115 (closed with the answer)
    try:
        for line in lines:
            written = line.encode()
            digest.update(written)
            kept.write(written)
        size = kept.tell()
        kept.seek(0)
    except BaseException:
        kept.close()
        raise
    if size <= MOST_BYTES:
        with kept:
            return HttpResponse(kept.read(), content_type=TYPE)
    response = FileResponse(kept, content_type=TYPE)
    response["ETag"] = f'W/"{digest.hexdigest()[:32]}"'
    response.is_packed_as_it_goes = True
    return response


def addresses() -> set[str]:
    """Where every sitemap stands, and each file that one may have had before something was taken down. Two queries."""
    most = Page.objects.count() + Topic.objects.count()
    files = {
        reverse("sitemap_part", args=[kind, language, number])
        for kind in KINDS
        for language, _name in settings.LANGUAGES
        for number in range(1, most // PAGES_IN_A_FILE + 2)
    }
    return files | {reverse("sitemap"), reverse("news_sitemap")}


def site_frame(request) -> Frame:
    """The frame of the site that is asked; Http404 for a host that is none."""
    frame = frame_for(request)
    if frame is None:
        raise Http404("No site answers to this name.")
    return frame


def xml(body: str) -> HttpResponse:
    """A document of XML."""
    return HttpResponse(DECLARATION + body, content_type=TYPE)


def text(value: str) -> str:
    """A value as XML may hold it."""
    return escape(allowed(value))


def moment(at: datetime) -> str:
    """A moment as W3C's date format has it."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def _page(page: Listed, frame: Frame) -> str:
    inner = ""
    if len(page.versions) > 1:
        every = sorted(page.versions)
        every.append(("x-default", dict(every).get("en", page.address)))
        inner = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(address)}/>'
            for language, address in every
        )
    if picture := page.picture_address(frame):
        inner += f"<image:image><image:loc>{text(picture)}</image:loc></image:image>"
    return _element("url", page.address, page.changed_at, inner)


def _element(name: str, address: str, changed_at: datetime | None, inner: str = "") -> str:
    changed = f"<lastmod>{moment(changed_at)}</lastmod>" if changed_at else ""
    return f"<{name}><loc>{text(address)}</loc>{changed}{inner}</{name}>\n"
