"""One old address in all the ways in which it is written: by editors, by old imports, by requests.

Stored addresses are composed (NFC), not percent-encoded, without a slash at the end, as Wagtail's own form stores
them; what is too long for the column (a Korean path in its encoded form has 9 letters for one) ends in a hash.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from django.utils.encoding import uri_to_iri

from publication.slugs import compose

LONGEST = 255
ESCAPE = re.compile(r"%[0-9A-F]{2}")


def key_of(path: str) -> str:
    """The form in which an address is stored here."""
    path = compose(path).rstrip("/") or "/"
    if len(path) <= LONGEST:
        return path
    digest = hashlib.sha256(path.encode()).hexdigest()
    return f"{path[: LONGEST - len(digest) - 1]}~{digest}"


def forms_of(path: str) -> Iterator[str]:
    """The ways in which editors and old imports write one path: composed, decomposed, percent-encoded."""
    bare = path.rstrip("/") or "/"
    yield key_of(path)
    yield bare
    for form in (compose(bare), unicodedata.normalize("NFD", bare)):
        yield form
        encoded = quote(form, safe="/:@!$&'()*+,;=~")
        yield encoded
        yield ESCAPE.sub(lambda escape: escape[0].lower(), encoded)


def spellings_of(path: str, query: str) -> Iterator[str]:
    """Every form in which the address of a request may be stored; none for what no database takes."""
    queries = [""]
    if query:
        plain = uri_to_iri(query)
        queries = [
            f"?{'&'.join(sorted(form.split('&')))}" if is_sorted else f"?{form}"
            for form in (query, plain)
            for is_sorted in (True, False)
        ] + [""]
    for form in forms_of(path):
        for slash in ("", "/"):
            for ending in queries:
                spelling = form + slash + ending
                if "\x00" not in spelling and len(spelling) <= LONGEST:
                    yield spelling
