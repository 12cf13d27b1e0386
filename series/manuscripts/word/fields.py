"""Fields: what Word computes into a text. Their results are the author's words, their instructions never are.

Begin, separator and end of a complex field may lack each other (a tracked deletion took one, a program forgot one).
No field but a table of contents lives longer than its paragraph here, so that none can swallow what follows.
"""

import re
from dataclasses import dataclass, field

HYPERLINK = re.compile(r'^\s*HYPERLINK\s+(?:(?!\\)(?:"([^"]*)"|(\S+)))?', re.IGNORECASE)
WITHIN = re.compile(r'\\l\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)
KIND = re.compile(r"^\s*(=|[A-Za-z]+)")
SEQUENCE = re.compile(r'^\s*SEQ\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)
SYMBOL = re.compile(r"^\s*SYMBOL\s+(0x[0-9a-f]+|\d+)", re.IGNORECASE)
SYMBOL_FONT = re.compile(r'\\f\s+"?([^"\\]+)"?', re.IGNORECASE)
PICTURE = re.compile(r'^\s*INCLUDEPICTURE\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)

# Their results are computed pages, of a book and not of a web page.
PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
LISTS_OF_CONTENTS = frozenset({"TOC", "INDEX", "TOA", "RD"})
LONG_RESULTS = frozenset({"ADDIN", "BIBLIOGRAPHY", "INCLUDETEXT", "DATABASE", "IF", "QUOTE", "COMMENTS"})
# Marks for an index or a table of contents show nothing where they stand.
MARKS = frozenset({"XE", "TC", "TA", "RD", "ADVANCE", "PRIVATE", "SET", "BOOKMARK"})


@dataclass
class Field:
    """One field: its instruction as far as it was met, and whether the result has begun."""

    instruction: str = ""
    in_result: bool = False
    # What stood before a separator: shown when none comes.
    held: list = field(default_factory=list)
    simple: bool = False

    @property
    def kind(self) -> str:
        match = KIND.match(self.instruction)
        return match[1].upper() if match else ""

    @property
    def runs_on(self) -> bool:
        """Whether results of its kind usually are several paragraphs; all of them are text."""
        return self.in_result and self.kind in LONG_RESULTS

    @property
    def address(self) -> str:
        """Where a HYPERLINK leads, "" for a place within the document and for other fields."""
        match = HYPERLINK.match(self.instruction)
        if not match:
            return ""
        address = match[1] or match[2] or ""
        within = WITHIN.search(self.instruction, match.end()) if address else None
        return f"{address}#{within[1] or within[2]}" if within else address

    @property
    def sequence(self) -> str:
        """What a SEQ field counts ("Table", "그림"), "" for other fields."""
        match = SEQUENCE.match(self.instruction)
        return (match[1] or match[2] or "") if match else ""

    @property
    def symbol(self) -> tuple[str, int]:
        """Font and number of a SYMBOL field; ("", 0) for others."""
        match = SYMBOL.match(self.instruction)
        if not match:
            return "", 0
        font = SYMBOL_FONT.search(self.instruction)
        code = int(match[1], 0) if match[1].lower().startswith("0x") else int(match[1][:8])
        return (font[1].strip() if font else "Symbol"), code

    @property
    def picture(self) -> str:
        """The address of an INCLUDEPICTURE, "" for other fields."""
        match = PICTURE.match(self.instruction)
        return (match[1] or match[2] or "") if match else ""


LONGEST_INSTRUCTION = 10_000


class Fields:
    """The fields that are open at one point of the text, outermost first."""

    def __init__(self) -> None:
        self.open: list[Field] = []
        self._ends_to_come = 0

    def begin(self) -> None:
        self.open.append(Field())

    def instruct(self, text: str) -> None:
        """Words of an instruction; without a field that has begun they are lost machinery and show nothing."""
        if self.open and not self.open[-1].in_result and len(self.open[-1].instruction) < LONGEST_INSTRUCTION:
            self.open[-1].instruction += text

    def separate(self) -> None:
        if self.open:
            self.open[-1].in_result = True

    def end(self) -> Field | None:
        """The field that ends here; None for an end that belongs to none."""
        if self.open:
            return self.open.pop()
        if self._ends_to_come:
            # Of a field whose result ran over several paragraphs, as a bibliography does.
            self._ends_to_come -= 1
            return Field(in_result=True)
        return None

    @property
    def link(self) -> Field | None:
        """The innermost open HYPERLINK whose result is being read."""
        return next((one for one in reversed(self.open) if one.in_result and one.kind == "HYPERLINK"), None)

    @property
    def sequence(self) -> str:
        return next((one.sequence for one in reversed(self.open) if one.in_result and one.sequence), "")

    @property
    def holds(self) -> Field | None:
        """The innermost field whose instruction is being read: what stands in it may be machinery."""
        return next((one for one in reversed(self.open) if not one.in_result), None)

    @property
    def in_pages(self) -> bool:
        return any(one.kind in PAGES for one in self.open)

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents or an index is open."""
        return any(one.kind in LISTS_OF_CONTENTS for one in self.open)

    def close_paragraph(self) -> list[Field]:
        """End all but a table of contents; returns those that were cut off, innermost first."""
        cut = [one for one in self.open if one.kind not in LISTS_OF_CONTENTS]
        self.open = [one for one in self.open if one.kind in LISTS_OF_CONTENTS]
        self._ends_to_come += sum(one.runs_on for one in cut)
        return cut[::-1]

    def leave_contents(self) -> None:
        """A paragraph did not look like one of a table of contents: its end was lost."""
        self.open = [one for one in self.open if one.kind not in LISTS_OF_CONTENTS]
