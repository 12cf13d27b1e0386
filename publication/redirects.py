"""Old addresses. The only place that writes redirects, and the one that answers a 404 with the new address.

A redirect points at a page, not at an address, so that however often the page moves it is one hop away; what points
at an address (topics, what editors typed) is followed to its end before it is answered. An address is answered only
when the public may see what is there: no redirect betrays a page.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from publication.address_forms import LONGEST, forms_of, key_of, spellings_of
from publication.frame import Frame, frame_for, frame_of
from publication.slugs import RESERVED_ANYWHERE, compose
from publication.visibility import is_open

# Addresses that editors chain by hand are followed this far.
MOST_STEPS = 5
# What may follow the address of a page or topic and belongs to it: feeds, citations, the whole series.
_BELONGS = re.compile(rf"^(?:{'|'.join(sorted(RESERVED_ANYWHERE))})(?:[/.].*)?$")
# Endings of the files that a page is also had as; see `take_along`.
_endings: set[str] = set()
# The query with which WordPress names a post, and nothing else.
NUMBERED = re.compile(r"p=([0-9]{1,10})", re.ASCII)


@dataclass(frozen=True)
class Target:
    """Where an old address leads: a path or absolute address, and whether it moved for good."""

    address: str
    permanent: bool


# Further checks of addresses that no page of the tree has (topics): each says None for an address that is not its own,
# otherwise whether the public may see it. Apps add theirs in `ready`.
_public_checks: list[Callable[[str], bool | None]] = []


def ask_before_leading_to(check: Callable[[str], bool | None]) -> None:
    """Have `check` asked about every address (a path) that a redirect is about to lead to."""
    if check not in _public_checks:
        _public_checks.append(check)


def take_along(ending: str) -> None:
    """Let what has the address of a page with an ending, "epub" for one, move with the page."""
    _endings.add(ending)


def find_redirect(request: HttpRequest) -> Target | None:
    """The place that the address of `request` moved to, if the public may see it."""
    frame = frame_for(request) if request.method in ("GET", "HEAD") else None
    if frame is None:
        return None
    path, query = request.path_info, request.META.get("QUERY_STRING", "")
    redirect = stored_redirect(frame.site, path, query)
    ending = ""
    if redirect is None:
        redirect, ending = _of_address_above(frame.site, path)
    if redirect is None:
        return None
    address = _address(frame, redirect)
    if address is None:
        return None
    if ending:
        address = address.rstrip("/") + ending
    if key_of(urlsplit(address).path) == key_of(path) and not urlsplit(address).netloc:
        return None
    if query and redirect.redirect_page_id and "?" not in redirect.old_path:
        address += f"?{query}"
    return Target(address, permanent=redirect.is_permanent)


def find_numbered(request: HttpRequest) -> Target | None:
    """The place of the post that `/?p=10` asks for, WordPress's own address of it, if the public may see it.

    `/` is never a 404, so such addresses are asked for before the home page is. No query for any other request.
    """
    number = NUMBERED.fullmatch(request.META.get("QUERY_STRING", ""))
    if number is None or request.path_info != "/" or request.method not in ("GET", "HEAD"):
        return None
    frame = frame_for(request)
    redirect = frame and stored_redirect(frame.site, "/", f"p={int(number[1])}")
    if not redirect or "?" not in redirect.old_path:
        return None
    address = _address(frame, redirect)
    return Target(address, permanent=redirect.is_permanent) if address else None


@transaction.atomic
def lead_old_addresses(paths: Iterable[str], page: Page) -> int:
    """Let addresses of a site that stood here before (paths, `/?p=10` among them) lead to a page; gives how many do.

    What leads elsewhere already is left as it is. The page need not be public: nobody is led to it before it is.
    """
    keys = list(dict.fromkeys(key_of(path) for path in paths))
    made = 0
    for site in Site.objects.select_related("root_page"):
        address = frame_of(site).address(page.url_path)
        if address is None:
            continue
        taken = set(Redirect.objects.filter(site=site, old_path__in=keys).values_list("old_path", flat=True))
        rows = [
            Redirect(old_path=key, site=site, redirect_page_id=page.pk, automatically_created=True)
            for key in keys
            if key not in taken and key not in (key_of(address), "/")
        ]
        made += len(Redirect.objects.bulk_create(rows))
    return made


def pages_behind(paths: Iterable[str]) -> dict[str, int]:
    """For each of the addresses that lead to a page, the page's id, public or not. One query."""
    keys = {key_of(path): path for path in paths}
    rows = Redirect.objects.filter(old_path__in=list(keys), redirect_page__isnull=False)
    return {keys[key]: pk for key, pk in rows.order_by("-pk").values_list("old_path", "redirect_page_id")}


@transaction.atomic
def remember(old_path: str, new_path: str) -> None:
    """Let an old address lead to a new one that no page of the tree has; both are paths from the host's root.

    Whatever led to the old address leads to the new one from now on, and the new one itself leads nowhere else.
    """
    old, new = key_of(old_path), key_of(new_path)
    if old == new or len(new_path) > LONGEST:
        return
    made_here = Redirect.objects.filter(automatically_created=True)
    made_here.filter(old_path__in={old, new}).delete()
    spellings = {form + slash for form in forms_of(old_path) for slash in ("", "/")}
    Redirect.objects.filter(redirect_link__in=spellings).update(redirect_link=new_path)
    if not Redirect.objects.filter(old_path=old, site=None).exists():
        Redirect.objects.create(old_path=old, redirect_link=new_path, automatically_created=True)


def forget(path: str) -> None:
    """Drop what `remember` made for an address that is somebody else's now."""
    Redirect.objects.filter(automatically_created=True, site=None, old_path=key_of(path)).delete()


def remember_page(page: Page, url_path_before: str) -> None:
    """Let the addresses that a page and the pages below it had lead to them.

    `url_path_before` is the page's place in the tree before it was renamed or moved. Pages that were never public
    leave nothing behind.
    """
    # Wagtail tells of a rename after the transaction, in which the page may have been moved or deleted as well.
    page = Page.objects.filter(pk=page.pk).first()
    if page is None or url_path_before == page.url_path:
        return
    branch = Page.objects.filter(path__startswith=page.path).exclude(
        live=False, first_published_at__isnull=True
    )
    places = list(branch.values_list("pk", "url_path"))
    with transaction.atomic():
        for site in Site.objects.select_related("root_page"):
            frame = frame_of(site)
            old = {}
            for pk, url_path in places:
                before = frame.address(url_path_before + url_path.removeprefix(page.url_path))
                if before is not None and frame.address(url_path) is not None:
                    old[key_of(before)] = pk
            now = (frame.address(url_path) for _, url_path in places)
            new = {key_of(address) for address in now if address is not None}
            _forget(site, old.keys() | new)
            Redirect.objects.bulk_create(
                [
                    Redirect(old_path=key, site=site, redirect_page_id=pk, automatically_created=True)
                    for key, pk in old.items()
                    if key not in new
                ],
                ignore_conflicts=True,  # an editor's own redirect from the same address stays
            )


@transaction.atomic
def lead_to_page(page: Page, heir: Page) -> None:
    """Let a page's address, and all that led to it, lead to the page that took its place.

    A page that was never public leaves nothing behind. Its own address is answered so once the page is down.
    """
    Redirect.objects.filter(redirect_page=page).update(redirect_page=heir)
    if not page.live and page.first_published_at is None:
        return
    for site in Site.objects.select_related("root_page"):
        address = frame_of(site).address(page.url_path)
        if address is not None:
            _forget(site, [key_of(address)])
            Redirect.objects.bulk_create(
                [
                    Redirect(
                        old_path=key_of(address),
                        site=site,
                        redirect_page_id=heir.pk,
                        automatically_created=True,
                    )
                ],
                ignore_conflicts=True,  # an editor's own redirect from the same address stays
            )


def forget_address(page: Page) -> None:
    """Drop what was made here for the address where a page now stands; what stood there before has moved twice."""
    for site in Site.objects.select_related("root_page"):
        address = frame_of(site).address(page.url_path)
        if address is not None:
            stale = Redirect.objects.filter(automatically_created=True, site=site, old_path=key_of(address))
            stale.exclude(redirect_page=page.pk).delete()


def _forget(site: Site, keys: Iterable[str]) -> None:
    keys = sorted(keys)
    for start in range(0, len(keys), 500):
        Redirect.objects.filter(
            automatically_created=True, site=site, old_path__in=keys[start : start + 500]
        ).delete()


def stored_redirect(site: Site, path: str, query: str = "") -> Redirect | None:
    """The redirect stored for an address, in whatever form it was typed: with its query first, this site's first."""
    spellings = list(dict.fromkeys(spellings_of(path, query)))
    if not spellings:
        return None
    found = Redirect.objects.filter(Q(site=site) | Q(site=None), old_path__in=spellings)
    found = found.select_related("redirect_page")
    return min(
        found,
        key=lambda row: ("?" not in row.old_path, row.site_id is None, row.automatically_created, row.pk),
        default=None,
    )


def _of_address_above(site: Site, path: str) -> tuple[Redirect | None, str]:
    """The redirect of the page or topic that an address belongs to, and what follows: feeds, citations, the book."""
    names = path.strip("/").split("/")
    for count in range(len(names) - 1, 0, -1):
        ending = "/".join(names[count:])
        if _BELONGS.match(ending):
            redirect = stored_redirect(site, "/" + "/".join(names[:count]))
            if redirect is not None:
                return redirect, f"/{ending}" + ("/" if path.endswith("/") else "")
    stem, _dot, suffix = path.rpartition(".")
    if suffix in _endings:
        return stored_redirect(site, stem), f".{suffix}"
    return None, ""


def _address(frame: Frame, redirect: Redirect) -> str | None:
    """Where a redirect leads in the end, quoted; None where that is nothing that the public may see."""
    seen = set()
    for _ in range(MOST_STEPS):
        if redirect.redirect_page_id:
            return _page_address(frame, redirect)
        link = urlsplit(redirect.redirect_link)
        if not redirect.redirect_link or redirect.pk in seen:
            return None
        if link.netloc and link.hostname != frame.site.hostname:
            return redirect.redirect_link
        seen.add(redirect.pk)
        further = stored_redirect(frame.site, unquote(link.path), link.query)
        if further is None or _is_public(frame, link.path):
            return redirect.redirect_link if _is_public(frame, link.path) is not False else None
        redirect = further
    return None


def _page_address(frame: Frame, redirect: Redirect) -> str | None:
    page = Page.objects.filter(pk=redirect.redirect_page_id, live=True).filter(is_open()).first()
    address = page and frame.address(page.url_path)
    if not address:
        return None
    return quote(address.rstrip("/") + (redirect.redirect_page_route_path or "/"))


def _is_public(frame: Frame, path: str) -> bool | None:
    """May the public see what stands at a path of this site? None where nobody here knows."""
    path = compose(unquote(path))
    for root_address, root in sorted(_roots(frame), reverse=True):
        if path.startswith(root_address):
            url_path = f"{root}{path.removeprefix(root_address).strip('/')}/".replace("//", "/")
            page = Page.objects.filter(url_path=url_path).annotate(open=is_open()).first()
            if page is not None:
                return page.live and page.open
            break
    answers = [check(path) for check in _public_checks]
    return next((answer for answer in answers if answer is not None), None)


def _roots(frame: Frame) -> Iterator[tuple[str, str]]:
    for root in frame.roots.values():
        yield frame.address(root), root
