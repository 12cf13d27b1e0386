"""The files of the corpus, sent piece by piece."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from home.api.corpus.records import lines, table
from home.api.corpus.state import state_of
from home.api.door import frame_in
from publication.frame import Frame, absolute
from series.feeds.conditional import changed_at

# Name of the file -> (media type, what writes it).
FILES: dict[str, tuple[str, Callable[[Frame], Iterator[str]]]] = {
    "corpus.jsonl": ("application/jsonl", lines),
    "corpus.csv": ("text/csv; charset=utf-8", table),
}


def corpus(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file with all pieces, or 304 for who has it as it is."""
    frame = frame_in(request)
    media_type, write = FILES[name]
    state = state_of(frame)
    changed = int(changed_at(absolute(frame, request.path), state, timezone.now()).timestamp())
    tag = f'W/"{state}"'
    response = get_conditional_response(request, etag=tag, last_modified=changed)
    if response is None:
        response = StreamingHttpResponse((part.encode() for part in write(frame)), content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    for header, value in (
        ("ETag", tag),
        ("Last-Modified", http_date(changed)),
    ):
        response[header] = value
    return response
