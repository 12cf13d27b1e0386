"""The files in which a piece is taken to another site: not for search engines, which are led to the page itself."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from series.republication import COPIES
from series.republication.copying import copy_of
from series.republication.plain import plain_copy


def copy_file(context: dict, name: str) -> HttpResponse:
    """The file with the given name (one of COPIES) from the context of a piece's page, offered for download."""
    page, reading = context["page"], context["reading"]
    copy = copy_of(page, reading, context["frame"])
    content = copy.document if name.endswith(".html") else plain_copy(copy.article)
    answer = HttpResponse(content, content_type=f"{COPIES[name]}; charset=utf-8")
    ending = name.rpartition(".")[2]
    answer["Content-Disposition"] = content_disposition_header(True, f"{page.slug}.{ending}")
    answer["X-Robots-Tag"] = "noindex"
    answer["Link"] = f'<{copy.original}>; rel="canonical"'
    return answer
