"""The title: by its style, by the first heading, or by the look of the first lines."""

from .headings import LARGER, body_size
from .paragraphs import Para, StoryElement

REACH = 12
LONGEST = 200
LONG_PARAGRAPH = 250
# Headings that open a text and are never its title.
SECTIONS = frozenset(
    "introduction|abstract|summary|executive summary|background|preface|contents|서론|머리말|들어가며|초록|요약|개요"
    "|서문|목차".split("|")
)


class TitleFinder:
    """Finds the paragraphs of the title in a text; all of them stand before the first long paragraph."""

    def __init__(self, elements: list[StoryElement]):
        self._elements = elements
        self._size = body_size(elements)
        self._head = self._find_head()

    def _find_head(self) -> list[int]:
        head = []
        for at, element in enumerate(self._elements[:REACH]):
            if not isinstance(element, Para):
                break
            if not element.role and (len(element.text) > LONG_PARAGRAPH or element.numbered is not None):
                break
            if element.text:
                head.append(at)
        return head

    def find(self) -> list[int] | None:
        """The places of the title's paragraphs among the elements; None when nothing is sure enough."""
        return self._styled() or self._heading() or self._by_look()

    def _para(self, at: int) -> Para:
        return self._elements[at]

    def _run(self, first: int, same) -> list[int]:
        places = [first]
        while places[-1] + 1 in self._head and same(self._para(places[-1] + 1)):
            places.append(places[-1] + 1)
        return places

    def _styled(self) -> list[int] | None:
        for at in self._head:
            if self._para(at).role == "title":
                return self._run(at, lambda para: para.role == "title")
        return None

    def _heading(self) -> list[int] | None:
        headings = [at for at in self._head if self._para(at).role == "heading"]
        if not headings:
            return None
        first = headings[0]
        para = self._para(first)
        highest = min(
            one.level
            for one in self._elements
            if isinstance(one, Para) and one.role == "heading" and one.text
        )
        # A heading of the highest level that comes first of all; one further down heads a section.
        plain_before = [at for at in self._head if at < first and len(self._para(at).text) > 100]
        if para.level > highest or plain_before or para.text.strip(" .0123456789").casefold() in SECTIONS:
            return None
        return [first] if len(para.text) <= LONGEST else None

    def _by_look(self) -> list[int] | None:
        """The largest of the first lines, or the first in bold or in the middle."""
        lines = [
            at
            for at in self._head
            if not self._para(at).role
            and len(self._para(at).text) <= LONGEST
            and not self._para(at).text.endswith((".", ",", ";"))
            and self._para(at).numbered is None
        ]
        if not lines or len(self._elements) < 2:
            return None
        size = max(self._para(at).size for at in lines)
        if self._size and size >= self._size + LARGER:
            first = next(at for at in lines if self._para(at).size == size)
            return self._run(
                first, lambda para: not para.role and para.size == size and len(para.text) <= LONGEST
            )
        first = lines[0]
        if first != self._head[0]:
            return None
        para = self._para(first)
        return [first] if para.all_bold or para.style.align == "center" else None
