"""The first words of a piece, for the large teaser of the front page."""

import re

from publication.prose import plain_text
from series.models import InstallmentPage

# A mark has no meaning without its note.
FOOTNOTE_MARK = re.compile(r"<footnote\b[^>]*>.*?</footnote>", re.DOTALL)


def excerpt_of(page_id: int) -> str:
    """The first paragraph of an installment as plain text, empty where it has none or is withdrawn. One query."""
    page = InstallmentPage.objects.filter(pk=page_id, is_withdrawn=False).only("body").first()
    return first_paragraph(page.body) if page else ""


def first_paragraph(body) -> str:
    """The first paragraph of a body as plain text: no markup, no footnote marks."""
    for block in body.raw_data:
        if block["type"] == "paragraph":
            first = FOOTNOTE_MARK.sub("", block["value"]).split("</p>")[0]
            text = plain_text(first)
            if text:
                return text
    return ""
