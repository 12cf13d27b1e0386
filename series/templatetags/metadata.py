"""What a page says of itself, in its head: one tag in base.html, which every page passes through."""

from django import template
from django.utils.translation import get_language

from series.metadata.describing import describe_installment, describe_series
from series.metadata.description import Description
from series.metadata.graph import script_of
from series.metadata.head import markup_of
from series.models import InstallmentPage, SeriesPage

register = template.Library()

DESCRIBERS = {InstallmentPage: describe_installment, SeriesPage: describe_series}


@register.simple_tag(takes_context=True)
def describe(context) -> Description | None:
    """The description of the page in hand; None for a page that only has the words of its own template.

    A page that not everybody may see is private: it says so to machines, and nothing of its languages.
    """
    page, reading = context.get("page"), context.get("reading")
    describer = DESCRIBERS.get(type(page))
    if describer is None or reading is None:
        return None
    is_private = bool(getattr(context["request"], "is_preview", False) or page.admitted)
    return describer(page, reading, context["frame"], language=get_language(), is_private=is_private)


register.filter("head_tags", markup_of)
register.filter("json_ld", script_of)
