"""Surrogate keys: the names under which a CDN in front can take back all that shows a thing with one word.

`site` stands for everything, `page-12` for a page by its id, `series-rivers`, `author-zora` and `topic-flood` for what
shows the thing with this slug, percent-encoded, in any language. Our own proxies are told addresses (journal.py).
"""

from urllib.parse import quote

from django.http import HttpRequest

HEADER = "Surrogate-Key"
SITE = "site"


def note_page(request: HttpRequest, pk: int) -> None:
    """Say that a request is answered with a page."""
    _keys(request).add(f"page-{pk}")


def note_shown(request: HttpRequest, kind: str, *addresses: str | None) -> None:
    """Say that the answer shows things of a kind: `series`, `author` or `topic`, by the addresses of their pages."""
    slugs = (address.rstrip("/").rpartition("/")[2] for address in addresses if address)
    _keys(request).update(f"{kind}-{quote(slug, safe='%')}" for slug in slugs)


def keys_of(request: HttpRequest) -> str:
    """The value of the header."""
    return " ".join(sorted({SITE, *_keys(request)}))


def _keys(request: HttpRequest) -> set[str]:
    return request.__dict__.setdefault("_surrogate_keys", set())
