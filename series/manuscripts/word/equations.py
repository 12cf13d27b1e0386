"""Formulas (OMML) as the nearest plain text: letters in a line, indices raised or lowered, fractions with a stroke."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from .names import M

RAISED = {f"{M}sup": "superscript", f"{M}sub": "subscript"}
DEEPEST = 40


def equation(element: Element, raised: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The formula's letters in order, each stretch with "superscript", "subscript" or ""."""
    if depth > DEEPEST:
        # Nothing that people write is as deep; its letters alone are kept.
        yield from ((text.text or "", raised) for text in element.iter(f"{M}t"))
        return
    tag = element.tag
    if tag == f"{M}t":
        yield element.text or "", raised
    elif tag == f"{M}f":
        parts = [
            list(equation(part, raised, depth + 1)) for part in element if part.tag in (f"{M}num", f"{M}den")
        ]
        for at, part in enumerate(parts):
            if at:
                yield "/", raised
            yield from part
    elif tag == f"{M}rad":
        yield "√", raised
        yield from _inside(element, raised, depth)
    elif tag == f"{M}d":
        yield "(", raised
        yield from _inside(element, raised, depth)
        yield ")", raised
    else:
        yield from _inside(element, RAISED.get(tag, raised), depth)


def _inside(element: Element, raised: str, depth: int) -> Iterator[tuple[str, str]]:
    for child in element:
        yield from equation(child, raised, depth + 1)
