"""The addresses of editions: `/series/<series>.epub`, `/series/<series>/<part>.pdf`."""

import logging
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.frame import frame_for
from publication.limits import Limit, caller_of
from publication.serving import find_route
from publication.slugs import compose
from series.editions.shelf.forms import KINDS
from series.editions.shelf.making import Busy, book_of, digest_of, is_made, make, readable_pieces
from series.models import Edition

log = logging.getLogger(__name__)

LIMIT = Limit("edition", most=120, seconds=300, passes_blind=True)
SECONDS_TO_WAIT = 5


@require_safe
def edition(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """The edition of the page at a path, made now where it is not there or says something else. Raises Http404.

    While somebody else makes it, the last one, unless something was taken out since; else 503 for a moment.
    """
    wait = LIMIT.wait(caller_of(request))
    if wait:
        return _later(429, wait, _("Too many downloads. Please try again in a moment."))
    frame, route = frame_for(request), find_route(request, compose(path))
    page = route[0] if route else None
    if page is None or route[1] or route[2] or getattr(page, "restrictions_above", ()) or form not in KINDS:
        raise Http404("There is no such edition.")
    book = book_of(page, frame)
    if book is None:
        raise Http404("There is no such edition.")
    if missing := KINDS[form].problem(book.language):
        return HttpResponse(missing, status=404, content_type="text/plain; charset=utf-8")
    tag = f'"{digest_of(book)[:40]}"'
    kept = is_made(page, form, book)
    if kept is None:
        try:
            kept = make(page, form, book, frame)
        except Busy:
            kept, tag = _last(page, form, book), None
        except Exception:
            log.exception("The %s of page %s could not be made", form, page.pk)
            kept, tag = _last(page, form, book), None
    if kept is None:
        return _later(503, SECONDS_TO_WAIT, _("This edition is being made. Please try again in a moment."))
    return _handed_out(request, kept, f"{book.name}.{form}", tag)


def _last(page, form: str, book) -> Edition | None:
    """The last edition, if all that stands in it may still be read."""
    kept = Edition.objects.filter(page_id=page.pk, form=form).exclude(file="").first()
    return kept if kept and set(kept.pieces) <= set(readable_pieces(book)) else None


def _handed_out(request, kept: Edition, name: str, tag: str | None) -> HttpResponse:
    unchanged = (
        get_conditional_response(request, etag=tag, last_modified=None, response=None) if tag else None
    )
    if unchanged is not None:
        response = unchanged
    else:
        try:
            content = kept.file.open("rb")
        except FileNotFoundError:
            Edition.objects.filter(pk=kept.pk).update(digest="")
            return _later(
                503, SECONDS_TO_WAIT, _("This edition is being made. Please try again in a moment.")
            )
        response = FileResponse(content, content_type=KINDS[kept.form].media_type)
        response["Content-Disposition"] = disposition(name)
        response["X-Content-Type-Options"] = "nosniff"
    if tag:
        response["ETag"] = tag
    response["Cache-Control"] = "public, no-cache"
    return response


def disposition(name: str) -> str:
    """The header that gives a file its name: in ASCII for old clients, and whole in UTF-8 (RFC 6266)."""
    stem, _dot, ending = name.rpartition(".")
    plain = f"{slugify(stem) or 'edition'}.{ending}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _later(status: int, seconds: int, words: str) -> HttpResponse:
    answer = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer
