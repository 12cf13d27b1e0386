"""The addresses of editions: `/series/<series>.epub`, `/series/<series>/<part>.pdf`."""

import logging
import threading
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.background.life import a_worker_is_running
from publication.caching.rules import for_everybody
from publication.frame import frame_for
from publication.limits import Limit, caller_of
from publication.serving import find_route
from publication.slugs import compose
from series.editions.book.shapes import Book
from series.editions.shelf.forms import KINDS
from series.editions.shelf.making import (
    Busy,
    Closed,
    NotStored,
    book_of,
    digest_of,
    kept_file,
    make,
    readable_pieces,
)
from series.editions.shelf.stale import MOST_QUIET, mark
from series.models import Edition

log = logging.getLogger(__name__)

LIMIT = Limit("edition", most=120, seconds=300, passes_blind=True)
SECONDS_TO_WAIT = 5

# While the storage is away: the last file that was made, as long books take seconds.
_making = threading.Lock()
_unkept_files: dict[tuple[str, str], bytes] = {}


@for_everybody(asked_each_time=True)
@require_safe
def edition(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """The edition of the page at a path, made now where it is not there or says something else. Raises Http404.

    While somebody else makes it, or a worker is going to, the last one, unless something was taken out since; where
    there is none, 503 for a moment.
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
    kept = kept_file(page, form)
    try:
        if kept is None or kept.digest != digest_of(book):
            kept = _newer(page, form, frame, book, kept)
        if kept is None:
            return _later(
                503, SECONDS_TO_WAIT, _("This edition is being made. Please try again in a moment.")
            )
        return _handed_out(request, kept, f"{book.name}.{form}")
    except NotStored as error:
        log.warning("The %s of page %s is handed out without being kept: %s", form, page.pk, error)
        return _unkept(form, frame, book)


def _newer(page, form: str, frame, book: Book, last: Edition | None) -> Edition | None:
    """The edition made now, by this request or, where there is a last one meanwhile, soon by a worker.

    The last one stays only as long as all that stands in it may still be read.
    """
    if last is not None and not set(last.pieces) <= set(readable_pieces(book)):
        last = None
    if last is not None and a_worker_is_running():
        if last.stale_since is None:
            mark([page.pk])
            return last
        if last.due_at is not None and timezone.now() - last.stale_since < MOST_QUIET:
            return last
    try:
        return make(page, form, frame)[0]
    except Busy:
        return last
    except Closed:
        # What was closed meanwhile may stand in the last one.
        return None
    except NotStored:
        if last is None:
            raise
        return last
    except Exception:
        log.exception("The %s of page %s could not be made", form, page.pk)
        return last


def _handed_out(request, kept: Edition, name: str) -> HttpResponse:
    # That of the file, be it the last one; none where it is to be made again whatever it says.
    tag = kept.digest and f'"{kept.digest[:40]}"'
    response = get_conditional_response(request, etag=tag, last_modified=None, response=None) if tag else None
    if response is None:
        content = _opened(kept)
        if content is None:
            return _later(
                503, SECONDS_TO_WAIT, _("This edition is being made. Please try again in a moment.")
            )
        response = FileResponse(content, content_type=KINDS[kept.form].media_type)
        response["Content-Disposition"] = disposition(name)
        response["X-Content-Type-Options"] = "nosniff"
        response["X-Robots-Tag"] = "noindex"
    if tag:
        response["ETag"] = tag
    return response


def _unkept(form: str, frame, book: Book) -> HttpResponse:
    """The edition made for this request, while the storage keeps and gives nothing. One at a time in each process."""
    if not _making.acquire(timeout=SECONDS_TO_WAIT):
        return _later(503, SECONDS_TO_WAIT, _("This edition is being made. Please try again in a moment."))
    try:
        digest = (form, digest_of(book))
        if digest not in _unkept_files:
            _unkept_files.clear()
            _unkept_files[digest] = KINDS[form].write(book, frame).content
        content = _unkept_files[digest]
    finally:
        _making.release()
    response = HttpResponse(content, content_type=KINDS[form].media_type)
    response["Content-Disposition"] = disposition(f"{book.name}.{form}")
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def _opened(kept: Edition):
    """The file, or that which has taken its place since the row was read; None where it is gone from the storage.

    Raises NotStored while the storage does not answer.
    """
    for _attempt in range(2):
        try:
            return kept.file.open("rb")
        except FileNotFoundError:
            former = kept.file.name
            kept.refresh_from_db()
            if not kept.file or kept.file.name == former:
                break
        except Exception as error:
            # Each storage has its own errors, and those of a moment must not have the file taken for gone.
            raise NotStored(str(error)) from error
    Edition.objects.filter(pk=kept.pk, file=kept.file.name).update(digest="")
    return None


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
