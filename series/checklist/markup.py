"""What stored rich text holds: its links, its footnote marks, its words. Read as it is stored, not as it is shown.

publication/prose.py prints no link that leads nowhere; the checklist is there to find those.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SPACING = frozenset({"p", "br", "li", "td"})


@dataclass
class Anchor:
    """A link as stored: a page or document by id, or an address."""

    words: str = ""
    href: str = ""
    page: int | None = None
    document: int | None = None


@dataclass
class Markup:
    """What one or several rich texts hold."""

    words: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, single-spaced."""
        return " ".join("".join(self.words).split())


class _Reader(HTMLParser):
    def __init__(self, found: Markup):
        super().__init__(convert_charrefs=True)
        self.found = found
        self.open: Anchor | None = None
        self.in_mark = False

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        if tag == "a":
            self.open = _anchor(values)
            self.found.anchors.append(self.open)
        elif tag == "footnote":
            self.found.marks.append(values.get("id", ""))
            self.in_mark = True
        elif tag in SPACING:
            self.found.words.append(" ")

    def handle_endtag(self, tag):
        if tag == "a":
            self.open = None
        elif tag == "footnote":
            self.in_mark = False
        elif tag in SPACING:
            self.found.words.append(" ")

    def handle_data(self, data):
        if self.in_mark:
            return
        self.found.words.append(data)
        if self.open is not None:
            self.open.words += data


def _anchor(values: dict[str, str]) -> Anchor:
    key = values.get("id", "")
    pk = int(key) if key.isdecimal() and len(key) < 10 else None
    kind = values.get("linktype", "")
    return Anchor(
        href="" if kind else values.get("href", "").strip(),
        page=pk if kind == "page" else None,
        document=pk if kind == "document" else None,
    )


def read_markup(*texts: str) -> Markup:
    """The links, marks and words of stored rich texts, in order."""
    found = Markup()
    for text in texts:
        reader = _Reader(found)
        reader.feed(str(text or ""))
        reader.close()
        found.words.append(" ")
    return found
