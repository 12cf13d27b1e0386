"""Captions: which line belongs to which table or picture, what its label is, and the credit or source in it."""

import re
from dataclasses import dataclass, field

from ..photos import CREDIT_LINE, CREDIT_WITHIN
from .document import Document
from .paragraphs import Para, StoryElement, TableElement

LONGEST = 400
CAPTIONS = ("caption", "table caption", "picture caption")
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
        self._tables_above = self._above(_is_table, self._captions_table, usual=True)
        self._figures_above = self._above(_is_figure, self._captions_figure, usual=False)
        self.by_element: dict[int, Caption] = {}
        for at, element in enumerate(elements):
            if _is_table(element):
                self.by_element[at] = self._for_table(at)
        for at, element in enumerate(elements):
            if _is_figure(element):
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

    def _sides(self, at: int, above: bool, is_same) -> list[int]:
        """Where a caption may stand, the usual side first; the other one not where it is beside another of the kind."""
        sides = [(at - 1, at - 2), (at + 1, at + 2)]
        (usual, _beyond), (other, beyond) = sides if above else sides[::-1]
        is_anothers = 0 <= beyond < len(self._elements) and is_same(self._elements[beyond])
        return [usual] if is_anothers or self._document.is_ours else [usual, other]

    def _above(self, is_one, captions, usual: bool) -> bool:
        """Whether the text sets its captions above, as most of those show that have one on one side only."""
        votes = 0
        for at, element in enumerate(self._elements):
            if is_one(element) and not self._document.is_ours:
                before, after = (
                    (para := self._para(place)) is not None and captions(place, para, place > at)
                    for place in (at - 1, at + 1)
                )
                votes += before - after
        return votes > 0 or (votes == 0 and usual)

    def _for_table(self, at: int) -> Caption:
        caption = Caption()
        sides = self._sides(at, self._tables_above, _is_table)
        if at + 1 in sides and self._is_source(at + 1):
            sides.append(at + 2)
        for place in sides:
            para = self._para(place)
            if para and not caption.text and self._captions_table(place, para, place > at):
                caption.text = self._worded(self._take(place, caption))
        following = self._behind(at, caption)
        if self._is_source(following):
            para = self._take(following, caption)
            match = SOURCE.match(para.text)
            caption.source = match[1] if match else para.text
        return caption

    def _is_source(self, at: int) -> bool:
        para = self._para(at)
        if not para or len(para.text) > LONGEST or para.role not in ("", "caption", "source", "credit"):
            return False
        return para.role in ("source", "credit") or bool(SOURCE.match(para.text))

    def _behind(self, at: int, caption: Caption) -> int:
        """The place behind a figure or table and its own caption, where a credit or source may stand."""
        following = self._elements[at + 1] if at + 1 < len(self._elements) else None
        return at + 2 if any(para is following for para in caption.paras) else at + 1

    def _captions_table(self, place: int, para: Para, _after: bool) -> bool:
        if para.role == "table caption":
            return True
        label = LABEL.match(para.text)
        if para.role == "caption":
            # A figure's caption between a figure and a table is the figure's.
            named_otherwise = bool(label) and not TABLE_KIND.match(para.text)
            beside_figure = place > 0 and _is_figure(self._elements[place - 1])
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
        for place in self._sides(at, self._figures_above, _is_figure):
            para = self._para(place)
            if para and not caption.text and self._captions_figure(place, para, place > at):
                self._split(caption, self._worded(self._take(place, caption)))
        following = self._behind(at, caption)
        para = self._para(following)
        if para and not caption.credit and len(para.text) <= LONGEST:
            credit = CREDIT_LINE.match(para.text) or SOURCE.match(para.text)
            if para.role == "credit" or (credit and para.role in ("", "caption")):
                caption.credit = para.text if para.role == "credit" else credit[1]
                self._take(following, caption)
        return caption

    def _captions_figure(self, place: int, para: Para, after: bool) -> bool:
        if para.role == "picture caption":
            return True
        if para.role == "caption":
            return after or not TABLE_KIND.match(para.text)
        label = LABEL.match(para.text)
        if para.role or len(para.text) > LONGEST:
            return False
        if label and not TABLE_KIND.match(para.text):
            return True
        if not after or para.numbered is not None or len(para.text) > LONGEST / 2:
            return False
        credited = bool(CREDIT_WITHIN.match(para.text)) and not CREDIT_LINE.match(para.text)
        stands_out = para.all_italic or (para.style.align == "center" and not para.all_bold)
        return credited or (stands_out and place + 1 < len(self._elements))

    def _worded(self, para: Para) -> str:
        """The caption's words; its label goes when nothing in the text refers to it."""
        if para.role not in CAPTIONS:
            what = "A line beside a picture or table was read as its caption."
            self._document.report.add("guessed", what, para.places, passage=para.text)
        if marks := para.words.notes:
            what = "A note on a caption has no place there; its words are quoted among the notes left out."
            self._document.tell("dropped", what, para.number, count=len(marks))
        label = LABEL.match(para.text) if not self._document.is_ours else None
        rest = para.text[label.end() :] if label else ""
        if not rest:
            return para.text
        if _normal(label["name"]) in self._referred:
            return para.text
        what = "A caption's label was taken off, as nothing in the text refers to it."
        self._document.tell("changed", what, para.number, para.text)
        return rest

    def _split(self, caption: Caption, text: str) -> None:
        if self._document.is_ours:
            caption.text = text
            return
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


def _is_table(element: StoryElement) -> bool:
    return isinstance(element, TableElement)


def _is_figure(element: StoryElement) -> bool:
    return isinstance(element, Para) and bool(element.figures)


def _normal(name: str) -> str:
    return re.sub(r"\s+", "", name).casefold()


def _is_caption(para: Para) -> bool:
    return para.role in CAPTIONS or (
        not para.role and len(para.text) <= LONGEST and bool(LABEL.match(para.text))
    )
