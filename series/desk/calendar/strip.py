"""Drawing the strip of a series: the days of plan and outcome become places on a line of time, printed as SVG.

Places across are percentages of the width, heights are pixels, and the type is set by the style sheet, as in
series/chart_drawing.py: the drawing fits a phone and a wide page. Looks are classes, never attributes of style.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from series.chart_drawing import Tick
from series.desk.calendar.plan import Outcome

# Heights in CSS pixels, places across in percent.
ROW, HEAD, FOOT = 26, 24, 28
LEFT, RIGHT = 8.0, 97.0
MOST_TICKS = 6


@dataclass(frozen=True)
class Track:
    """One part: its number, its middle, and the places of plan and outcome ("": there is none)."""

    label: str
    y: int
    planned: str
    actual: str
    is_out: bool
    is_late: bool
    words: str


@dataclass(frozen=True)
class Strip:
    """The drawing: its height, the first days of months, today (where it lies within), the parts."""

    height: int
    foot: int
    ticks: tuple[Tick, ...]
    today: str
    tracks: tuple[Track, ...]


def draw_strip(outcomes: Sequence[Outcome], today: date) -> Strip | None:
    """The strip of some outcomes; None where no day is known of any. Today is drawn when it lies among the days."""
    days = [day for each in outcomes for day in (each.planned_on, each.day) if day]
    if not days:
        return None
    first, last = min(days), max(days)
    margin = timedelta(days=max(3, (last - first).days // 20))
    first, last = first - margin, last + margin
    length = (last - first).days

    def across(day: date | None) -> str:
        return f"{LEFT + (RIGHT - LEFT) * (day - first).days / length:.2f}%" if day else ""

    shown = [each for each in outcomes if each.planned_on or each.day]
    tracks = tuple(
        Track(
            label="·" if each.number is None else str(each.number),
            y=HEAD + ROW * place + ROW // 2,
            planned=across(each.planned_on),
            actual=across(each.day),
            is_out=each.is_out,
            is_late=(each.days_late or 0) > 0,
            words=f"{each.title}: {each.lateness}",
        )
        for place, each in enumerate(shown)
    )
    foot = HEAD + ROW * len(shown)
    return Strip(
        height=foot + FOOT,
        foot=foot,
        ticks=tuple(_ticks(first, last, across)),
        today=across(today) if first <= today <= last else "",
        tracks=tracks,
    )


def _ticks(first: date, last: date, across):
    """The first days of months within the days; of many every second, third ... one."""
    months = []
    day = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
    while day <= last:
        months.append(day)
        day = (day + timedelta(days=31)).replace(day=1)
    every = -(-len(months) // MOST_TICKS) or 1
    return [Tick(across(day), date_format(day, "M Y")) for day in months[::every]]
