"""Charts drawn as pictures: Word shows no SVG in all its versions, and none that mixes percentages and pixels."""

import io
from collections.abc import Iterator

from lxml.html import HtmlElement
from PIL import Image, ImageDraw

from series.editions.book.charts import INK, SERIES
from series.share_cards.fonts import Style
from series.share_cards.lettering import Setting, draw_line

# In CSS pixels; drawn larger, so that it is sharp on paper, and from twice that, so that edges are smooth.
WIDTH, LETTERS, KEY_HEIGHT, EDGE = 700, 15, 30, 6
SHARP, SMOOTH = 2, 2
DOTS_PER_INCH = 240


def draw_chart(chart: HtmlElement, language: str) -> bytes:
    """The drawing of a chart (an `svg` that charts.ink has coloured) under the key to its colours, as a PNG."""
    drawing = next(chart.iter("svg"))
    names = [one.text_content() for one in chart.iter("li") if "chart__series" in one.get("class", "")]
    top = KEY_HEIGHT if names else 0
    canvas = _Canvas(language, top, top + int(float(drawing.get("height"))) + EDGE)
    canvas.key(names)
    for one in drawing.iter("line", "rect", "circle", "text"):
        canvas.put(one)
    return canvas.png()


class _Canvas:
    def __init__(self, language: str, top: int, height: int):
        self._scale = SHARP * SMOOTH
        self._image = Image.new("RGB", (WIDTH * self._scale, height * self._scale), "white")
        self._on = ImageDraw.Draw(self._image)
        self._setting = Setting(Style.NAME, language, LETTERS * self._scale)
        self._top = top

    def key(self, names: list[str]) -> None:
        x = 0.0
        for name, (colour, _dashes) in zip(names, SERIES.values(), strict=False):
            self._on.rectangle([self._at(x), self._at(5), self._at(x + 14), self._at(19)], fill=colour)
            self._write(name, x + 20, 18, "start")
            x += 44 + self._setting.width(name) / self._scale

    def put(self, one: HtmlElement) -> None:
        across, down = self._across, self._down
        match one.tag:
            case "rect":
                left, top = across(one.get("x")), down(one.get("y"))
                right, bottom = left + across(one.get("width")), top + self._at(float(one.get("height")))
                self._on.rectangle([left, top, max(right, left + 1), bottom], fill=one.get("fill"))
            case "circle":
                x, y, r = across(one.get("cx")), down(one.get("cy")), self._at(float(one.get("r")))
                self._on.ellipse([x - r, y - r, x + r, y + r], fill=one.get("fill"))
            case "line":
                ends = [
                    across(one.get("x1")),
                    down(one.get("y1")),
                    across(one.get("x2")),
                    down(one.get("y2")),
                ]
                self._line(ends, one)
            case "text":
                x = across(one.get("x")) / self._scale + float(one.get("dx", 0))
                y = down(one.get("y")) / self._scale + float(one.get("dy", 0))
                self._write(one.text_content(), x, y, one.get("text-anchor", "start"))

    def png(self) -> bytes:
        size = (self._image.width // SMOOTH, self._image.height // SMOOTH)
        output = io.BytesIO()
        image = self._image.resize(size, Image.Resampling.BOX).quantize(64, dither=Image.Dither.NONE)
        image.save(output, "PNG", optimize=True, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
        return output.getvalue()

    def _line(self, ends: list[float], one: HtmlElement) -> None:
        width = max(1, round(self._at(float(one.get("stroke-width", 1)))))
        for piece in _dashed(ends, [self._at(float(n)) for n in one.get("stroke-dasharray", "").split()]):
            self._on.line(piece, fill=one.get("stroke"), width=width)

    def _write(self, text: str, x: float, baseline: float, anchor: str) -> None:
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * self._setting.width(text)
        draw_line(self._on, text, self._setting, self._at(x) - shift, self._at(baseline), INK)

    def _across(self, percent: str) -> float:
        """A place across, given in percent of the width or as a number of pixels."""
        share = percent.endswith("%")
        return self._at(float(percent.rstrip("%")) * (WIDTH / 100 if share else 1))

    def _down(self, pixels: str) -> float:
        return self._at(self._top + float(pixels))

    def _at(self, pixels: float) -> float:
        return pixels * self._scale


def _dashed(ends: list[float], dashes: list[float]) -> Iterator[list[float]]:
    """The pieces of a straight line that are drawn, by the lengths of dashes and gaps in turn."""
    x1, y1, x2, y2 = ends
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if not dashes or not length:
        yield ends
        return
    done, turn = 0.0, 0
    while done < length:
        step = min(dashes[turn % len(dashes)], length - done)
        if turn % 2 == 0:
            at, to = done / length, (done + step) / length
            yield [x1 + (x2 - x1) * at, y1 + (y2 - y1) * at, x1 + (x2 - x1) * to, y1 + (y2 - y1) * to]
        done, turn = done + step, turn + 1
