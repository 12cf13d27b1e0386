"""The first words of a piece, for the large teaser of the front page."""

import re
from collections.abc import Iterable

from publication.prose import plain_text

# A mark has no meaning without its note.
FOOTNOTE_MARK = re.compile(r"<footnote\b[^>]*>.*?</footnote>", re.DOTALL)


def first_paragraph(blocks: Iterable[dict]) -> str:
    """The first paragraph of a body's raw data as plain text: no markup, no footnote marks."""
    for block in blocks:
        if block["type"] == "paragraph":
            first = FOOTNOTE_MARK.sub("", block["value"]).split("</p>")[0]
            text = plain_text(first)
            if text:
                return text
    return ""
