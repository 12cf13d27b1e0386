"""What stands before and behind the text: title, standfirst, byline, editor's note, biographies. All are guesses."""

from dataclasses import dataclass, field, replace

from ..affiliations import parse_affiliation, presents_author, take_biographies
from ..bylines import is_affiliation, is_bare_name, is_companion, read_byline, read_people_ko, read_person_ko
from ..datelines import read_dateline
from ..furniture import CONTACT
from ..languages import language_of
from ..lettercase import Spellings
from ..lines import Line, Passage
from ..manuscript import BylineEntry, ImageSlot
from ..notes import has_note_mark, take_notes
from ..opening import take_late_bylines, take_opening
from .document import Document
from .paragraphs import Para, StoryElement
from .titles import TitleFinder

# How many paragraphs below the title may still be lines about the text, and how long such a line can be.
REACH = 8
LONGEST_LINE = 300
LONGEST_STANDFIRST = 500
ABOUT_AUTHORS = (
    "about the author",
    "about the authors",
    "about the writer",
    "contributors",
    "저자 소개",
    "필자 소개",
    "글쓴이 소개",
)


@dataclass
class Front:
    """What was recognised; `elements` is the text that remains, `notes` the marks that stood in what was taken."""

    title: str | None = None
    standfirst: str = ""
    editors_note: str = ""
    byline: list[BylineEntry] = field(default_factory=list)
    elements: list[StoryElement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def take_front(document: Document, elements: list[StoryElement]) -> Front:
    """Recognise what is not the text itself. Every recognition is reported with its passage."""
    return _Recognition(document, elements).run()


class _Recognition:
    def __init__(self, document: Document, elements: list[StoryElement]):
        self.document = document
        self.report = document.report
        self.elements = list(elements)
        self.front = Front()
        self.spellings = Spellings(one.text for one in elements if isinstance(one, Para))

    def run(self) -> Front:
        finder = TitleFinder(self.elements)
        title = finder.find()
        if title is not None:
            self.front.title = self._take_title(title)
        self._take_styled()
        self._take_notes()
        if title is not None:
            self._take_lines_below(min(title))
        else:
            self._take_plain_opening()
        self._take_end()
        self.front.elements = self.elements
        return self.front

    def _passage(self, element: StoryElement) -> Passage:
        """An element as the recognisers of newspapers know it; what is not plain text is a slot to them."""
        if isinstance(element, Para) and not element.figures and element.numbered is None:
            plain = not element.role or (element.role == "heading" and self._says_note(element))
            if plain and element.text:
                return Passage(element.text, (Line(element.number, element.text, element.text),))
        return Passage("", (Line(element.number, "", ""),), ImageSlot())

    @staticmethod
    def _says_note(para: Para) -> bool:
        return len(para.text) < 30 and has_note_mark(Passage(para.text, ()))

    def _remove(self, element: Para) -> None:
        """Take a paragraph out of the text; a picture in it stays there."""
        self.front.notes += [piece.note for piece in element.pieces if piece.note]
        at = next(at for at, one in enumerate(self.elements) if one is element)
        if element.figures:
            self.elements[at] = replace(element, pieces=[])
        else:
            del self.elements[at]

    def _keep_only(self, passages: list[Passage]) -> None:
        """Take out the paragraphs whose passages the recognisers took."""
        kept = {passage.lines[0].number for passage in passages}
        for element in [one for one in self.elements if one.number not in kept]:
            self._remove(element)

    def _take_title(self, places: list[int]) -> str:
        paras = [self.elements[at] for at in places]
        text = " ".join(para.text for para in paras)
        how = "has the style of a title" if paras[0].role == "title" else "stands out and comes first"
        places_of = [number for para in paras for number in para.places]
        self.report.add("guessed", f"This was read as the title: it {how}.", places_of, passage=text)
        for para in paras:
            self._remove(para)
        return text

    def _take_styled(self) -> None:
        """Paragraphs whose style says what they are."""
        standfirst: list[str] = []
        for para in [one for one in self.elements if isinstance(one, Para) and one.text]:
            if para.role == "standfirst":
                standfirst.append(para.text)
                self._guess("This was read as the standfirst, by its style.", para)
            elif para.role == "author":
                self._add_authors([BylineEntry(para.text, language=language_of([para.text]))], para)
            elif para.role in ("position", "organisation") and self.front.byline:
                self.front.byline[-1] = replace(self.front.byline[-1], **{para.role: para.text})
                self._guess(f"This was read as the affiliation of {self.front.byline[-1].name}.", para)
            elif para.role == "credit line":
                self._drop("A credit of others than the authors was left out; give it on the page.", para)
            elif para.role == "subtitle" and not standfirst and (entries := self._names(para.text)):
                self._add_authors(entries, para)
            elif para.role == "subtitle" and self._comes_early(para):
                standfirst.append(para.text)
                self._guess("This was read as the standfirst, by its style.", para)
            elif para.role == "byline":
                entries = self._names(para.text) or self._names(f"By {para.text}")
                if entries:
                    self._add_authors(entries, para)
            elif para.role == "affiliation" and self.front.byline:
                self._affiliate(para)
            elif para.role == "editors note":
                self.front.editors_note = " ".join(filter(None, (self.front.editors_note, para.text)))
                self._guess("This was read as the editor's note, by its style.", para)
        self.front.standfirst = " ".join(standfirst)
        for para in [one for one in self.elements if isinstance(one, Para) and one.role == "biography"]:
            self._biography(para)

    def _comes_early(self, para: Para) -> bool:
        before = 0
        for element in self.elements:
            if element is para:
                return True
            before += len(element.text) if isinstance(element, Para) else LONGEST_LINE
            if before > LONGEST_LINE * 2:
                return False
        return False

    def _names(self, text: str) -> list[BylineEntry]:
        passage = Passage(text, (Line(1, text, text),))
        return read_byline(passage, self.spellings) or read_people_ko(text) or read_person_ko(text)

    def _add_authors(self, entries: list[BylineEntry], para: Para) -> None:
        known = {entry.name for entry in self.front.byline}
        self.front.byline += [entry for entry in entries if entry.name not in known]
        names = ", ".join(entry.name for entry in entries)
        self._guess(f"This was read as the byline: {names}.", para, count=len(entries))

    def _affiliate(self, para: Para) -> None:
        position, organisation = parse_affiliation(para.text)
        last = self.front.byline[-1]
        self.front.byline[-1] = replace(
            last, position=last.position or position, organisation=last.organisation or organisation
        )
        self._guess(f"This was read as the affiliation of {last.name}.", para)

    def _biography(self, para: Para) -> None:
        byline = self.front.byline
        at = next((at for at, entry in enumerate(byline) if para.text.startswith(entry.name)), None)
        if at is None:
            at = next((at for at, entry in enumerate(byline) if not entry.biography), None)
        if at is None:
            return
        biography = " ".join(filter(None, (byline[at].biography, para.text)))
        byline[at] = replace(byline[at], biography=biography)
        self._guess(f"This was read as the biography of {byline[at].name}, by its style.", para)

    def _guess(self, what: str, para: Para, count: int = 1) -> None:
        self.report.add("guessed", what, para.places, count=count, passage=para.text)
        self._remove(para)

    def _drop(self, what: str, para: Para) -> None:
        self.report.add("dropped", what, para.places, passage=para.text)
        self._remove(para)

    def _take_notes(self) -> None:
        note, passages = take_notes([self._passage(one) for one in self.elements], self.report)
        if note:
            self.front.editors_note = " ".join(filter(None, (self.front.editors_note, note)))
            self._keep_only(passages)

    def _take_lines_below(self, first: int) -> None:
        """The lines between the title and the text: byline, affiliation, date, standfirst."""
        region: list[Para] = []
        for element in self.elements[first : first + REACH]:
            plain = isinstance(element, Para) and not element.figures and element.numbered is None
            if not plain or element.role or len(element.text) > LONGEST_STANDFIRST:
                break
            region.append(element)
        for above in self.elements[:first]:
            if isinstance(above, Para) and above.text and (entries := self._names(above.text)):
                self._add_authors(entries, above)
        byline_at = self._find_byline(region, self.elements[first:])
        if byline_at is None and not self.front.byline:
            return
        for para in region[: byline_at or 0]:
            self._line_above_byline(para)
        below = region[(byline_at or 0) :]
        for at, para in enumerate(below):
            if len(para.text) > LONGEST_LINE or not self._line_at_byline(para, first_line=at == 0):
                break

    def _find_byline(self, region: list[Para], rest: list[StoryElement]) -> int | None:
        for at, para in enumerate(region):
            if len(para.text) <= LONGEST_LINE and self._authors(para, rest):
                return at
        return None

    def _authors(self, para: Para, rest: list[StoryElement]) -> list[BylineEntry]:
        """Who a line credits: by its mark, or a bare name that its place or the text's end makes one."""
        if entries := self._names(para.text):
            return entries
        if self.front.byline:
            return []
        entries = self._names(f"By {para.text}") if len(para.text) <= 100 and not para.ends_sentence else []
        if not entries:
            return []
        passages = [self._passage(one) for one in rest if one is not para]
        named = all(is_bare_name(entry.name) for entry in entries)
        beside = para.style.align in ("center", "right", "end") or para.all_italic
        presented = any(presents_author(passages, entry) for entry in entries)
        at = next(at for at, one in enumerate(rest) if one is para)
        following = rest[at + 1] if at + 1 < len(rest) else None
        affiliated = isinstance(following, Para) and is_affiliation(following.text)
        return entries if named and (presented or affiliated or beside) else []

    def _line_above_byline(self, para: Para) -> None:
        if read_dateline(para.text):
            self._drop("A line with a date was left out; the page has dates of its own.", para)
        elif is_companion(para.text) or CONTACT.match(para.text[:LONGEST_LINE]):
            self._drop("A line about the byline was left out.", para)
        else:
            self.front.standfirst = " ".join(filter(None, (self.front.standfirst, para.text)))
            self._guess("This line between title and byline was read as the standfirst.", para)

    def _line_at_byline(self, para: Para, *, first_line: bool) -> bool:
        """Take one line at or below the byline; False for the first that belongs to the text."""
        if entries := (self._authors(para, self.elements) if first_line else self._names(para.text)):
            self._add_authors(entries, para)
        elif read_dateline(para.text):
            self._drop("A line with a date was left out; the page has dates of its own.", para)
        elif is_companion(para.text) or CONTACT.match(para.text):
            self._drop("A line about the byline was left out.", para)
        elif self.front.byline and is_affiliation(para.text):
            self._affiliate(para)
        elif not self.front.standfirst and para.all_italic:
            self.front.standfirst = para.text
            self._guess("This line in italics under the byline was read as the standfirst.", para)
        else:
            return False
        return True

    def _take_plain_opening(self) -> None:
        """A text without any look of a title is read as a newspaper's plain text is."""
        opening, passages = take_opening(
            [self._passage(one) for one in self.elements], self.spellings, self.report
        )
        self.front.title = opening.title
        self.front.standfirst = self.front.standfirst or opening.standfirst
        self.front.byline = self.front.byline or opening.byline
        self._keep_only(passages)

    def _take_end(self) -> None:
        passages = [self._passage(one) for one in self.elements]
        byline, passages = take_late_bylines(passages, self.front.byline, self.spellings, self.report)
        byline, passages = take_biographies(passages, byline, self.report)
        self.front.byline = byline
        self._keep_only(passages)
        if self.elements and isinstance(self.elements[-1], Para):
            last = self.elements[-1]
            if last.text.strip(" :：").casefold() in ABOUT_AUTHORS:
                self._drop("The heading of the biographies was left out.", last)
