"""From any file to a `Manuscript`: the reader is chosen by what the file holds, and by its name where that leaves a choice.

A new format is one new reader: a line in `READERS`. What no reader takes is refused with what to do instead.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .bounds import Bounds
from .errors import UnreadableManuscript
from .html.document import is_html, read_html
from .manuscript import Manuscript
from .newspaper import read_newspaper
from .refusals import has_word_document, refuse_foreign
from .word import read_word


@dataclass(frozen=True)
class Reader:
    """One format: `claims` says whether bytes under a file's name are of it, `read` reads them."""

    format: str
    claims: Callable[[bytes, str], bool]
    read: Callable[[bytes, str, Bounds], Manuscript]


def _read_text(data: bytes, name: str, bounds: Bounds) -> Manuscript:
    return read_newspaper(data, name=name, max_bytes=bounds.text_bytes, max_lines=bounds.lines)


def _read_word(data: bytes, name: str, bounds: Bounds) -> Manuscript:
    return read_word(data, name=name, bounds=bounds)


def _read_html(data: bytes, name: str, bounds: Bounds) -> Manuscript:
    return read_html(data, name=name, bounds=bounds)


# In the order in which they are asked; text is what is left when nothing else is recognised.
READERS = (
    Reader("word", lambda data, name: has_word_document(data), _read_word),
    Reader("html", is_html, _read_html),
    Reader("text", lambda data, name: True, _read_text),
)


def read(data: bytes, name: str = "", bounds: Bounds | None = None) -> Manuscript:
    """Read the bytes of a file. `name` is its name, for the report and where the bytes leave a choice.

    Raises `UnreadableManuscript`, and nothing else, for a file that is refused; nothing is ever fetched.
    """
    bounds = bounds or Bounds()
    if len(data) > bounds.file_bytes:
        raise UnreadableManuscript(
            f"The file is too large: {len(data):,} bytes, where {bounds.file_bytes:,} are allowed.",
            "Bring in one article at a time, and large pictures by themselves.",
        )
    refuse_foreign(data, name)
    return next(reader for reader in READERS if reader.claims(data, name)).read(data, name, bounds)
