"""Finds the addresses elsewhere in stored texts: links of rich text, and addresses written out in plain text."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

from series.checklist.markup import read_markup

# The fields of a piece in which addresses may stand, by their names in a stored version.
TEXTS = ("editors_note", "body", "footnotes", "corrections", "disclosure", "first_published_address")
ADDRESS = re.compile(r"https?://[^\s<>\"“”‘’「」『』]+", re.IGNORECASE)
AFTER_AN_ADDRESS = tuple(".,;:!?)]}'")


def addresses_in(value) -> Iterator[str]:
    """The web addresses in stored values (texts, and lists and mappings of them), without the place in the page."""
    if isinstance(value, str):
        hrefs = (
            (anchor.href for anchor in read_markup(value).anchors) if "<" in value else ADDRESS.findall(value)
        )
        for href in hrefs:
            if ADDRESS.match(href):
                yield (href if "<" in value else _without_the_sentence(href)).partition("#")[0]
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from addresses_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses_in(inner)


def host_of(address: str) -> str:
    """The host that an address names; "" for none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # "http://[" is no address; the checklist says so
        return ""


def our_hosts() -> frozenset[str]:
    """The hosts of the site itself, and "": what leads there does not lead out. One query."""
    own = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    return frozenset({*Site.objects.values_list("hostname", flat=True), own, ""})


def _without_the_sentence(address: str) -> str:
    """An address without the marks of the sentence it stands in; a bracket that it opens itself stays."""
    while address[-1:] in AFTER_AN_ADDRESS:
        if address[-1] == ")" and address.count("(") == address.count(")"):
            break
        address = address[:-1]
    return address
