"""What the front page says of the series in front: how far it is, how long, by whom, and where to begin."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.templatetags.words import joined
from series.place import Place
from series.templatetags.series_words import in_minutes, in_words

register = template.Library()


@register.filter
def feature_label(series) -> str:
    """ "The current series, now complete", "The current series", "The current column"."""
    if not series.is_numbered:
        return _("The current column")
    return {
        "complete": _("The current series, now complete"),
        "planned": _("A series to come"),
        "paused": _("The current series, paused"),
    }.get(series.status, _("The current series"))


@register.filter
def extent(series) -> str:
    """ "Six parts, 43 minutes in all."; "Three of six parts so far, 21 minutes in all."; empty before the first.

    A series that is complete may have fewer parts in a translation than it has.
    """
    if not series.published:
        return ""
    values = {
        "published": in_words(series.published),
        "total": in_words(series.total or 0),
        "time": in_minutes(series.minutes),
    }
    if not series.is_numbered:
        words = ngettext(
            "%(published)s piece, %(time)s in all.",
            "%(published)s pieces, %(time)s in all.",
            series.published,
        )
    elif series.total and series.published < series.total:
        words = (
            _("%(published)s of %(total)s parts, %(time)s in all.")
            if series.is_complete
            else _("%(published)s of %(total)s parts so far, %(time)s in all.")
        )
    else:
        words = ngettext(
            "%(published)s part, %(time)s in all.",
            "%(published)s parts, %(time)s in all.",
            series.published,
        )
    words %= values
    return words[:1].upper() + words[1:]


@register.filter
def edited_by(editors):
    """ "Edited by A and B." with links; empty where nobody is named."""
    if not editors:
        return ""
    names = joined(
        format_html('<a href="{}">{}</a>', editor.address, editor.name) if editor.address else editor.name
        for editor in editors
    )
    return format_html(_("Edited by {names}."), names=names)


@register.filter
def read_latest(series) -> str:
    """The words of the button to the latest part: "Read the final part" where it is the last of the series."""
    if not series.is_numbered:
        return _("Read the latest piece")
    is_last = Place(series.latest.number, series.total).is_last
    return _("Read the final part") if is_last else _("Read the latest part")


@register.filter
def begin_with(part) -> str:
    """The words of the button to the first part: "Begin with part 1", "Begin with the preface"."""
    if part.number is None:
        return _("Begin with the first part")
    if part.number == 0:
        return _("Begin with the preface")
    return _("Begin with part %(number)d") % {"number": part.number}
