"""The plain-text newspaper reader: a text copied from a newspaper's page or print becomes a `Manuscript`.

Two layouts are understood: one paragraph per line, and wrapped lines with blank lines between paragraphs.
"""

import re

from .affiliations import take_biographies
from .body import build_body
from .decoding import MAX_BYTES, decode
from .duplicates import fold_copies
from .furniture import take_out_furniture
from .lettercase import Spellings
from .lines import MAX_LINES, Passage, find_layout, join_lines, split_lines
from .manuscript import Manuscript
from .notes import has_end_mark, says_last_in_series, take_notes
from .opening import take_late_bylines, take_opening
from .photos import find_pictures
from .reporting import Report

HANGUL = re.compile(r"[\uac00-\ud7a3]")
LATIN = re.compile(r"[A-Za-z]")


def read_newspaper(
    data: bytes, *, name: str = "", max_bytes: int = MAX_BYTES, max_lines: int = MAX_LINES
) -> Manuscript:
    """Read the bytes of a text file (UTF-8, UTF-16 with a byte order mark, or Korean CP949).

    `name` is the file's name, for the words of the report. Every line of the file ends in the manuscript's
    fields, or in a finding that quotes it. Raises `UnreadableManuscript`, and nothing else, for a file that
    is empty, not text, damaged or beyond the bounds; the cost is linear in the file's size.
    """
    report = Report()
    passages = _passages(data, report, max_bytes=max_bytes, max_lines=max_lines)
    spellings = Spellings(passage.text for passage in passages)
    note, passages = take_notes(passages, report)
    opening, passages = take_opening(passages, spellings, report)
    byline, passages = take_late_bylines(passages, opening.byline, spellings, report)
    byline, passages = take_biographies(passages, byline, report)
    body = build_body(passages, spellings, report)
    closes = says_last_in_series(note) or has_end_mark(opening.title or "")
    subject = f"“{name}”" if name else "The file"
    if opening.title is None:
        report.add("missing", f"{subject} has no title.", about="title")
    if not byline:
        report.add("missing", f"{subject} names no author.")
    if not body:
        report.add("missing", f"{subject} has no article text.")
    if closes:
        report.add("guessed", "The text calls itself the last of its series.")
    return Manuscript(
        title=opening.title,
        standfirst=opening.standfirst,
        editors_note=note,
        byline=tuple(byline),
        body=body,
        source=opening.source,
        language=_language(passages),
        closes_series=closes,
        findings=report.findings(),
    )


def _passages(data: bytes, report: Report, *, max_bytes: int, max_lines: int) -> list[Passage]:
    """The file as passages, each once, without furniture and with pictures gathered."""
    lines = split_lines(decode(data, report, max_bytes=max_bytes), report, max_lines=max_lines)
    lines = take_out_furniture(find_pictures(lines, report), report)
    return fold_copies(join_lines(lines, find_layout(lines), report), report)


def _language(passages: list[Passage]) -> str:
    hangul = sum(len(HANGUL.findall(passage.text)) for passage in passages)
    latin = sum(len(LATIN.findall(passage.text)) for passage in passages)
    return "ko" if hangul * 2 > latin else "en"
