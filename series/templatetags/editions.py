"""Where a page leads to its editions."""

from django import template
from django.utils.translation import get_language

from series.editions.shelf.forms import KINDS, forms_in
from series.models import Edition

register = template.Library()


@register.filter
def without_slash(address: str) -> str:
    """The address of a page as its editions begin: `/series/rivers` of `/series/rivers/`."""
    return address.rstrip("/")


@register.simple_tag
def edition_forms() -> list[tuple[str, str, str]]:
    """(ending, what people call it, media type) of each form that this machine makes in the language of the page."""
    return [(form, Edition.Form(form).label, KINDS[form].media_type) for form in forms_in(get_language())]
