"""oEmbed: what another site shows of a link to a piece or a series, without any script (https://oembed.com)."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from home.machines.sitemap import site_frame
from publication.caching.rules import for_everybody
from publication.frame import Frame, absolute
from publication.limits import Limit, caller_of
from publication.pictures import Copy, Wanted, find_pictures
from publication.refusals import too_many
from publication.slugs import compose
from publication.visibility import is_open
from series.metadata.description import AUTHORS
from series.models import InstallmentPage, SeriesPage
from series.reading.shapes import Teaser
from series.reading.teasers import teasers

WIDTH, HEIGHT = 600, 240
# Below this height there is no room for the standfirst.
HEIGHT_OF_STANDFIRST = 160
HOUR = 3600
LIMIT = Limit("oembed", most=600, seconds=300, passes_blind=True)


@dataclass(frozen=True)
class Preview:
    """What is shown of a page; `teaser` is None for a series. The address is absolute and percent-encoded."""

    title: str
    address: str
    standfirst: str
    image_id: int | None
    teaser: Teaser | None = None


@for_everybody
@require_safe
@conditional_page
def oembed(request):
    """JSON for `?url=`, the address of a piece or series that everybody may see; Http404 for any other address.

    `maxwidth` and `maxheight` bound the words and the picture. Of the formats only JSON is there: 501 for others. A
    private page is a 404 too, not a 401: nobody learns that it exists.
    """
    if wait := LIMIT.wait(caller_of(request)):
        return too_many(request, wait)
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    frame = site_frame(request)
    page = _page_at(frame, request.GET.get("url", ""))
    with translation.override(frame.language_of(page.locale_id)):
        answer = JsonResponse(_answer(frame, _preview(frame, page), *_bounds(request)))
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _page_at(frame: Frame, address: str) -> Page:
    """The public page at an absolute address of this site; Http404 where there is none. One query."""
    try:
        asked, own = urlsplit(address), urlsplit(frame.origin)
    except ValueError as error:
        raise Http404("No address.") from error
    path = compose(unquote(asked.path))
    if asked.scheme not in ("http", "https") or asked.netloc.lower() != own.netloc or "\x00" in path:
        raise Http404("Not an address of this site.")
    found = Page.objects.filter(url_path__in=_tree_paths(frame, path), live=True).filter(is_open())
    page = found.select_related("content_type").first()
    if page is None or page.specific_class not in (InstallmentPage, SeriesPage):
        raise Http404("Nothing to show of this address.")
    return page


def _tree_paths(frame: Frame, path: str) -> list[str]:
    """Where in the tree an address leads: below the home page with the longest address that it begins with."""
    homes = sorted(((frame.address(root), root) for root in frame.roots.values()), reverse=True)
    for home, root in homes:
        if path.startswith(home):
            return [f"{root}{path.removeprefix(home).rstrip('/')}/"]
    return []


def _preview(frame: Frame, page: Page) -> Preview:
    address = absolute(frame, frame.address(page.url_path))
    if page.specific_class is SeriesPage:
        row = SeriesPage.objects.values("standfirst", "image_id").get(pk=page.pk)
        return Preview(page.title, address, row["standfirst"], row["image_id"])
    piece = InstallmentPage.objects.visible().filter(pk=page.pk)
    (teaser,) = teasers(frame, piece, limit=1) or [None]
    if teaser is None:
        raise Http404("Nothing to show of this address.")
    image_id = None if teaser.is_withdrawn else piece.values_list("image_id", flat=True).first()
    return Preview(teaser.title, address, "" if teaser.is_withdrawn else teaser.standfirst, image_id, teaser)


def _answer(frame: Frame, preview: Preview, width: int, height: int, bounds: tuple[int, int]) -> dict:
    credits = preview.teaser.credits if preview.teaser else ()
    authors = [credit for credit in credits if credit.role in AUTHORS]
    context = {
        "preview": preview,
        "teaser": preview.teaser,
        "origin": frame.origin,
        "site": frame.masthead.local_name,
        "language": translation.get_language(),
        "has_room": height >= HEIGHT_OF_STANDFIRST,
    }
    answer = {
        "type": "rich",
        "version": "1.0",
        "title": preview.title,
        "author_name": ", ".join(credit.name for credit in authors),
        "author_url": absolute(frame, authors[0].address) if len(authors) == 1 else "",
        "provider_name": frame.masthead.local_name,
        "provider_url": absolute(frame, frame.address(frame.root())),
        "cache_age": HOUR,
        "html": render_to_string("components/oembed.html", context).strip(),
        "width": width,
        "height": height,
    }
    if picture := _picture(preview, bounds):
        answer |= {
            "thumbnail_url": absolute(frame, picture.address),
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return {name: value for name, value in answer.items() if value != ""}


def _picture(preview: Preview, bounds: tuple[int, int]) -> Copy | None:
    """The largest copy of the lead picture within the bounds; none is made that no page shows."""
    if not preview.image_id:
        return None
    wanted = Wanted(preview.image_id)
    found = find_pictures([wanted]).get(wanted)
    if found is None or not found.address:
        return None
    copies = [Copy(found.address, found.width, found.height)]
    # The last of the better formats is the one that most programs know.
    for _type, srcset in found.sources[-1:]:
        for address, width in (each.split() for each in srcset.split(", ")):
            number = int(width.removesuffix("w"))
            copies.append(Copy(address, number, round(found.height * number / found.width)))
    fitting = [copy for copy in copies if copy.width <= bounds[0] and copy.height <= bounds[1]]
    return max(fitting, key=lambda copy: copy.width, default=None)


def _bounds(request) -> tuple[int, int, tuple[int, int]]:
    """(width, height) of the words and the bounds of the picture, which has none where none were given."""
    asked = [_number(request.GET.get(name, "")) for name in ("maxwidth", "maxheight")]
    width, height = (min(own, most or own) for own, most in zip((WIDTH, HEIGHT), asked, strict=True))
    return width, height, (asked[0] or 1280, asked[1] or 1280)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) else None
