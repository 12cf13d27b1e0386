"""What stands before and behind the text: title, standfirst, byline, editor's note, biographies. All are guesses."""

import re
from dataclasses import replace

from ..affiliations import take_biographies
from ..bylines import is_bare_name
from ..languages import language_of
from ..lines import Passage
from ..manuscript import BylineEntry
from ..notes import take_notes
from ..opening import take_late_bylines, take_opening
from .credits import looks_like_a_person
from .document import Document
from .gathering import Front, Gathering
from .head_lines import LONGEST_LINE, HeadLines
from .paragraphs import Para, StoryElement
from .titles import TitleFinder

ABOUT_AUTHORS = (
    "about the author", "about the authors", "about the writer", "contributors", "저자 소개", "필자 소개", "글쓴이 소개",
)  # fmt: skip
WORKS = (
    "references",
    "bibliography",
    "works cited",
    "further reading",
    "sources",
    "참고문헌",
    "참고 문헌",
    "참고자료",
)
END_MARK = re.compile(r"^\W*(?:the end|end|ends|fin|-?30-?|끝)\W*$", re.IGNORECASE)


def take_front(document: Document, elements: list[StoryElement]) -> Front:
    """Recognise what is not the text itself. Every recognition is reported with its passage."""
    return _Recognition(Gathering(document, elements)).run()


class _Recognition:
    def __init__(self, text: Gathering):
        self._text = text
        self._heads = HeadLines(text)

    def run(self) -> Front:
        self._heads.part_lines()
        finder = TitleFinder(self._text.elements)
        title = finder.find()
        if title is not None:
            self._text.front.title = self._take_title(title)
        self._take_styled()
        self._take_notes()
        if title is not None:
            self._heads.take_below(min(title))
        else:
            self._take_plain_opening()
        self._take_end()
        self._text.front.elements = self._text.elements
        return self._text.front

    def _take_title(self, places: list[int]) -> str:
        paras = [self._text.elements[at] for at in places]
        text = " ".join(para.text for para in paras)
        how = "has the style of a title" if paras[0].role == "title" else "stands out and comes first"
        places_of = [number for para in paras for number in para.places]
        self._text.report.add("guessed", f"This was read as the title: it {how}.", places_of, passage=text)
        for para in paras:
            self._text.remove(para)
        return text

    def _take_styled(self) -> None:
        """Paragraphs whose style says what they are."""
        standfirst: list[str] = []
        for para in [one for one in self._text.elements if isinstance(one, Para) and one.text]:
            if para.role == "standfirst":
                standfirst.append(para.text)
                self._text.guess("This was read as the standfirst, by its style.", para)
            elif para.role == "author":
                self._text.add_authors([BylineEntry(para.text, language=language_of([para.text]))], para)
            elif para.role in ("position", "organisation") and self._text.front.byline:
                self._text.front.byline[-1] = replace(self._text.front.byline[-1], **{para.role: para.text})
                self._text.guess(
                    f"This was read as the affiliation of {self._text.front.byline[-1].name}.", para
                )
            elif para.role == "credit line":
                self._text.drop(
                    "A credit of others than the authors was left out; give it on the page.", para
                )
            elif (
                para.role == "subtitle"
                and not standfirst
                and (entries := self._text.names(self._text.name_text(para)))
            ):
                self._text.add_authors(entries, para)
            elif para.role == "subtitle" and self._comes_early(para):
                standfirst.append(para.text)
                self._text.guess("This was read as the standfirst, by its style.", para)
            elif para.role == "byline":
                entries = self._text.names(self._text.name_text(para)) or self._text.names(
                    f"By {self._text.name_text(para)}"
                )
                if entries:
                    self._text.add_authors(entries, para)
            elif para.role == "affiliation" and self._text.front.byline:
                self._text.affiliate(para)
            elif para.role == "editors note":
                self._text.front.editors_note = " ".join(
                    filter(None, (self._text.front.editors_note, para.text))
                )
                self._text.guess("This was read as the editor's note, by its style.", para)
        self._text.front.standfirst = " ".join(standfirst)
        for para in [one for one in self._text.elements if isinstance(one, Para) and one.role == "biography"]:
            self._biography(para)

    def _comes_early(self, para: Para) -> bool:
        before = 0
        for element in self._text.elements:
            if element is para:
                return True
            before += len(element.text) if isinstance(element, Para) else LONGEST_LINE
            if before > LONGEST_LINE * 2:
                return False
        return False

    def _biography(self, para: Para) -> None:
        byline = self._text.front.byline
        at = next((at for at, entry in enumerate(byline) if para.text.startswith(entry.name)), None)
        if at is None:
            at = next((at for at, entry in enumerate(byline) if not entry.biography), None)
        if at is None:
            return
        biography = " ".join(filter(None, (byline[at].biography, para.text)))
        byline[at] = replace(byline[at], biography=biography)
        self._text.guess(f"This was read as the biography of {byline[at].name}, by its style.", para)

    def _take_notes(self) -> None:
        note, passages = take_notes(self._text.passages(), self._text.report)
        if note:
            self._text.front.editors_note = " ".join(filter(None, (self._text.front.editors_note, note)))
            self._text.keep_only(passages)

    def _take_plain_opening(self) -> None:
        """A text without any look of a title is read as a newspaper's plain text is."""
        opening, passages = take_opening(self._text.passages(), self._text.spellings, self._text.report)
        self._text.front.title = opening.title
        self._text.front.standfirst = self._text.front.standfirst or opening.standfirst
        self._text.front.byline = self._text.front.byline or opening.byline
        self._text.keep_only(passages)
        name = opening.standfirst
        if (
            not self._text.front.byline
            and is_bare_name(name)
            and looks_like_a_person(name, self._text.vocabulary)
        ):
            self._text.front.standfirst = ""
            self._text.front.byline = [BylineEntry(name)]
            self._text.report.add(
                "guessed", f"A name under the title was read as the byline: {name}.", passage=name
            )

    def _end_of_text(self, passages: list[Passage]) -> int:
        """The place among the passages where a list of works begins; their number where none does."""
        headings = [
            one.number
            for one in self._text.elements
            if isinstance(one, Para) and one.text.strip(" :：").casefold() in WORKS
        ]
        if not headings:
            return len(passages)
        return next(
            (at for at, one in enumerate(passages) if one.lines[0].number == headings[-1]), len(passages)
        )

    def _take_end(self) -> None:
        passages = self._text.passages()
        byline, passages = take_late_bylines(
            passages, self._text.front.byline, self._text.spellings, self._text.report
        )
        end = self._end_of_text(passages)
        byline, before = take_biographies(passages[:end], byline, self._text.report)
        if len(before) == end:
            byline, passages = take_biographies(passages, byline, self._text.report)
        else:
            passages = before + passages[end:]
        self._text.front.byline = byline
        self._text.keep_only(passages)
        first = next((one for one in self._text.elements if isinstance(one, Para)), None)
        if first is not None and not first.role and first.text == self._text.front.title:
            self._text.drop("The title stands once more.", first)
        last = self._text.elements[-1] if self._text.elements else None
        if isinstance(last, Para) and not last.role and END_MARK.match(last.text[:20]):
            self._text.drop("The mark of the text's end was left out.", last)
        if self._text.elements and isinstance(self._text.elements[-1], Para):
            last = self._text.elements[-1]
            if last.text.strip(" :：").casefold() in ABOUT_AUTHORS:
                self._text.drop("The heading of the biographies was left out.", last)
