"""Drawing charts: numbers become the positions of bars, lines and ticks, which templates print as SVG.

Positions across are percentages of the width, heights are pixels, and the type is set by the style sheet: the drawing
fits a phone and a wide page without its letters shrinking. Colours are classes, never attributes of style.
"""

import math
from dataclasses import dataclass

from series.charts import ChartData

# Heights in CSS pixels.
LABEL_HEIGHT = 26
BAR_HEIGHT = 20
BAR_GAP = 4
ROW_GAP = 16
PLOT_HEIGHT = 300
# The longest bar leaves room for its figure after it; the plot of a line chart for the figures at its left.
LONGEST_BAR = 80.0
PLOT_LEFT, PLOT_RIGHT = 11.0, 98.0
# Short labels (years, months) stand under their points, long ones only at a few.
SHORT_LABEL = 6
MOST_SHORT_LABELS, MOST_LONG_LABELS = 6, 3


@dataclass(frozen=True)
class Bar:
    """A bar: left edge and length in percent of the width, top in pixels, and the figure at its end."""

    x: str
    y: int
    width: str
    series: int
    figure: str
    figure_x: str
    figure_y: int


@dataclass(frozen=True)
class Row:
    """The bars of one label."""

    label: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Bars:
    """A bar chart: its height in pixels, its rows, and where zero is when some values are below it."""

    height: int
    rows: tuple[Row, ...]
    zero: str = ""


@dataclass(frozen=True)
class Segment:
    """A straight piece of a line between two points, in percent of the width and pixels of the height."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Line:
    """The line of one column: its pieces (gaps in the data are gaps in the line) and its points."""

    series: int
    segments: tuple[Segment, ...]
    points: tuple[tuple[str, str, str], ...]  # x, y, figure


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: its place and its words."""

    at: str
    label: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Lines:
    """A line chart: height in pixels, horizontal rules with their figures, labels below, lines."""

    height: int
    rules: tuple[Tick, ...]
    labels: tuple[Tick, ...]
    lines: tuple[Line, ...]
    left: str
    right: str
    base: int


def figure(value: float) -> str:
    """A number as it is printed: thousands separated, no needless decimals, a real minus sign."""
    rounded = round(value, 6)
    text = f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,.6f}".rstrip("0")
    return text.replace("-", "\u2212")


def draw_bars(data: ChartData) -> Bars:
    """Horizontal bars, a group for each label, one bar for each column; an empty cell has none."""
    values = [value for row in data.rows for value in row if value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    scale = LONGEST_BAR / ((high - low) or 1.0)
    zero = -low * scale
    rows, y = [], 0
    for label, numbers in zip(data.labels, data.rows, strict=True):
        top = y
        y += LABEL_HEIGHT
        bars = []
        for series, value in enumerate(numbers, start=1):
            if value is not None:
                length = abs(value) * scale
                start = zero if value >= 0 else zero - length
                bars.append(
                    Bar(
                        x=_percent(start),
                        y=y,
                        width=_percent(length),
                        series=series,
                        figure=figure(value),
                        figure_x=_percent(max(start + length, zero)),
                        figure_y=y + BAR_HEIGHT - 5,
                    )
                )
            y += BAR_HEIGHT + BAR_GAP
        rows.append(Row(label=label, y=top + LABEL_HEIGHT - 8, bars=tuple(bars)))
        y += ROW_GAP
    return Bars(height=max(y - ROW_GAP, 1), rows=tuple(rows), zero=_percent(zero) if low < 0 else "")


def draw_lines(data: ChartData) -> Lines:
    """Lines over the labels in their order, one for each column."""
    values = [value for row in data.rows for value in row if value is not None]
    ticks = _steps(min([0.0, *values]), max([0.0, *values]) if values else 1.0)
    low, high = ticks[0], ticks[-1]

    def height(value: float) -> str:
        return f"{12 + (high - value) / ((high - low) or 1.0) * PLOT_HEIGHT:.1f}"

    def across(index: int) -> float:
        return PLOT_LEFT + 3 + (PLOT_RIGHT - PLOT_LEFT - 6) * index / max(len(data.labels) - 1, 1)

    are_short = max(map(len, data.labels), default=0) <= SHORT_LABEL
    every = math.ceil(len(data.labels) / (MOST_SHORT_LABELS if are_short else MOST_LONG_LABELS))
    return Lines(
        height=PLOT_HEIGHT + 44,
        rules=tuple(Tick(height(tick), figure(tick)) for tick in ticks),
        labels=tuple(
            Tick(_percent(across(index)), label, "middle" if are_short else _anchor(index, len(data.labels)))
            for index, label in enumerate(data.labels)
            if index % every == 0
        ),
        lines=tuple(
            _line(series, [row[series] for row in data.rows], across, height)
            for series in range(len(data.names))
        ),
        left=_percent(PLOT_LEFT),
        right=_percent(PLOT_RIGHT),
        base=PLOT_HEIGHT + 36,
    )


def _line(series: int, column: list[float | None], across, height) -> Line:
    points = [
        None if value is None else (_percent(across(index)), height(value), figure(value))
        for index, value in enumerate(column)
    ]
    segments = tuple(
        Segment(one[0], one[1], other[0], other[1])
        for one, other in zip(points, points[1:], strict=False)
        if one and other
    )
    return Line(series=series + 1, segments=segments, points=tuple(point for point in points if point))


def _anchor(index: int, count: int) -> str:
    if index == 0 and count > 1:
        return "start"
    return "end" if index == count - 1 and count > 1 else "middle"


def _steps(low: float, high: float) -> list[float]:
    """Three to six round numbers that enclose both ends."""
    span = (high - low) or 1.0
    rough = span / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(index * step, 10) for index in range(first, max(last, first + 1) + 1)]


def _percent(value: float) -> str:
    return f"{value:.2f}%"
