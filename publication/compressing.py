"""Compresses what everybody may have, once where a proxy then keeps it compressed (deploy/nginx/).

Compressing for each reader costs the proxy more than all else it does for one: measured in docs/benchmarks.md. Only
answers that are the same for everybody are compressed here: the length of a compressed page tells something of what is
in it, and theirs holds no secret that somebody else could try to guess (the BREACH attack).
"""

import re
import zlib
from collections.abc import Iterable, Iterator

LEVEL = 6
FEWEST = 1000  # bytes; below it what is saved fits into the packet that is sent anyway
TEXTS = re.compile(r"text/|application/(?:[\w.+-]*(?:json|xml|javascript))|image/svg\+xml")
GZIP = re.compile(r"(?:^|[,\s])(?:gzip|\*)(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", re.IGNORECASE)


class CompressingMiddleware:
    """gzip for public answers, where the client can read it. Stands outside of what decides who may keep an answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if GZIP.search(request.headers.get("Accept-Encoding", "")) and _is_worth_it(response):
            response["Content-Encoding"] = "gzip"
            if response.streaming:
                response.streaming_content = _gzip_as_it_goes(response.streaming_content)
                del response["Content-Length"]
                return response
            response.content = _gzip(response.content)
            response["Content-Length"] = str(len(response.content))
        return response


def _is_worth_it(response) -> bool:
    return (
        (not response.streaming or getattr(response, "is_packed_as_it_goes", False))
        and response.status_code != 206
        and response.get("Cache-Control", "").startswith("public")
        and "Content-Encoding" not in response
        and "accept-encoding" in response.get("Vary", "").lower()
        and (response.streaming or len(response.content) >= FEWEST)
        and TEXTS.match(response.get("Content-Type", "")) is not None
    )


def _gzip(content: bytes) -> bytes:
    """Without a time in it: equal pages are equal bytes."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def _gzip_as_it_goes(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same of an answer that is in no memory whole."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()
