"""How much a file may cost before it is refused; the site's settings can name other numbers."""

import time
from dataclasses import dataclass, field

from .errors import UnreadableManuscript

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Bounds:
    """Sizes in bytes, and numbers of things. Each reader keeps to those that its format can exceed."""

    file_bytes: int = 50 * MEBIBYTE  # of the file as it comes
    unpacked_bytes: int = 200 * MEBIBYTE  # of all that a packed file holds
    text_bytes: int = 2 * MEBIBYTE  # of a plain text
    markup_bytes: int = 20 * MEBIBYTE  # of a web page, its scripts and the pictures inside of it counted
    ratio: int = 200  # of a packed part's size to its packed size, when it is larger than a megabyte
    entries: int = 5_000  # parts of a packed file
    xml_bytes: int = 40 * MEBIBYTE  # of one part of XML inside a packed file
    picture_bytes: int = 20 * MEBIBYTE  # of one picture
    picture_pixels: int = 60_000_000  # of one picture, width times height
    lines: int = 20_000  # of a plain text
    nodes: int = 250_000  # elements of a web page or of a document's XML
    depth: int = 150  # elements inside each other that are told apart
    blocks: int = 10_000  # paragraphs, headings, lists, ... of one manuscript
    cells: int = 20_000  # of one table
    seconds: float = 30


@dataclass
class Clock:
    """Ends a reading that takes too long. `tick()` is cheap: it looks at the time once in a few hundred calls."""

    seconds: float
    _began: float = field(default_factory=time.monotonic)
    _ticks: int = 0

    def tick(self) -> None:
        """Raise `UnreadableManuscript` when the time is over."""
        self._ticks += 1
        if self._ticks % 256 == 0 and time.monotonic() - self._began > self.seconds:
            raise UnreadableManuscript(
                f"Reading the file took longer than {self.seconds:g} seconds and was ended.",
                "Bring in one article at a time, or save the file again without its pictures.",
            )
