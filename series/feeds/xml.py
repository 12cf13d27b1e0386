"""An XML document written element by element: everything escaped, nothing that XML forbids, no empty element."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from io import StringIO
from xml.sax.saxutils import XMLGenerator

from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language

from series.feeds.characters import allowed


class Document:
    """Writes one document; names carry the prefixes that its root declares."""

    def __init__(self, *, is_whole: bool = True):
        self._text = StringIO()
        # Its `characters` escapes the ">" of "]]>" as well.
        self._writer = XMLGenerator(self._text, encoding="utf-8", short_empty_elements=True)
        if is_whole:
            self._writer.startDocument()

    @contextmanager
    def inside(self, name: str, **attributes: str) -> Iterator[None]:
        """An element with what is written in the block inside it. See `leaf` for attributes."""
        self._writer.startElement(name, _named(attributes))
        yield
        self._writer.endElement(name)

    def leaf(self, name: str, text: str = "", **attributes: str) -> None:
        """An element with a text or attributes; nothing when all are empty, or all that is asked of it is.

        An underscore in an attribute's name stands for the colon of its prefix (`xml_lang`), one at the end for none
        (`type_`).
        """
        text = allowed(text).strip()
        if not text and not any(attributes.values()):
            return
        self._writer.startElement(name, _named(attributes))
        self._writer.characters(text)
        self._writer.endElement(name)

    def kept(self, write: Callable, *values) -> None:
        """What `write(document, *values)` writes, kept for the same values, frozen ones: of them and nothing else."""
        text = _fragment(write, get_language(), timezone.get_current_timezone_name(), *values)
        # XMLGenerator's way to write what is markup already.
        self._writer.ignorableWhitespace(text)

    def bytes(self) -> bytes:
        """The document."""
        self._writer.endDocument()
        return self._text.getvalue().encode()


@lru_cache(maxsize=128)
def _fragment(write: Callable, language: str, zone: str, *values) -> str:
    part = Document(is_whole=False)
    write(part, *values)
    return part._text.getvalue()


def uri(address: str) -> str:
    """An address as documents print it: percent-encoded (case URL-01)."""
    return iri_to_uri(address)


def rfc_3339(moment: datetime) -> str:
    """A moment as Atom and JSON Feed write it, in the editorial time zone."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _named(attributes: dict[str, str]) -> dict[str, str]:
    return {name.rstrip("_").replace("_", ":"): allowed(value) for name, value in attributes.items() if value}
