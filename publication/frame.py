"""The frame of every page: which site is asked, where its languages begin, what its masthead says.

Read once and kept for a few seconds in the process (facts: 2.4 ms of every page view otherwise), or until the page cache
hears of a change. It holds nothing
that can be unpublished: links to pages are asked for afresh with each page.
"""

import time
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.encoding import iri_to_uri
from wagtail.models import Locale, Page, Site

from publication.models import Masthead
from publication.pictures import Wanted, find_pictures

SECONDS_KEPT = 10.0


@dataclass(frozen=True)
class Frame:
    """One site: its record, its masthead, the tree paths (`/home/`) of its home pages by language code, its logo."""

    site: Site
    masthead: Masthead
    roots: dict[str, str]
    languages: dict[int, str]
    logo: str = ""

    @property
    def origin(self) -> str:
        """What stands before an address that is relative to the host: `https://c.example`."""
        return self.site.root_url

    @cached_property
    def places(self) -> tuple:
        """What its addresses and languages are made of: what is kept for the same row has to be kept for these, too."""
        return tuple(self.roots.items()), tuple(self.languages.items())

    def root(self, language: str | None = None) -> str | None:
        """The tree path at which the pages of a language begin; None where the site has no such language."""
        return self.roots.get(language or translation.get_language())

    def address(self, url_path: str, language: str | None = None) -> str | None:
        """The address of a page from its `url_path`, relative to the host, without asking the database.

        None for a page outside of this site. Shorter prefixes never shadow longer ones, as home pages are siblings.
        """
        for code, root in self.roots.items():
            if url_path.startswith(root):
                prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
                return f"{prefix}/{url_path.removeprefix(root)}"
        return None

    def language_of(self, locale_id: int) -> str:
        """The language code of a locale's id."""
        return self.languages[locale_id]


class HasOrigin(Protocol):
    """What knows the host of its addresses: a frame, and what a page prints of one."""

    @property
    def origin(self) -> str:
        """What stands before an address that is relative to the host."""


def absolute(frame: HasOrigin, address: str) -> str:
    """The whole address, percent-encoded, of one relative to the host; one that is whole already, or empty, stays."""
    return iri_to_uri(f"{frame.origin}{address}" if address.startswith("/") else address)


_kept: dict[tuple[str, str], tuple[float, Frame]] = {}


def forget(sender=None, created: bool = False, **kwargs) -> None:
    """Forget what was kept; connected to the signals of what a frame is read from (publication/apps.py).

    Not for a new masthead: the first request of a site makes an empty one while it reads the frame, of which nothing
    can have been kept before that.
    """
    global _kept
    if created and sender is Masthead:
        return
    _kept = {}  # another one, so that what is being read now is not kept


def frame_for(request: HttpRequest) -> Frame | None:
    """The frame of the site that a request asks, None where no site answers to its host."""
    key = (request.META.get("HTTP_HOST", ""), request.META.get("SERVER_PORT", ""))
    kept = _kept
    when, frame = kept.get(key, (0.0, None))
    if frame is None or time.monotonic() - when > SECONDS_KEPT:
        site = Site.find_for_request(request)
        if site is None:
            return None
        frame = _read(site)
        if len(kept) > 100:  # a request may name any host; do not keep them all
            kept.clear()
        kept[key] = (time.monotonic(), frame)
    request._wagtail_site = frame.site
    return frame


def frame_or_default(request: HttpRequest) -> Frame:
    """The frame of the site that a request asks, or of the default site: a preview's host may be no site's."""
    return frame_for(request) or _read(Site.objects.get(is_default_site=True))


def frame_of(site: Site) -> Frame:
    """The frame of a site, read now: for commands and other places without a request."""
    return _read(site)


def _read(site: Site) -> Frame:
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    key = Page.objects.filter(pk=site.root_page_id).values("translation_key")
    homes = Page.objects.filter(translation_key__in=key, alias_of=None).values_list("locale_id", "url_path")
    masthead = Masthead.for_site(site)
    return Frame(
        site=site,
        masthead=masthead,
        roots={languages[locale_id]: url_path for locale_id, url_path in homes},
        languages=languages,
        logo=_logo(masthead),
    )


def _logo(masthead: Masthead) -> str:
    """The address of the logo; empty where there is none, or its file is gone."""
    wanted = Wanted(masthead.logo_id) if masthead.logo_id else None
    picture = find_pictures([wanted]).get(wanted) if wanted else None
    return picture.address if picture else ""
