"""Markup on its way into a feed: every address absolute (case FEED-03), no attribute that only our own pages know.

It works on what this site prints, where tags are well-formed and attribute values quoted.
"""

import re
from functools import lru_cache
from html import escape, unescape
from urllib.parse import urljoin

from django.utils.encoding import iri_to_uri

TAG = re.compile(r"""<([a-zA-Z][a-zA-Z0-9]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(/?)>""")
ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?""")
ADDRESSES = frozenset({"href", "src", "cite", "poster"})
# Ids would meet those of other pieces in a reader; classes and styles mean nothing there.
KEPT = ADDRESSES | {
    "srcset", "alt", "width", "height", "lang", "dir", "start", "scope", "colspan", "rowspan", "title",
}  # fmt: skip
CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,])(?:\s+([^,]+))?\s*(?:,|$)")


def for_feed(markup: str, address: str) -> str:
    """The markup with all its addresses absolute, as seen from a page's own absolute address."""
    return _for_feed(str(markup), address)


@lru_cache(maxsize=128)
def _for_feed(markup: str, address: str) -> str:
    """Kept for the same text: the newest pieces are asked for again and again, by feeds in three formats."""

    def tag(match: re.Match) -> str:
        if not match[2]:
            return match[0]
        kept = [
            (name, unescape(double or single))
            for name, double, single in ATTRIBUTE.findall(match[2])
            if name.lower() in KEPT
        ]
        attributes = "".join(
            f' {name}="{escape(_value(name.lower(), value, address))}"' for name, value in kept
        )
        return f"<{match[1]}{attributes}{match[3]}>"

    return TAG.sub(tag, markup)


def _value(name: str, value: str, address: str) -> str:
    if name in ADDRESSES:
        return _absolute(value, address)
    if name == "srcset":
        candidates = CANDIDATE.findall(value)
        return ", ".join(f"{_absolute(url, address)} {size.strip()}".strip() for url, size in candidates)
    return value


def _absolute(value: str, address: str) -> str:
    """An address as seen from a page's; one that is no address at all stays as it is."""
    try:
        return iri_to_uri(urljoin(address, value.strip()))
    except ValueError:
        return iri_to_uri(value)
