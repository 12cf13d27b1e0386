"""The plain-text newspaper reader: a text copied from a newspaper's page or print becomes a `Manuscript`.

Two layouts are understood: one paragraph per line, and wrapped lines with blank lines between paragraphs.
"""

from .article import compose, tell_missing
from .decoding import MAX_BYTES, decode
from .duplicates import fold_copies
from .furniture import take_out_furniture
from .lines import MAX_LINES, Passage, find_layout, join_lines, split_lines
from .manuscript import Manuscript
from .photos import find_pictures
from .reporting import Report


def read_newspaper(
    data: bytes, *, name: str = "", max_bytes: int = MAX_BYTES, max_lines: int = MAX_LINES
) -> Manuscript:
    """Read the bytes of a text file (UTF-8, UTF-16 with a byte order mark, or Korean CP949).

    `name` is the file's name, for the words of the report. Every line of the file ends in the manuscript's
    fields, or in a finding that quotes it. Raises `UnreadableManuscript`, and nothing else, for a file that
    is empty, not text, damaged or beyond the bounds; the cost is linear in the file's size.
    """
    report = Report()
    text = decode(data, report, max_bytes=max_bytes)
    passages = passages_of_text(text, report, max_lines=max_lines)
    return tell_missing(compose(passages, report), report, name)


def passages_of_text(text: str, report: Report, *, max_lines: int = MAX_LINES) -> list[Passage]:
    """A text as passages, each once, without furniture and with pictures gathered."""
    lines = split_lines(text, report, max_lines=max_lines)
    lines = take_out_furniture(find_pictures(lines, report), report)
    return fold_copies(join_lines(lines, find_layout(lines), report), report)
