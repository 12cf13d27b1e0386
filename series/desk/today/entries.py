"""What the home of the admin is made of: sections of entries, each one line with a link to where the work is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from publication.times import offset, twin_of
from series.desk.numbers import spoken_number
from series.models import InstallmentPage

# A section shows so many; the rest is counted, with a link to the list that has them all.
MOST = 8


@dataclass(frozen=True)
class Entry:
    """A line: what it is about, where to go, what more to know, and in `alert` what is wrong with it."""

    title: str
    url: str
    detail: str = ""
    alert: str = ""
    language: str = ""


@dataclass(frozen=True)
class Section:
    """Entries under a heading. `all_url` leads to the list in which they all are."""

    name: str
    heading: str
    icon: str
    entries: Sequence[Entry] = ()
    all_url: str = ""

    @property
    def shown(self) -> Sequence[Entry]:
        return self.entries[:MOST]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(0, len(self.entries) - MOST)


@dataclass(frozen=True)
class PageFacts:
    """A page as its line prints it: `place` is "part 3, Rivers and Rates", empty for other pages than pieces."""

    title: str
    language: str
    place: str


def facts_of(pages: Iterable[int]) -> dict[int, PageFacts]:
    """The facts of pages by id; those that are gone are left out. Two queries."""
    pages = list(pages)
    rows = Page.objects.filter(pk__in=pages).values_list(
        "pk", "draft_title", "title", "locale__language_code"
    )
    pieces = InstallmentPage.objects.filter(pk__in=pages, series__isnull=False)
    places = {
        pk: _place(number, form, series)
        for pk, number, form, series in pieces.values_list(
            "pk", "part_number", "series__form", "series__draft_title"
        )
    }
    return {
        pk: PageFacts(draft_title or title, language, places.get(pk, ""))
        for pk, draft_title, title, language in rows
    }


def joined(*words: str) -> str:
    """The details of a line, those that there are."""
    return " · ".join(word for word in words if word)


def spoken_day(day: date) -> str:
    """ "Monday 9 March"; the year where it is another."""
    form = "MONTH_DAY_FORMAT" if day.year == timezone.localdate().year else "DATE_FORMAT"
    return _("%(weekday)s %(day)s") % {"weekday": date_format(day, "l"), "day": date_format(day, form)}


def spoken_moment(moment: datetime) -> str:
    """ "Monday 9 March, 10:00" on the clock of the current zone, which the page names; with its offset where that
    clock shows the time twice."""
    local = timezone.localtime(moment)
    words = _("%(day)s, %(time)s") % {"day": spoken_day(local.date()), "time": date_format(local, "H:i")}
    return (
        words if twin_of(moment, timezone.get_current_timezone()) is None else f"{words} (UTC{offset(local)})"
    )


def _place(number: int | None, form: str, series: str) -> str:
    return joined(spoken_number(number) if form == "numbered" else "", series)
