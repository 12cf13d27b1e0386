"""Reads an export element by element: nothing is kept of what has been read, nothing fetched, everything bounded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from series.manuscripts.errors import UnreadableManuscript

RSS_NAMESPACES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}
WXR = re.compile(r"^http://wordpress\.org/export/1\.\d/(excerpt/)?$")
# What XML 1.0 forbids and WordPress writes all the same; one of them would cost the whole file.
FORBIDDEN = bytes(code for code in range(32) if code not in (9, 10, 13))
CHUNK = 64 * 1024


@dataclass(frozen=True)
class ExportBounds:
    """How much of an export is read at most; the setting WORDPRESS_BOUNDS can name other numbers.

    An export may be as large as a disk; what is held at one time may not.
    """

    file_bytes: int = 4 * 1024**3
    item_characters: int = 8 * 1024**2  # of one post with all its fields
    item_elements: int = 50_000  # of one post: fields, terms, comments
    items: int = 500_000  # posts, pages, pictures, menus, ...


class Guarded:
    """A file that counts what is read and leaves out what XML forbids; `forbidden` says how many characters."""

    def __init__(self, file: BinaryIO, bounds: ExportBounds):
        self._file, self._left = file, bounds.file_bytes
        self.forbidden = 0

    def read(self, size: int = CHUNK) -> bytes:
        chunk = self._file.read(min(size, CHUNK) if size > 0 else CHUNK)
        self._left -= len(chunk)
        if self._left < 0:
            raise UnreadableManuscript(
                "The export is larger than what is read here.", "Export it in several files, by year."
            )
        clean = chunk.translate(None, FORBIDDEN)
        self.forbidden += len(chunk) - len(clean)
        return clean


def elements(file: Guarded, bounds: ExportBounds) -> Iterator[etree._Element]:
    """The children of the channel, each whole; an element is emptied when the next is asked for.

    Raises UnreadableManuscript for what is no export, breaks off, or asks for too much; the message says how many items
    were whole.
    """
    whole = 0
    try:
        for element in _channel(file, bounds):
            yield element
            whole += name_of(element) == "item"
    except etree.XMLSyntaxError as error:
        raise _broken(error, whole) from error
    except (etree.LxmlError, ValueError, LookupError, OSError) as error:
        raise UnreadableManuscript(
            "The file cannot be read.", "Export it from WordPress once more."
        ) from error


def _channel(file: Guarded, bounds: ExportBounds) -> Iterator[etree._Element]:
    events = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    path: list[etree._Element] = []
    size = count = items = 0
    for event, element in events:
        if event == "start":
            path.append(element)
            if len(path) == 1:
                _check_root(element)
            if len(path) == 3:
                size = count = 0
            count += 1
            if count > bounds.item_elements:
                raise _too_much(items)
            continue
        path.pop()
        size += len(element.text or "") + len(element.tail or "")
        if size > bounds.item_characters:
            raise _too_much(items)
        if len(path) == 2 and path[1].tag == "channel":
            if element.tag == "item":
                items += 1
                if items > bounds.items:
                    raise UnreadableManuscript(
                        f"The export holds more than {bounds.items} items.", "Export it in several files."
                    )
            yield element
        if len(path) <= 2:
            _free(element)


def _free(element: etree._Element) -> None:
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _check_root(root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableManuscript(
            "The file declares a document type, which no export of WordPress does.",
            "It is not read, as such declarations can hide what is dear to open.",
        )
    if root.tag != "rss" or not any(WXR.match(address or "") for address in root.nsmap.values()):
        raise UnreadableManuscript(
            "This is no WordPress export.",
            "In WordPress choose Tools, Export, All content, and bring the file that is downloaded.",
        )


def _too_much(items: int) -> UnreadableManuscript:
    return UnreadableManuscript(
        f"Item {items + 1} is larger than any piece can be.",
        "Look at it in WordPress, delete or shorten it there, and export again.",
    )


def _broken(error: etree.XMLSyntaxError, whole: int) -> UnreadableManuscript:
    line = error.lineno or 0
    where = f" in line {line}" if line else ""
    count = {0: "No item before it is whole.", 1: "1 item before it is whole."}.get(
        whole, f"{whole} items before it are whole."
    )
    return UnreadableManuscript(
        f"The file breaks off or is damaged{where}. {count}",
        "Nothing was imported; export it from WordPress once more and compare the sizes of the two files.",
    )


def name_of(element: etree._Element) -> str:
    """The name of an element as this package writes it: "item", "wp:post_id", "content:encoded"."""
    tag = element.tag
    if not isinstance(tag, str):  # what stands for an entity
        return ""
    if not tag.startswith("{"):
        return tag
    namespace, _, name = tag[1:].partition("}")
    if match := WXR.match(namespace):
        return f"excerpt:{name}" if match[1] else f"wp:{name}"
    return f"{RSS_NAMESPACES.get(namespace, 'other')}:{name}"


def texts(element: etree._Element) -> dict[str, str]:
    """The texts of an element's children by name, the first of each name."""
    found: dict[str, str] = {}
    for child in element:
        found.setdefault(name_of(child), (child.text or "").strip())
    return found
