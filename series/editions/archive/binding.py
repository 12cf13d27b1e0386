"""Leads the links of an archive's pages: to the file beside them where there is one, else to the address on the site.

Links inside are relative, so that the folder can lie anywhere; every other one is absolute.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from django.utils.encoding import iri_to_uri
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from publication.frame import Frame
from publication.slugs import compose
from series.editions.archive.pruning import Leaf, markup_of
from series.editions.book.pictures import say_instead

# What the archive's own templates write for a file of the archive that is no page of the site.
INSIDE = "inside:"
LINKING = ("href", "cite")


@dataclass(frozen=True)
class Shelf:
    """All that links may lead to: files by the paths of their addresses, anchors and pictures by file and address."""

    frame: Frame
    files: Mapping[str, str]
    anchors: Mapping[str, frozenset[str]]
    pictures: Mapping[str, str]

    def file_at(self, address: str) -> str | None:
        """The file for an absolute address; None where it is not in the archive."""
        parts, here = urlsplit(address), urlsplit(self.frame.origin)
        if parts.scheme not in ("http", "https") or parts.netloc != here.netloc or parts.query:
            return None
        path = compose(unquote(parts.path))
        return self.files.get(path) or self.files.get(f"{path}/")


def bind(leaf: Leaf, shelf: Shelf) -> bytes:
    """The page as it lies in the archive."""
    tree = lxml_html.document_fromstring(leaf.markup)
    for one in tree.iter(etree.Element):
        for name in LINKING:
            if one.get(name):
                try:
                    _lead(one, name, leaf, shelf)
                except ValueError:
                    # No address at all: "http://[".
                    del one.attrib[name]
    for picture in list(tree.iter("img")):
        name = shelf.pictures.get(picture.get("src", ""))
        if name:
            picture.set("src", way(leaf.name, name))
        else:
            say_instead(picture)
    return markup_of(tree).encode()


def way(here: str, there: str) -> str:
    """From one file of the archive to another, by their names."""
    return posixpath.relpath(there, posixpath.dirname(here) or ".")


def _lead(one: HtmlElement, name: str, leaf: Leaf, shelf: Shelf) -> None:
    said = one.get(name).strip()
    if said.startswith(INSIDE):
        one.set(name, way(leaf.name, said.removeprefix(INSIDE)))
        return
    if said.startswith("#"):
        if unquote(said[1:]) not in leaf.anchors:
            # What was left out is on the site.
            one.set(name, iri_to_uri(f"{shelf.frame.origin}{leaf.address}{said}"))
        return
    if one.tag == "link" or "external" in one.get("rel", "").split():
        # They say where the page belongs on the site, or that they lead there.
        one.set(name, iri_to_uri(urljoin(f"{shelf.frame.origin}{leaf.address}", said)))
        return
    address = urljoin(f"{shelf.frame.origin}{leaf.address}", said)
    file = shelf.file_at(address)
    if file is None:
        one.set(name, iri_to_uri(address))
        return
    fragment = unquote(urlsplit(address).fragment)
    there = "" if file == leaf.name and fragment else way(leaf.name, file)
    is_there = fragment and fragment in shelf.anchors.get(file, ())
    one.set(name, f"{there}#{urlsplit(address).fragment}" if is_there else way(leaf.name, file))
