"""Filters for words on a page: names that stay together, lists of names, dates as each language writes them."""

import re
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone, translation
from django.utils.dateformat import format as format_date
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

register = template.Library()

# Capitalised words joined by a hyphen or en dash: "ASEAN-Korea", "Choe Won-gi" has its "Won-gi"; two or three short
# Korean words joined by a middle dot: "한·아세안", "한·중·일". A longer row of words may break.
COMPOUND = re.compile(r"\b([A-Z][\w’]*(?:[-\u2013]\w+)+|(?<![·・])\w{1,7}(?:[·・]\w{1,7}){1,2}(?![\w·・]))")


@register.filter
def keep_together(text):
    """Mark hyphenated names and Korean words with a dot between so that no line breaks inside; for headings."""
    return mark_safe(  # noqa: S308 (escaped before the spans are set)
        COMPOUND.sub(r'<span class="keep-together">\1</span>', str(conditional_escape(text)))
    )


@register.filter
def long_date(moment):
    """A date or moment in full, in the editorial time zone: "16 February 2021", "2021년 2월 16일"."""
    return "" if moment is None else _in_full(_day_of(moment), translation.get_language())


def _day_of(moment) -> date:
    """The day of a date or moment, in the editorial time zone."""
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


@lru_cache(maxsize=2048)
def _in_full(day: date, language: str) -> str:
    """A list of sixty pieces has as many dates, the same for everybody."""
    return format_date(day, "Y년 n월 j일" if language == "ko" else "j F Y")


def month_name(day) -> str:
    """The month of a day, with its year: "March 2021", "2021년 3월"."""
    return format_date(day, "Y년 n월" if translation.get_language() == "ko" else "F Y")


def year_name(year: int) -> str:
    """A year by itself: "2021", "2021년"."""
    return _("%(year)s") % {"year": f"{year:04d}"}


@register.simple_tag
def date_range(first, last):
    """Two days of one year say it once, where the language does: "12 January to 16 February 2021"."""
    is_korean = translation.get_language() == "ko"
    if first == last:
        return time_element(first)
    from_words, to_words = long_date(first), long_date(last)
    if first.year == last.year and is_korean:
        to_words = format_date(last, "n월 j일")
    elif first.year == last.year:
        from_words = format_date(first, "j F")
    return format_html(
        _("{first} to {last}"), first=time_element(first, from_words), last=time_element(last, to_words)
    )


@register.simple_tag
def time_element(moment, words=""):
    """A <time> element; `words` replaces the date in full."""
    if moment is None:
        return ""
    day = _day_of(moment)
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), words or long_date(day))


def joined(items) -> str:
    """Markup or text of several items as one list: "A", "A and B", "A, B and C", in Korean "A, B, C"."""
    items = [conditional_escape(item) for item in items]
    if len(items) < 2:
        return mark_safe("".join(items))  # noqa: S308
    comma = pgettext("between items of a list", ", ")
    last = pgettext("before the last item of a list", " and ")
    head = format_html_join(comma, "{}", ((item,) for item in items[:-1]))
    return format_html("{}{}{}", head, last, items[-1])
