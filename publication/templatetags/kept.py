"""`{% kept %}`: a component that is printed from its values alone, and kept as long as the same values come again."""

from dataclasses import fields, is_dataclass
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.safestring import SafeString

register = template.Library()

# Some 4 kB each, values included.
MOST_KEPT = 2_048


@register.simple_tag
def kept(name: str, **values) -> SafeString:
    """The component `name` with these values and nothing else of the page's context.

    The values are what it is known by, with the language and the zone that its words and days are in: a change of
    anything in it is another value, so nothing has to be forgotten, and no visitor can see another's. They have to be
    frozen all through (series/reading/shapes.py); others are printed anew each time, as all are while DEBUG is on.
    """
    if settings.DEBUG:
        return _print(name, values)
    try:
        return _kept(
            name, translation.get_language(), timezone.get_current_timezone_name(), tuple(values.items())
        )
    except (_NotKept, TypeError):  # TypeError: something in the values has no hash
        return _print(name, values)


class _NotKept(Exception):
    """Markup stands where text is declared: it equals the text of the same letters and is not the same on a page."""


@lru_cache(maxsize=MOST_KEPT)
def _kept(name: str, language: str, zone: str, values: tuple) -> SafeString:
    if any(_has_markup(value) for _name, value in values):
        raise _NotKept
    return _print(name, dict(values))


def _print(name: str, values: dict) -> SafeString:
    return get_template(name).render(values)


def _has_markup(value) -> bool:
    """Is there markup in a value, or in a field of it that is not declared to hold markup always?"""
    if isinstance(value, tuple):
        return any(map(_has_markup, value))
    if is_dataclass(value):
        return any(
            _has_markup(getattr(value, field.name)) for field in fields(value) if field.type is not SafeString
        )
    return isinstance(value, SafeString)
