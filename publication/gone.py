"""Which addresses are gone for good: what stood there was public once, and was unpublished, expired or deleted.

Their answer is 410, not 404, so that search engines forget them and readers know that the address was right. Of a page
that is private, or was private when it was deleted, or that comes back on a set day, nothing is told: 404. A page
that is itself live, below one that is closed, is a 404 as well. What a page has below its address (feeds, citation
files) goes with it; which addresses those are, the apps above this one say (`stands_below`).
"""

import hashlib
import re
from urllib.parse import unquote

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from publication.address_forms import key_of
from publication.frame import Frame, frame_of
from publication.models import GoneAddress
from publication.redirects import stored_redirect
from publication.slugs import compose
from publication.visibility import path_and_above

# What may stand below the address of a page, as patterns of the rest of the path; see `stands_below`.
_below: list[re.Pattern] = []


def stands_below(pattern: str) -> None:
    """Let what ends with a pattern, `feed/rss/` for one, be gone with the page above it."""
    _below.append(re.compile(rf"(?P<page>.*/)(?:{pattern})"))


def goes_as(ending: str) -> None:
    """Let the address of a page with an ending in the place of its last slash, `.epub` for one, be gone with the page."""
    _below.append(re.compile(rf"(?P<page>.*[^/]){re.escape(ending)}"))


def is_gone(frame: Frame, path: str) -> bool:
    """Was there a public page at `path`, as it was typed, that nobody is to see any more, or at the page's own address?

    Five queries at most, and as many again for what may stand below a page.
    """
    if "\x00" in path:
        return False
    if _page_is_gone(frame, path):
        return True
    page = page_above(path)
    return page != path and _page_is_gone(frame, page)


def page_above(path: str) -> str:
    """The address of the page that something may stand below, as said by `stands_below`; any other stays as it is."""
    pages = (match["page"] for pattern in _below if (match := pattern.fullmatch(path)))
    page = next(pages, path)
    return page if page.endswith("/") or page == path else f"{page}/"


def _page_is_gone(frame: Frame, path: str) -> bool:
    here = Page.objects.filter(url_path__in=_tree_paths(frame, path)).order_by("-depth").first()
    if here is not None:
        return is_taken_down(here)
    if GoneAddress.objects.filter(site=frame.site, digest=_digest(path)).exists():
        return True
    redirect = stored_redirect(frame.site, path)
    return bool(redirect and redirect.redirect_page_id and is_taken_down(redirect.redirect_page))


def addresses_of(page: Page) -> list[GoneAddress]:
    """The records to keep (not saved) of a page and of all below it, should they be deleted: what was public of them."""
    places = _once_public(page.path, Q(path__startswith=page.path))
    led = list(
        Redirect.objects.filter(redirect_page__in=list(places))
        .exclude(old_path__contains="?")
        .values_list("site_id", "old_path")
    )
    records = []
    for site in Site.objects.select_related("root_page"):
        frame = frame_of(site)
        paths = [frame.address(url_path) for url_path in places.values()]
        paths += [unquote(path) for site_id, path in led if site_id in (site.pk, None)]
        digests = {_digest(path) for path in paths if path}
        records += [GoneAddress(site=site, digest=digest) for digest in sorted(digests)]
    return records


def keep(records: list[GoneAddress]) -> None:
    """Keep what `addresses_of` gave, after the deletion."""
    with transaction.atomic():
        GoneAddress.objects.bulk_create(records, ignore_conflicts=True)


def is_taken_down(page: Page) -> bool:
    """Was a page that is not shown now public once, and is not to come back on a set day? Two queries at most."""
    now = timezone.now()
    if page.live and (page.expire_at is None or page.expire_at > now):
        return False
    if page.go_live_at and page.go_live_at > now:
        return False
    return bool(_once_public(page.path, Q(path=page.path)))


def _once_public(path: str, wanted: Q) -> dict[int, str]:
    """The tree paths by id of the wanted pages at or below `path` that the public could see once. Two queries.

    Nothing restricted, nothing that was never published, and nothing below such a page or its aliases.
    """
    near = wanted | Q(path__in=path_and_above(path))
    rows = list(Page.objects.filter(near).values_list("pk", "path", "url_path", "alias_of__path"))
    sources = {here: path_and_above(source) for _, here, _, source in rows if source}
    never = Q(view_restrictions__isnull=False) | Q(live=False, first_published_at__isnull=True)
    shut = set(
        Page.objects.filter(near | Q(path__in=set().union(*sources.values())))
        .filter(never)
        .values_list("path", flat=True)
    )
    shut |= {here for here, above_source in sources.items() if shut & above_source}
    return {
        pk: url_path
        for pk, here, url_path, _ in rows
        if here.startswith(path) and not shut & path_and_above(here)
    }


def _tree_paths(frame: Frame, path: str) -> list[str]:
    """Where in the tree an address leads: below the home page of its language."""
    path = compose(path)
    homes = sorted(((frame.address(root), root) for root in frame.roots.values()), reverse=True)
    for home, root in homes:
        if path.startswith(home):
            return [f"{root}{path.removeprefix(home).strip('/')}/".replace("//", "/")]
    return []


def _digest(path: str) -> str:
    return hashlib.sha256(key_of(path).encode(errors="replace")).hexdigest()
