"""The file as a package of parts: opened within bounds, each part inflated with its real bytes counted."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element as Element

from ..bounds import MEBIBYTE, Bounds
from ..errors import UnreadableManuscript
from ..refusals import refuse_foreign
from .names import STRICT

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
CHUNK = 64 * 1024
# Only these are in use in documents; others (bzip2, LZMA) ask for much memory to inflate little.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DECLARED_ENCODING = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"'][^>]*\?>")

SAVE_AGAIN = "Open it in Word or LibreOffice, save it again as .docx and bring in that file."
ONE_ARTICLE = "Bring in one article at a time, and large pictures by themselves."


@dataclass(frozen=True)
class Relationship:
    """Where an id of a part leads. `target` is a part's name, or an address when `external`."""

    kind: str
    target: str
    external: bool


class TooLarge(Exception):
    """A part is larger than its reader wants it; what that means is the reader's to say."""


class Package:
    """The parts of one file. All methods raise `UnreadableManuscript` where the file is hostile or damaged."""

    def __init__(self, data: bytes, bounds: Bounds):
        self._bounds = bounds
        self._inflated = 0
        if not data:
            raise UnreadableManuscript("The file is empty.", "Choose the file that holds the text.")
        if len(data) > bounds.file_bytes:
            raise UnreadableManuscript(
                f"The file is too large: {len(data):,} bytes, where {bounds.file_bytes:,} are allowed.",
                ONE_ARTICLE,
            )
        refuse_foreign(data, "")
        if not data.startswith(b"PK"):
            raise UnreadableManuscript("This is not a Word document (.docx).", SAVE_AGAIN)
        self._zip, self._entries = _open(data, bounds)
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self.main = self._find_main()

    def has(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, most: int | None = None) -> bytes:
        """The bytes of a part. Raises TooLarge when it has more than `most`."""
        entry = self._entries[name]
        if most is not None and entry.file_size > most:
            raise TooLarge
        pieces, size = [], 0
        try:
            with self._zip.open(entry) as packed:
                while piece := packed.read(CHUNK):
                    size += len(piece)
                    self._inflated += len(piece)
                    if most is not None and size > most:
                        raise TooLarge
                    if self._inflated > self._bounds.unpacked_bytes:
                        raise _too_large_inside(self._bounds)
                    pieces.append(piece)
        except (TooLarge, UnreadableManuscript):
            raise
        except Exception as error:  # zipfile raises a dozen kinds for damaged entries, zlib.error among them
            raise _damaged(name) from error
        return b"".join(pieces)

    def part(self, name: str) -> Element | None:
        """The root element of an XML part; None where there is no such part."""
        if name not in self._entries:
            return None
        try:
            data = self.read(name, most=self._bounds.xml_bytes)
        except TooLarge:
            raise _too_large_inside(self._bounds) from None
        return _parse(data, name, self._bounds)

    def related(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part, by their ids."""
        if part not in self._relationships:
            folder, base = posixpath.split(part)
            root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
            found = {}
            for element in () if root is None else root.iter(RELATIONSHIP):
                external = element.get("TargetMode", "").lower() == "external"
                target = element.get("Target", "")
                kind = element.get("Type", "").rsplit("/", 1)[-1]
                where = target if external else _inside(folder, target)
                found[element.get("Id", "")] = Relationship(kind, where, external)
            self._relationships[part] = found
        return self._relationships[part]

    def first_related(self, kind: str) -> str:
        """The name of the part of a kind ("styles", "footnotes") that the main part names; "" for none."""
        for relationship in self.related(self.main).values():
            if relationship.kind == kind and not relationship.external and self.has(relationship.target):
                return relationship.target
        return ""

    def _find_main(self) -> str:
        for relationship in self.related("").values():
            if relationship.kind == "officeDocument" and self.has(relationship.target):
                return relationship.target
        if self.has("word/document.xml"):
            return "word/document.xml"
        raise UnreadableManuscript("The file has no document inside.", SAVE_AGAIN)


def _open(data: bytes, bounds: Bounds) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        infos = packed.infolist()
    except Exception as error:  # a damaged directory raises what its bytes happen to say
        raise UnreadableManuscript(
            "The file is damaged or was cut off: its parts cannot be listed.",
            "Save it again, or ask for it once more.",
        ) from error
    if len(infos) > bounds.entries:
        raise UnreadableManuscript(
            f"The file holds {len(infos):,} parts, where {bounds.entries:,} are allowed.", SAVE_AGAIN
        )
    if sum(info.file_size for info in infos) > bounds.unpacked_bytes:
        raise _too_large_inside(bounds)
    entries = {}
    for info in infos:
        name = info.filename.replace("\\", "/")
        if ".." in name.split("/") or name.startswith("/") or re.match(r"[A-Za-z]:", name):
            raise UnreadableManuscript(
                "The file holds a part whose name leads out of it.",
                "It was not made by Word: do not open it.",
            )
        if info.flag_bits & 1:
            raise UnreadableManuscript(
                "The document is protected with a password.",
                "Save it without the password and bring it in again.",
            )
        if info.compress_type not in METHODS:
            raise UnreadableManuscript("The file is packed in an unusual way.", SAVE_AGAIN)
        if info.file_size > MEBIBYTE and info.file_size > bounds.ratio * max(info.compress_size, 1):
            raise UnreadableManuscript(
                f"A part of the file is packed more than {bounds.ratio} times smaller than it is, as no text is.",
                SAVE_AGAIN,
            )
        entries[name] = info
    return packed, entries


def _inside(folder: str, target: str) -> str:
    """A relationship's target as the name of a part; "" when it leads out of the package."""
    path = posixpath.normpath(posixpath.join("/", folder, unquote(target.replace("\\", "/"))))
    return path.lstrip("/")


def _parse(data: bytes, name: str, bounds: Bounds) -> Element:
    data = _as_utf8(data, name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableManuscript(
            "The file defines entities of its own, as no Word document does.",
            "It was not made by Word: do not open it.",
        )
    if data.count(b"<") - data.count(b"</") > bounds.nodes:
        raise UnreadableManuscript(
            f"The document is too long: more than {bounds.nodes:,} elements.", ONE_ARTICLE
        )
    for strict, usual in STRICT:
        data = data.replace(strict, usual.strip("{}").encode())
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error).lower():
            raise too_deep() from error
        raise _damaged(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _damaged(name)
    return root


def _as_utf8(data: bytes, name: str) -> bytes:
    """The part in UTF-8 without its declaration; ECMA-376 part 2 allows UTF-8 and UTF-16 and nothing else."""
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            data = data.decode("utf-16").encode()
        data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
        declared = DECLARED_ENCODING.match(data[:300])
        if declared and declared[1].lower() not in (b"utf-8", b"utf-16", b"us-ascii", b"ascii"):
            raise _damaged(name)
        data.decode()
    except UnicodeError as error:
        raise _damaged(name) from error
    return re.sub(rb"^<\?xml[^>]*\?>", b"", data, count=1)


def _too_large_inside(bounds: Bounds) -> UnreadableManuscript:
    return UnreadableManuscript(
        f"The file is too large when unpacked: more than {bounds.unpacked_bytes // MEBIBYTE:,} MB.",
        ONE_ARTICLE,
    )


def _damaged(name: str) -> UnreadableManuscript:
    return UnreadableManuscript(
        f"The file is damaged: its part “{name[:80]}” cannot be read.",
        "Save it again, or ask for it once more.",
    )


def too_deep() -> UnreadableManuscript:
    """What nests deeper than any document does is refused."""
    return UnreadableManuscript("The document nests its parts too deeply.", SAVE_AGAIN)
