"""Where a page leads to its editions."""

from django import template

register = template.Library()


@register.filter
def without_slash(address: str) -> str:
    """The address of a page as its editions begin: `/series/rivers` of `/series/rivers/`."""
    return address.rstrip("/")
