"""Requests as the server takes them in: read as UTF-8, as browsers write them, whatever charset they name."""

from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """A request that takes no charset from its sender.

    Django takes any codec of Python's that is named in the type of the content. With some of them nothing can be read,
    the query of the address included, and that fails before any middleware could answer; with others a form has lone
    surrogates, which no answer can repeat. Each would be an error of ours.
    """

    def _set_content_type_params(self, meta):
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
