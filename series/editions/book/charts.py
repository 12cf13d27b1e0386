"""The colours of charts said by the drawings themselves, as no style sheet of a page reaches into a drawing in a PDF."""

from lxml.html import Element

from series.editions.book.tree import Leaf

# Without spaces behind the commas, as in cover.py.
FAMILY = "Newsreader,Georgia,'Noto Serif CJK KR',serif"
INK, RULE = "#17211d", "#83918a"
# (colour, dashes of a line) of the series of numbers, in order; the text colours of static/css/site.css in light.
SERIES = {
    "chart__series-1": ("#1d5748", ""),
    "chart__series-2": ("#83918a", "7 4"),
    "chart__series-3": ("#73540d", "2 4"),
    "chart__series-4": ("#2a4778", "12 4 2 4"),
    "chart__series-5": ("#8a3325", "12 5"),
    "chart__series-6": ("#17211d", "2 8"),
}


def ink(leaf: Leaf) -> None:
    """Give every part of the chapter's charts its colour, and the whole its words where PDF writers look for them."""
    for drawing in leaf.tree.iter("svg"):
        if drawing.get("aria-label"):
            title = Element("title")
            title.text = drawing.get("aria-label")
            drawing.insert(0, title)
        drawing.set("font-family", FAMILY)
        for one in drawing.iter("text", "rect", "circle", "line"):
            colour, dashes = next((SERIES[n] for n in one.get("class", "").split() if n in SERIES), ("", ""))
            if one.tag == "text":
                one.set("fill", INK)
                one.set("font-size", "13")
            elif one.tag == "line":
                one.set("stroke", colour or RULE)
                one.set("stroke-width", "2.5" if colour else "1")
                if dashes:
                    one.set("stroke-dasharray", dashes)
            elif colour:
                one.set("fill", colour)
    for one in leaf.tree.iter("li"):
        if "chart__series" in one.get("class", ""):
            one.set("class", f"{one.get('class')} chart__name")
