"""How a page says where a part stands, how long it takes to read and how far its series has come.

Each is one whole sentence for the translator, with named places, so that Korean can turn it round:
"Part 6 of 6, final installment", "6부 중 마지막".
"""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, npgettext, pgettext, pgettext_lazy

from publication.templatetags.words import long_date
from series.place import Place

register = template.Library()

# Small counts are written as words in running text. Where a language sets a space between the word and what it counts
# but none after digits, the translation of the word ends with that space: "여섯 편", "13편".
WORDS = (
    pgettext_lazy("count of parts", "one"),
    pgettext_lazy("count of parts", "two"),
    pgettext_lazy("count of parts", "three"),
    pgettext_lazy("count of parts", "four"),
    pgettext_lazy("count of parts", "five"),
    pgettext_lazy("count of parts", "six"),
    pgettext_lazy("count of parts", "seven"),
    pgettext_lazy("count of parts", "eight"),
    pgettext_lazy("count of parts", "nine"),
    pgettext_lazy("count of parts", "ten"),
    pgettext_lazy("count of parts", "eleven"),
    pgettext_lazy("count of parts", "twelve"),
)


@register.filter
def in_words(count: int) -> str:
    """A count up to twelve as a word, others in digits."""
    return str(WORDS[count - 1]) if 1 <= count <= len(WORDS) else str(count)


@register.filter
def place_label(place: Place) -> str:
    """ "Part 6 of 6, final installment", "Part 3 of 6", "Part 3", "Preface"; empty where no number is told."""
    if place.number == 0:
        return _("Preface")
    if not place.counts:
        return ""
    values = {"number": place.number, "total": place.total}
    if place.is_last:
        # The number of the last part is the total, and Korean says it once.
        return _("Part %(total)d of %(total)d, final installment") % values
    if place.total:
        return _("Part %(number)d of %(total)d") % values
    return _("Part %(number)d") % values


@register.filter
def short_place(place: Place) -> str:
    """The place after a series' name in a list: "part 6, final", "part 3", "preface"."""
    if place.number == 0:
        return pgettext("after the name of a series", "preface")
    if not place.counts:
        return ""
    words = pgettext("after the name of a series", "part %(number)d, final") if place.is_last else pgettext(
        "after the name of a series", "part %(number)d"
    )  # fmt: skip
    return words % {"number": place.number}


@register.filter
def forthcoming_place(place: Place) -> str:
    """ "Part 4 of 6, forthcoming"; "Forthcoming" where the part has no number yet."""
    if not place.counts:
        return _("Forthcoming")
    words = (
        _("Part %(number)d of %(total)d, forthcoming") if place.total else _("Part %(number)d, forthcoming")
    )
    return words % {"number": place.number, "total": place.total}


@register.filter
def sober_place(place: Place) -> str:
    """The place without "final installment", for a heading that only counts and for a part that is not there yet."""
    if not place.counts:
        return ""
    values = {"number": place.number, "total": place.total}
    return (_("Part %(number)d of %(total)d") if place.total else _("Part %(number)d")) % values


@register.filter
def reading_time(minutes: int) -> str:
    """Beside the date of a piece: "9 minutes", "읽는 시간 9분"."""
    words = npgettext("reading time of a piece", "%(minutes)d minute", "%(minutes)d minutes", minutes)
    return words % {"minutes": minutes}


@register.filter
def in_minutes(minutes: int) -> str:
    """Where it is said already what the time is: "9 minutes", "9분"."""
    return ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes}


ONLY_IN = {"en": gettext_lazy("in English"), "ko": gettext_lazy("in Korean")}


@register.filter
def only_in(language: str) -> str:
    """Beside a part that is there in the other language only: "in English", "영어"."""
    return str(ONLY_IN.get(language, language))


@register.filter
def parts_count(count: int) -> str:
    """ "6 parts", "6편"."""
    return ngettext("%(count)d part", "%(count)d parts", count) % {"count": count}


@register.filter
def series_kind(card) -> str:
    """The label above a series' title: "A series in six parts", "…, under way", "An open-ended column"."""
    if not card.is_numbered:
        return _("An open-ended column")
    if card.total is None:
        return _("A series")
    words = {"count": in_words(card.total)}
    if card.status == "complete":
        return ngettext("A series in %(count)s part", "A series in %(count)s parts", card.total) % words
    if card.status == "planned":
        return (
            ngettext(
                "A series in %(count)s part, planned", "A series in %(count)s parts, planned", card.total
            )
            % words
        )
    if card.status == "paused":
        return (
            ngettext("A series in %(count)s part, paused", "A series in %(count)s parts, paused", card.total)
            % words
        )
    return (
        ngettext(
            "A series in %(count)s part, under way", "A series in %(count)s parts, under way", card.total
        )
        % words
    )


@register.filter
def series_status(card) -> str:
    """ "Complete, 6 parts", "Ongoing, 3 of 6 published, next on 2 March 2021", "Open-ended, 3 pieces"."""
    values = {"published": card.published, "total": card.total, "status": _status_word(card)}
    if not card.is_numbered:
        words = ngettext(
            "%(status)s, %(published)d piece", "%(status)s, %(published)d pieces", card.published
        )
    elif card.total is None or (card.status == "complete" and card.published >= card.total):
        words = ngettext("%(status)s, %(published)d part", "%(status)s, %(published)d parts", card.published)
    else:
        words = _("%(status)s, %(published)d of %(total)d published")
    return words % values


@register.filter
def next_on(card) -> str:
    """ "Next on 2 March 2021"; empty when no day is told."""
    return _("Next on %(date)s") % {"date": long_date(card.next_on)} if card.next_on else ""


def _status_word(card) -> str:
    if not card.is_numbered and card.status == "ongoing":
        return _("Open-ended")
    return {
        "planned": pgettext("status of a series", "Planned"),
        "ongoing": pgettext("status of a series", "Ongoing"),
        "complete": pgettext("status of a series", "Complete"),
        "paused": pgettext("status of a series", "Paused"),
    }[card.status]
