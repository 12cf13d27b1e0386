"""The forms in which editions are made. A new one joins with a value of `Edition.Form` and a line of `KINDS`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from publication.frame import Frame
from series.editions.book.shapes import Book
from series.editions.epub import write_epub
from series.editions.pdf import problem, set_pdf
from series.models import Edition


class Written(NamedTuple):
    """A whole file, and how many pages of paper it has; 0 where its text flows."""

    content: bytes
    pages: int = 0


def flowing(write: Callable[[Book, Frame], bytes]) -> Callable[[Book, Frame], Written]:
    """Have a function that writes a file without pages say so."""
    return lambda book, frame: Written(write(book, frame))


def _never(language: str) -> str:
    return ""


@dataclass(frozen=True)
class Kind:
    """How a form is made. `problem` says why this machine cannot make it in a language; empty where it can."""

    media_type: str
    write: Callable[[Book, Frame], Written]
    problem: Callable[[str], str] = _never


KINDS: dict[str, Kind] = {
    Edition.Form.EPUB: Kind("application/epub+zip", flowing(write_epub)),
    Edition.Form.PDF: Kind("application/pdf", lambda book, frame: Written(*set_pdf(book, frame)), problem),
}


def forms_in(language: str) -> list[str]:
    """The forms that this machine makes of a book in a language."""
    return [form for form, kind in KINDS.items() if not kind.problem(language)]
