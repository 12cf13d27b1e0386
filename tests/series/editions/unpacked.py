"""An archive as a test unpacks it: its files, and every link in them followed."""

import hashlib
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from lxml import html

from series.editions.archive import volumes_named, write_archive

LINKING = ("href", "src", "srcset", "action", "formaction", "poster", "cite", "data", "data-source")
URL = re.compile(r"""url\(\s*["']?([^"')]+)""")


@dataclass(frozen=True)
class Unpacked:
    """The files of an archive by their names."""

    content: bytes

    @cached_property
    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def trees(self) -> dict:
        return {
            name: html.document_fromstring(content.decode())
            for name, content in self.files.items()
            if name.endswith(".html")
        }

    def text(self) -> str:
        """All that is written in it, in one string; books are archives of their own."""
        return "\n".join(
            content.decode()
            for name, content in self.files.items()
            if name.endswith((".html", ".txt", ".json", ".bib", ".ris", "SUMS"))
        )

    def links(self, name: str) -> list[str]:
        """The addresses of the links of a page, in order."""
        return [link.get("href") for link in self.trees[name].iter("a") if link.get("href")]

    def faults(self) -> list[str]:
        """Every address in every file that leads nowhere, or asks for something that is not inside."""
        anchors = {name: set(tree.xpath("//@id")) for name, tree in self.trees.items()}
        faults = []
        for name, one, kind, said in self._said():
            for address in said.split(",") if kind == "srcset" else [said]:
                address = address.strip().split(" ")[0]
                parts = urlsplit(address)
                if parts.scheme or parts.netloc:
                    leads = (
                        one in ("a", "link")
                        and kind == "href"
                        and parts.scheme in ("http", "https", "mailto")
                    )
                    faults += [] if leads else [f"{name}: {one} {kind} leaves the archive for {address}"]
                    continue
                there = name
                if parts.path:
                    there = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                if there not in self.files:
                    faults.append(f"{name}: {one} {kind} {address} is not there")
                elif parts.fragment and unquote(parts.fragment) not in anchors.get(there, ()):
                    faults.append(f"{name}: {one} {kind} {address} has no such anchor")
        return faults

    def wrong_sums(self) -> list[str]:
        """The names whose checksum is wrong, or that have none."""
        lines = self.files["SHA256SUMS"].decode().splitlines()
        told = {line[66:]: line[:64] for line in lines}
        real = {
            name: hashlib.sha256(content).hexdigest()
            for name, content in self.files.items()
            if name != "SHA256SUMS"
        }
        return [name for name in told.keys() | real.keys() if told.get(name) != real.get(name)]

    def _said(self):
        for name, tree in self.trees.items():
            for one in tree.iter():
                for kind in LINKING:
                    if isinstance(one.tag, str) and one.get(kind):
                        yield name, one.tag, kind, one.get(kind)
        for name, content in self.files.items():
            if name.endswith(".css"):
                for address in URL.findall(content.decode()):
                    yield name, "style", "url()", address


def archive_of(slug: str, language: str = "", *, books: bool = False) -> Unpacked:
    """The archive of the series with a slug."""
    file = io.BytesIO()
    write_archive(volumes_named(slug, language), file, books=books)
    return Unpacked(file.getvalue())
