"""The words of a part of the file as plain text, for reports: what is hidden or deleted is not in them either."""

from lxml.etree import _Element as Element

from .changes import GONE
from .names import MC, W, attribute
from .styles import Styles


def visible_text(styles: Styles, element: Element) -> str:
    """The visible words inside an element; tabs and line breaks as white space."""
    words: list[str] = []
    waiting: list[tuple[Element, str]] = [(element, "")]
    while waiting:
        one, style = waiting.pop()
        if one.tag in GONE or one.tag == f"{MC}Fallback":
            continue
        if one.tag == f"{W}p":
            style = attribute(one.find(f"{W}pPr/{W}pStyle"), "val")
            words.append("\n")
        elif one.tag == f"{W}r" and styles.look(styles.of(style), one.find(f"{W}rPr")).hidden:
            continue
        elif one.tag == f"{W}t":
            words.append(one.text or "")
        elif one.tag in (f"{W}tab", f"{W}br"):
            words.append("\t")
        waiting += [(child, style) for child in reversed(one)]
    return "".join(words).strip()
