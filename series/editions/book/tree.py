"""Chapters as trees whose parts lead to each other: anchors that are unique in the book, links that stay inside of it.

A link to another chapter leads into the book, one to a page that is closed is plain text, any other becomes absolute;
so does one that says of itself that it leads out (`rel="external"`). Case EBK-01.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from django.utils.encoding import iri_to_uri
from lxml import html as lxml_html
from lxml.html import HtmlElement
from wagtail.models import Page

from publication.frame import Frame
from publication.visibility import is_open
from series.feeds.characters import allowed

# Attributes that name anchors of the same document.
NAMING = ("aria-labelledby", "aria-describedby")
LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
# (name of a chapter, anchor in it or "", name of the chapter where the link stands) -> what the link says.
Way = Callable[[str, str, str], str]


@dataclass
class Leaf:
    """A chapter's tree under one `section`, by the name of the chapter and the address of its page."""

    name: str
    address: str
    tree: HtmlElement

    @property
    def anchors(self) -> set[str]:
        """All ids in it."""
        return {one.get("id") for one in self.tree.iter() if one.get("id")}


def parse(name: str, address: str, markup: str) -> Leaf:
    """The markup of a chapter as this site prints it. What an editor typed in it is escaped or sanitised already."""
    return Leaf(name, address, lxml_html.fragment_fromstring(allowed(markup), create_parent="section"))


def bind(leaves: list[Leaf], frame: Frame, way: Way, also: Iterable[Leaf] = ()) -> None:
    """Give every anchor its chapter's name, and let every link lead on. One query.

    `also` are pages around the chapters, whose links lead on too, while none leads to them.
    """
    inside = {_path(leaf.address): leaf for leaf in leaves}
    leaves = [*leaves, *also]
    anchors = {leaf.name: leaf.anchors for leaf in leaves}
    links = {leaf.name: list(_links(leaf, frame)) for leaf in leaves}
    typed = {_path(href) for found in links.values() for _link, href in found if _is_here(href, frame)}
    closed = _closed(typed - inside.keys(), frame)
    for leaf in leaves:
        _name_anchors(leaf, anchors[leaf.name], way)
        for link, href in links[leaf.name]:
            path, fragment = _path(href), unquote(urlsplit(href).fragment)
            leads_out = "external" in link.get("rel", "").split()
            target = inside.get(path) if _is_here(href, frame) and not leads_out else None
            if target:
                anchor = fragment if fragment in anchors[target.name] else ""
                link.set("href", way(target.name, anchor, leaf.name))
            elif path in closed and _is_here(href, frame):
                link.drop_tag()
            else:
                link.set("href", iri_to_uri(href))


def on_one_page(name: str, anchor: str, _from: str) -> str:
    """The way where all chapters stand in one document."""
    return f"#{name}-{anchor}" if anchor else f"#{name}"


def deepen(leaf: Leaf, by: int = 1) -> None:
    """Put all headings of a chapter so many levels down, for a document that has others above them."""
    for one in leaf.tree.iter(*LEVELS):
        one.tag = LEVELS[min(LEVELS.index(one.tag) + by, len(LEVELS) - 1)]


def flatten(leaf: Leaf) -> None:
    """Open what is folded and forget what only a screen needs: regions that scroll, loading on sight."""
    for one in list(leaf.tree.iter("details")):
        one.tag = "div"
    for one in list(leaf.tree.iter("summary")):
        one.tag = "p"
    for one in leaf.tree.iter("div", "img"):
        for name in ("role", "tabindex", "loading", "fetchpriority", "decoding"):
            if name in one.attrib and not (name == "role" and one.get("role") != "region"):
                del one.attrib[name]
        if one.tag == "div" and "aria-label" in one.attrib:
            del one.attrib["aria-label"]


def markup_of(leaf: Leaf) -> str:
    """The chapter as HTML again."""
    return lxml_html.tostring(leaf.tree, encoding="unicode")


def _links(leaf: Leaf, frame: Frame) -> Iterator[tuple[HtmlElement, str]]:
    """(link, its address made absolute) of all that do not lead to an anchor of the same chapter.

    What no program takes for an address ("http://[") becomes its words.
    """
    for link in list(leaf.tree.iter("a")):
        href = link.get("href", "")
        if href and not href.startswith("#"):
            try:
                address = urljoin(leaf.address or frame.origin, href)
                urlsplit(address)
            except ValueError:
                link.drop_tag()
            else:
                yield link, address


def _name_anchors(leaf: Leaf, anchors: set[str], way: Way) -> None:
    """Put the chapter's name before its anchors and where they are named; a link to one that is not there is none."""
    for one in list(leaf.tree.iter()):
        href = one.get("href", "")
        if href.startswith("#"):
            anchor = unquote(href[1:])
            if anchor in anchors:
                one.set("href", way(leaf.name, anchor, leaf.name))
            else:
                one.drop_tag()
        if one.get("id"):
            one.set("id", f"{leaf.name}-{one.get('id')}")
        for attribute in NAMING:
            if one.get(attribute):
                one.set(attribute, " ".join(f"{leaf.name}-{each}" for each in one.get(attribute).split()))
    leaf.tree.set("id", leaf.name)


def _is_here(href: str, frame: Frame) -> bool:
    here, there = urlsplit(frame.origin), urlsplit(href)
    return there.scheme in ("http", "https") and there.netloc == here.netloc


def _path(href: str) -> str:
    return f"{unquote(urlsplit(href).path).rstrip('/')}/"


def _closed(paths: set[str], frame: Frame) -> set[str]:
    """Which of these addresses are pages of this site that not everybody may see."""
    tree_paths = {}
    for path in paths:
        for code, root in frame.roots.items():
            prefix = (frame.address(root, code) or "/").rstrip("/")
            if path.startswith(f"{prefix}/"):
                tree_paths[root + path.removeprefix(f"{prefix}/")] = path
    if not tree_paths:
        return set()
    shut = Page.objects.filter(url_path__in=tree_paths).exclude(is_open(), live=True)
    return {tree_paths[url_path] for url_path in shut.values_list("url_path", flat=True)}
