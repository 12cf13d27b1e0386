"""The article of a copy as plain text: paragraphs with empty lines between, links in brackets behind their words."""

import re

from lxml import html

NO_WORDS = frozenset({"figure"})  # a picture says nothing in plain text, and its caption is about it


def plain_copy(article: str) -> str:
    """The text of the article, ending in one line break."""
    blocks = (block.strip() for block in _blocks(html.fragment_fromstring(article, create_parent="article")))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _blocks(parent):
    for element in parent:
        if element.tag in NO_WORDS:
            continue
        if element.tag == "hr":
            yield "* * *"
        elif element.tag in ("ol", "ul"):
            yield _list(element)
        elif element.tag == "blockquote":
            yield "\n>\n".join(f"> {block}".replace("\n", "\n> ") for block in _blocks(element))
        elif element.tag == "table":
            yield _table(element)
        else:
            yield _line(element)


def _list(element) -> str:
    number, lines = int(element.get("start") or 1), []
    for place, item in enumerate(element.iterchildren("li")):
        sign = f"{number + place}." if element.tag == "ol" else "-"
        inner = "".join(f"\n{_list(one)}".replace("\n", "\n   ") for one in item.iterchildren("ol", "ul"))
        lines.append(f"{sign} {_line(item)}{inner}")
    return "\n".join(lines)


def _table(element) -> str:
    caption = element.findtext("caption")
    rows = (" | ".join(_line(cell) for cell in row.iter("td", "th")) for row in element.iter("tr"))
    return "\n".join([*([caption] if caption else []), *rows])


def _line(element) -> str:
    """The words of an element; what stands on a line of its own inside (<br>) keeps it."""
    return "\n".join(" ".join(line.split()) for line in _words(element).split("\n")).strip()


def _words(element) -> str:
    words = _in_one_line(element.text)
    for child in element:
        if child.tag == "br":
            words += "\n"
        elif child.tag == "sup" and _line(child).isdigit():
            words += f"[{_line(child)}]"  # the mark of a note
        elif child.tag == "a":
            words += _link(child)
        elif child.tag not in ("ol", "ul"):
            words += _words(child)
        words += _in_one_line(child.tail)
    return words


def _in_one_line(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _link(element) -> str:
    words, address = _words(element), element.get("href") or ""
    return words if address in ("", words.strip()) else f"{words} ({address})"
