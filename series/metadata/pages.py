"""The description of the page that a template is given."""

from django.utils.translation import get_language

from series.metadata.describing import describe_installment, describe_series
from series.metadata.description import Description
from series.reading.collection import SeriesReading
from series.reading.installment import Reading

DESCRIBERS = {Reading: describe_installment, SeriesReading: describe_series}


def describe_page(context) -> Description:
    """The description of a page from the context of its template: `page`, `reading`, `frame` and `request`.

    A page that not everybody may see, or that is previewed, is private: it says so to machines.
    """
    page, reading = context["page"], context["reading"]
    is_private = bool(getattr(context["request"], "is_preview", False) or page.admitted)
    describer = DESCRIBERS[type(reading)]
    return describer(page, reading, context["frame"], language=get_language(), is_private=is_private)
