"""How a document leaves the site: saved by the reader's browser, never shown by it in the name of this site."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents import get_document_model

from publication.documents.intake import kind_of
from publication.documents.who import is_editor, is_shown

UNKNOWN = "application/octet-stream"
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Accept-Ranges": "none",
}


@require_safe
def serve(request: HttpRequest, document_id: str, file_name: str) -> HttpResponse:
    """The file as an attachment; Http404 for who may not have it, what its collection asks where that is closed."""
    # An id that no database holds is none.
    if len(document_id) > 18:
        raise Http404("There is no such document.")
    document = get_object_or_404(get_document_model().objects.select_related("collection"), pk=document_id)
    if document.filename != file_name:
        raise Http404("This document has another name.")
    closed = bool(document.collection.get_view_restrictions())
    for hook in hooks.get_hooks("before_serve_document"):
        answer = hook(document, request)
        if isinstance(answer, HttpResponse):
            return answer
    shown = is_shown(document)
    if not shown and not is_editor(request):
        raise Http404("Nothing public leads to this document.")
    known = get_conditional_response(
        request, etag=quote_etag(document.file_hash) if document.file_hash else None
    )
    return _with_headers(known or _file(document, file_name), document, for_some=closed or not shown)


def _file(document, file_name: str) -> HttpResponse:
    kind = kind_of(document.file.name)
    try:
        content = document.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is gone.") from None
    # What is not known by its content came in before anybody looked at it: it is handed out and named nothing.
    media_type = kind.media_type if kind else UNKNOWN
    return FileResponse(content, as_attachment=True, filename=file_name, content_type=media_type)


def _with_headers(response: HttpResponse, document, *, for_some: bool) -> HttpResponse:
    for name, value in HEADERS.items():
        response[name] = value
    if document.file_hash:
        response["ETag"] = quote_etag(document.file_hash)
    # Asked for each time: a page that leads to it may close.
    response["Cache-Control"] = "private, no-store" if for_some else "public, no-cache"
    return response
