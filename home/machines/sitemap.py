"""The sitemap: an index, and below it a file for each kind of page and language, in parts of some thousand pages.

https://www.sitemaps.org/protocol.html; language versions as xhtml:link, pictures in Google's image namespace. Every
file takes the same number of queries whatever it lists, and is answered with 304 to those who have it already.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from home.machines.listed import KINDS, Listed
from publication.caching.rules import for_everybody
from publication.frame import Frame, absolute, frame_for
from publication.pictures import addresses_made
from series.feeds.characters import allowed
from series.models import Topic

# The protocol allows 50,000 and 50 MB; with language versions and a picture a page takes about 600 bytes.
PAGES_IN_A_FILE = 5_000
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


@for_everybody
@require_safe
@conditional_page
def index(request):
    """The files of the sitemap, each with the time of its newest change."""
    frame = site_frame(request)
    lines = [
        _element(
            "sitemap", absolute(frame, reverse("sitemap_part", args=[kind, language, number])), _newest(pages)
        )
        for kind in KINDS
        for language, all_pages in _by_language(KINDS[kind](frame))
        for number, pages in _parts(all_pages)
    ]
    xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return xml(f"<sitemapindex {xmlns}>\n{''.join(lines)}</sitemapindex>\n")


@for_everybody
@require_safe
@conditional_page
def part(request, kind: str, language: str, number: int):
    """One file: pages with their changes, their language versions and their pictures. Http404 when it is empty."""
    frame = site_frame(request)
    listed = KINDS[kind](frame) if kind in KINDS else []
    here = dict(_parts(dict(_by_language(listed)).get(language, [])))
    if number not in here:
        raise Http404("There is no such part of the sitemap.")
    pages = here[number]
    twins: dict[object, list[Listed]] = {}
    for page in listed:
        twins.setdefault(page.twin, []).append(page)
    pictures = addresses_made({page.image_id for page in pages if page.image_id})
    lines = (_page(page, twins[page.twin], pictures.get(page.image_id, ""), frame) for page in pages)
    return xml(f"<urlset {NAMESPACES}>\n{''.join(lines)}</urlset>\n")


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
    return HttpResponse(DECLARATION + body, content_type="application/xml; charset=utf-8")


def text(value: str) -> str:
    """A value as XML may hold it."""
    return escape(allowed(value))


def moment(at: datetime) -> str:
    """A moment as W3C's date format has it."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def _page(page: Listed, versions: list[Listed], picture: str, frame: Frame) -> str:
    inner = ""
    if len(versions) > 1:
        every = sorted((version.language, version.address) for version in versions)
        every.append(("x-default", dict(every).get("en", page.address)))
        inner = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(address)}/>'
            for language, address in every
        )
    if picture:
        inner += f"<image:image><image:loc>{text(absolute(frame, picture))}</image:loc></image:image>"
    return _element("url", page.address, page.changed_at, inner)


def _element(name: str, address: str, changed_at: datetime | None, inner: str = "") -> str:
    changed = f"<lastmod>{moment(changed_at)}</lastmod>" if changed_at else ""
    return f"<{name}><loc>{text(address)}</loc>{changed}{inner}</{name}>\n"


def _by_language(pages: list[Listed]) -> Iterator[tuple[str, list[Listed]]]:
    # Sorting is stable: pages keep their order within a language.
    for language, group in groupby(sorted(pages, key=lambda page: page.language), lambda page: page.language):
        yield language, list(group)


def _parts(pages: list[Listed]) -> Iterator[tuple[int, list[Listed]]]:
    """(number from 1, pages) of each file."""
    for start in range(0, len(pages), PAGES_IN_A_FILE):
        yield start // PAGES_IN_A_FILE + 1, pages[start : start + PAGES_IN_A_FILE]


def _newest(pages: list[Listed]) -> datetime | None:
    return max((page.changed_at for page in pages if page.changed_at), default=None)
