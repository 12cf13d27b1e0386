"""Captions: which line belongs to which table or picture, what its label is, and the credit or source in it."""

import re
from dataclasses import dataclass, field

from ..photos import CREDIT_LINE, CREDIT_WITHIN
from .document import Document
from .paragraphs import Para, StoryElement, TableElement

LONGEST = 400
_KIND = (
    r"(?:tables?|figures?|fig\.?|charts?|graphs?|photos?|pictures?|images?|maps?|box(?:es)?|illustrations?"
    r"|표|그림|사진|도표|지도|차트)"
)
_NAME = rf"{_KIND}\s*(?:\d{{1,3}}(?:[.-]\d{{1,3}})?|[IVX]{{1,5}}\b)"
NAME = re.compile(rf"(?<!\w){_NAME}(?!\d)", re.IGNORECASE)
LABEL = re.compile(
    rf"^[\[<〈【(]?\s*(?P<name>{_NAME})\s*[\]>〉】)]?\s*[.:：|–—-]*\s*",
    re.IGNORECASE,
)
TABLE_KIND = re.compile(r"^\W*(?:tables?|표)\b|^\W*표\s*\d", re.IGNORECASE)
SOURCE = re.compile(r"^(?:[*※]\s*)?(?:sources?|자료(?:\s*출처)?|출처)\s*[:：]\s*(.+)$", re.IGNORECASE)


@dataclass
class Caption:
    """What stands beside a figure or table; `paras` are the paragraphs that were taken for it."""

    text: str = ""
    credit: str = ""
    source: str = ""
    paras: list[Para] = field(default_factory=list)


class Captions:
    """Finds each figure's and table's caption among its neighbours; a line is taken once."""

    def __init__(self, document: Document, elements: list[StoryElement]):
        self._document = document
        self._elements = elements
        self._taken: set[int] = set()
        # What the text refers to: "Table 1" said anywhere but in a caption.
        self._referred = {
            _normal(match[0])
            for element in elements
            if isinstance(element, Para) and not _is_caption(element)
            for match in NAME.finditer(element.text)
        }
        self.by_element: dict[int, Caption] = {}
        for at, element in enumerate(elements):
            if isinstance(element, TableElement):
                self.by_element[at] = self._for_table(at)
        for at, element in enumerate(elements):
            if isinstance(element, Para) and element.figures:
                self.by_element[at] = self._for_figure(at)

    def taken(self, at: int) -> bool:
        """Whether the paragraph at a place has become a caption, credit or source."""
        return at in self._taken

    def _take(self, at: int, caption: Caption) -> Para:
        self._taken.add(at)
        para = self._elements[at]
        caption.paras.append(para)
        return para

    def _para(self, at: int) -> Para | None:
        if not 0 <= at < len(self._elements) or at in self._taken:
            return None
        element = self._elements[at]
        return element if isinstance(element, Para) and not element.figures and element.text else None

    def _for_table(self, at: int) -> Caption:
        caption = Caption()
        for place in (at - 1, at + 1):
            para = self._para(place)
            if para and not caption.text and self._captions_table(place, para):
                caption.text = self._worded(self._take(place, caption))
        following = at + 2 if at + 1 in self._taken else at + 1
        para = self._para(following)
        if (
            para
            and len(para.text) <= LONGEST
            and (para.role in ("source", "credit") or SOURCE.match(para.text))
        ):
            match = SOURCE.match(para.text)
            caption.source = match[1] if match else para.text
            self._take(following, caption)
        return caption

    def _captions_table(self, place: int, para: Para) -> bool:
        label = LABEL.match(para.text)
        if para.role == "caption":
            # A figure's caption between a figure and a table is the figure's.
            named_otherwise = bool(label) and not TABLE_KIND.match(para.text)
            beside_figure = any(
                isinstance(one, Para) and one.figures for one in self._elements[max(place - 1, 0) : place]
            )
            return not named_otherwise and not (beside_figure and not label)
        return (
            bool(label) and not para.role and len(para.text) <= LONGEST and bool(TABLE_KIND.match(para.text))
        )

    def _for_figure(self, at: int) -> Caption:
        caption = Caption()
        own = self._elements[at]
        if own.text and _is_caption(own):
            caption.paras.append(own)
            self._split(caption, self._worded(own))
        for place in (at + 1, at - 1):
            para = self._para(place)
            if para and not caption.text and self._captions_figure(place, para, after=place > at):
                self._split(caption, self._worded(self._take(place, caption)))
        following = max([place for place in range(at + 1, at + 3) if place in self._taken], default=at) + 1
        para = self._para(following)
        if para and not caption.credit and len(para.text) <= LONGEST:
            credit = CREDIT_LINE.match(para.text) or SOURCE.match(para.text)
            if credit or para.role == "credit":
                caption.credit = credit[1] if credit else para.text
                self._take(following, caption)
        return caption

    def _captions_figure(self, place: int, para: Para, *, after: bool) -> bool:
        if para.role == "caption":
            return after or not TABLE_KIND.match(para.text)
        label = LABEL.match(para.text)
        if para.role or len(para.text) > LONGEST:
            return False
        if label and not TABLE_KIND.match(para.text):
            return True
        body = self._elements
        return (
            after
            and len(para.text) <= LONGEST / 2
            and para.numbered is None
            and (
                (bool(CREDIT_WITHIN.match(para.text)) and not CREDIT_LINE.match(para.text))
                or (para.all_italic and place + 1 < len(body))
                or (para.style.align == "center" and not para.all_bold and place + 1 < len(body))
            )
        )

    def _worded(self, para: Para) -> str:
        """The caption's words; its label goes when nothing in the text refers to it."""
        if para.role != "caption":
            what = "A line beside a picture or table was read as its caption."
            self._document.report.add("guessed", what, para.places, passage=para.text)
        if marks := para.words.notes:
            what = "A note on a caption has no place there; its words are quoted among the notes left out."
            self._document.tell("dropped", what, para.number, count=len(marks))
        label = LABEL.match(para.text)
        rest = para.text[label.end() :] if label else ""
        if not rest:
            return para.text
        if _normal(label["name"]) in self._referred:
            return para.text
        what = "A caption's label was taken off, as nothing in the text refers to it."
        self._document.tell("changed", what, para.number, para.text)
        return rest

    @staticmethod
    def _split(caption: Caption, text: str) -> None:
        if line := CREDIT_LINE.match(text[:LONGEST]):
            caption.credit = line[1]
            return
        within = CREDIT_WITHIN.match(text) if len(text) <= LONGEST else None
        if not within:
            caption.text = text
            return
        words = within[1]
        caption.text = words.rstrip(" .") + ("." if words.endswith(".") else "")
        caption.credit = within[2]


def _normal(name: str) -> str:
    return re.sub(r"\s+", "", name).casefold()


def _is_caption(para: Para) -> bool:
    return para.role == "caption" or (len(para.text) <= LONGEST and bool(LABEL.match(para.text)))
