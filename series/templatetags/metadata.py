"""What a page says of itself: components/metadata.html, which the page's own template includes."""

import re
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from series.citation.files import FILES
from series.citation.identifiers import doi_address, orcid_address, ror_address
from series.citation.styles import STYLES
from series.metadata.citing import reference_of
from series.metadata.description import Description
from series.metadata.graph import script_of
from series.metadata.head import markup_of
from series.metadata.pages import describe_as

register = template.Library()

BETWEEN_NAMES = re.compile(r"(?<=[^/:])/(?=[^/])")
register.filter("head_tags", markup_of)
register.filter("json_ld", script_of)
register.filter(doi_address)
register.filter(orcid_address)
register.filter(ror_address)


@register.simple_tag(takes_context=True)
def description_of(context, kind: str) -> Description:
    """The description of a page that has none in its context: `kind` is one of series.metadata.pages.KINDS."""
    return describe_as(kind, context)


@register.filter
def citations(description: Description) -> list[tuple[str, SafeString]]:
    """(name of a style, citation as inline HTML, which escapes what was typed) in each style."""
    reference = reference_of(description)
    address = escape(reference.address, quote=False)
    # A long address breaks behind a slash (Chicago Manual of Style, 17th ed., 14.18), not in the middle of a word.
    breakable = BETWEEN_NAMES.sub("/<wbr>", address)
    return [
        (name, mark_safe(style(reference).html.replace(address, breakable)))  # noqa: S308
        for name, style in STYLES.items()
    ]


@register.simple_tag
def citation_files() -> list[tuple[str, str]]:
    """(name of a file below the page's address, what people call its format)."""
    return [(name, form.label) for name, form in FILES.items()]
