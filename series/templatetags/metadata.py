"""What a page says of itself, in its head: components/metadata.html, which the page's own template includes."""

from django import template
from django.utils.translation import get_language

from series.metadata.describing import describe_installment, describe_series
from series.metadata.description import Description
from series.metadata.graph import script_of
from series.metadata.head import markup_of
from series.reading.collection import SeriesReading
from series.reading.installment import Reading

register = template.Library()

DESCRIBERS = {Reading: describe_installment, SeriesReading: describe_series}


@register.simple_tag(takes_context=True)
def describe(context) -> Description:
    """The description of the page in hand. One that not everybody may see is private: it says so to machines."""
    page, reading = context["page"], context["reading"]
    is_private = bool(getattr(context["request"], "is_preview", False) or page.admitted)
    describer = DESCRIBERS[type(reading)]
    return describer(page, reading, context["frame"], language=get_language(), is_private=is_private)


register.filter("head_tags", markup_of)
register.filter("json_ld", script_of)
