"""How many articles there are, and a series' name as a link inside a translated sentence."""

from django import template
from django.utils.html import format_html
from django.utils.translation import ngettext

from series.templatetags.series_words import in_words

register = template.Library()


@register.filter
def articles_count(count: int) -> str:
    """ "Four articles", "23 articles", "글 4편"."""
    words = ngettext("%(count)s article", "%(count)s articles", count) % {"count": in_words(count)}
    return words[:1].upper() + words[1:]


@register.filter
def results_count(count: int, typed: str) -> str:
    """ "Nine results for “southern policy”"."""
    words = ngettext("%(count)s result for “%(typed)s”", "%(count)s results for “%(typed)s”", count)
    words %= {"count": in_words(count), "typed": typed}
    return words[:1].upper() + words[1:]


@register.filter
def series_link(link):
    """A shapes.Link as markup, with its language where that is not the page's."""
    language = format_html(' lang="{0}" hreflang="{0}"', link.language) if link.language else ""
    return format_html('<a href="{}"{}>{}</a>', link.address, language, link.name)
