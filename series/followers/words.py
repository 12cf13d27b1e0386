"""The words for what is followed and how, the same on pages and in letters."""

from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from series.followers.targets import Named
from series.models import Follow

Kind, Choice = Follow.Kind, Follow.Choice


@dataclass(frozen=True)
class Option:
    """One line of a group of radio buttons or of a list."""

    value: str
    words: str
    is_chosen: bool


def subject(kind: str, named: Named) -> str:
    """What is followed, as plain text in one line: `The series “A River of Many Names”`."""
    return " ".join((_phrase(kind, named) % {"name": named.title}).split())


def subject_html(kind: str, named: Named) -> SafeString:
    """The same for a page, a title in the other language marked as such."""
    title = (
        format_html('<span lang="{}">{}</span>', named.language, named.title)
        if named.language
        else named.title
    )
    return format_html(_phrase(kind, named).replace("%(name)s", "{}"), title)


def weekly() -> str:
    """What a weekly letter is about, whatever is followed in it."""
    return _("All that you follow weekly")


def manner(follow: Follow) -> str:
    """How somebody is written to: `Once a week, on Monday`."""
    if follow.choice == Choice.EACH:
        return _each(follow.kind)
    day = str(WEEKDAYS[follow.weekday])
    if follow.choice == Choice.WEEKLY:
        return _("Once a week, on %(day)s") % {"day": day}
    return _("From the start: a part every %(day)s") % {"day": day}


def choices(kind: str, offered: tuple[str, ...], chosen: str) -> list[Option]:
    """The ways to be written to that are offered."""
    words = {
        Choice.EACH: _each(kind),
        Choice.WEEKLY: _("Once a week, all that is new"),
        Choice.START: _("From the start: the first part at once, then one a week"),
    }
    return [Option(choice, words[choice], choice == chosen) for choice in offered]


def days(chosen: int | None) -> list[Option]:
    """The days of a week; Monday where none was chosen."""
    return [Option(str(day), str(name), day == (chosen or 0)) for day, name in WEEKDAYS.items()]


def languages(offered: list[str], chosen: str) -> list[Option]:
    """The languages to be written to in."""
    return [Option(code, str(Follow.Language(code).label), code == chosen) for code in offered]


def _each(kind: str) -> str:
    return _("Each new part as it comes") if kind == Kind.SERIES else _("Each new piece as it comes")


def _phrase(kind: str, named: Named) -> str:
    if not named.is_public:
        return "%(name)s"
    return {
        Kind.SITE: _("All that %(name)s publishes"),
        Kind.SERIES: _("The series “%(name)s”"),
        Kind.AUTHOR: _("New pieces by %(name)s"),
        Kind.TOPIC: _("New pieces on “%(name)s”"),
    }[kind]
