"""Which fields follow the original when a page is translated, and which each language has for itself.

wagtail-localize guesses by the kind of a field: words are translated, everything else follows the original. Models say
what it guesses wrong, in `override_translatable_fields`.
"""

from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

__all__ = ["OwnField", "SynchronizedField"]


class OwnField(BaseTranslatableField):
    """Each language has its own: it is copied when a translation is begun, and then neither offered nor overwritten."""
