"""Takes out of a page of the site what needs a server or a script, and gives it the head and foot of the archive."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from lxml import html as lxml_html
from lxml.html import HtmlElement

from publication.frame import absolute
from publication.navigation import NATIVE_NAMES
from series.editions.archive.asking import Volume
from series.editions.archive.on_the_site import as_on_the_site
from series.editions.archive.rendering import Drawn, Wish
from series.feeds.characters import allowed

# Of no use, or wrong, away from the site: what the script does, what is waiting for it, what templates mark as
# `on-site`, and what the site's other pieces decide.
LEFT_OUT = (
    "//script|//template|//dialog|//noscript|//source|//iframe|//object|//embed"
    "|//*[contains(concat(' ', normalize-space(@class), ' '), ' needs-js ')]"
    "|//*[@data-announce]"
    "|//*[contains(concat(' ', normalize-space(@class), ' '), ' on-site ')]"
    "|//section[contains(concat(' ', normalize-space(@class), ' '), ' related ')]"
)
# Links of the head that tell something lasting; the others fetch files, or lead to what changes.
TOLD = frozenset({"canonical", "alternate", "author", "collection", "license", "cite-as"})
# What only the script reads.
SCRIPTED = ("data-series", "data-part", "data-row", "data-number", "data-progress")
OF_IMAGES = ("srcset", "sizes", "fetchpriority", "decoding")


@dataclass(frozen=True)
class Leaf:
    """A page of the archive before its links are bound: its name, the address it had, its markup and its anchors."""

    name: str
    address: str
    language: str
    markup: str
    anchors: frozenset[str]
    pictures: tuple[str, ...]


@dataclass(frozen=True)
class Around:
    """What heads and feet lead to: the pages of the archive by what they are, and the files of it by address."""

    volumes: tuple[Volume, ...]
    wishes: tuple[Wish, ...]
    files: Mapping[str, str]

    def of(self, wish: Wish) -> dict:
        """The context of head and foot of a page."""
        volume, frame = wish.volume, wish.volume.frame
        stem = volume.address.rstrip("/")
        books = ((f"{stem}.{form}", form.upper()) for form in ("epub", "pdf"))
        return {
            "volume": volume,
            "whole": f"{volume.address}all/" if f"{volume.address}all/" in self.files else "",
            "books": [(address, name) for address, name in books if address in self.files],
            "others": [
                {
                    "language": other.language,
                    "name": NATIVE_NAMES[other.language],
                    "address": self._twin(wish, other),
                }
                for other in self.volumes
                if other is not volume
            ],
            "origin": absolute(frame, wish.address),
        }

    def _twin(self, wish: Wish, other: Volume) -> str:
        """The same page in another language, or the series."""
        return next(
            (
                each.address
                for each in self.wishes
                if each.volume is other
                and each.whole == wish.whole
                and each.page.translation_key == wish.page.translation_key
            ),
            other.address,
        )


def prune(drawn: Drawn, around: Around) -> Leaf:
    """The page without all that only the site can do, in the frame of the archive."""
    wish = drawn.wish
    tree = lxml_html.document_fromstring(allowed(drawn.markup))
    for one in tree.xpath(LEFT_OUT):
        _drop(one)
    _replace_forms(tree, absolute(wish.volume.frame, wish.address))
    for one in list(tree.iter("picture")):
        one.drop_tag()
    for one in tree.iter("img"):
        _strip(one, OF_IMAGES)
    for one in tree.xpath("//*[@data-series or @data-row]"):
        _strip(one, SCRIPTED)
    _put_head(tree)
    with as_on_the_site(wish.language):
        for place, template in (("site-header", "header"), ("site-footer", "footer")):
            found = tree.find_class(place)[0]
            found.getparent().replace(found, _fragment(template, around.of(wish)))
    return Leaf(
        name=wish.name,
        address=wish.address,
        language=wish.language,
        markup=markup_of(tree),
        anchors=frozenset(tree.xpath("//@id")),
        pictures=tuple(one.get("src", "") for one in tree.iter("img")),
    )


def markup_of(tree: HtmlElement) -> str:
    """A document as HTML."""
    return f"{lxml_html.tostring(tree, encoding='unicode', doctype='<!doctype html>')}\n"


def _drop(one: HtmlElement) -> None:
    """Take an element out, if it did not go with one above it."""
    if one.getparent() is None:
        return
    if one.tag == "source":
        # Some parsers take what follows for its content.
        one.drop_tag()
    else:
        one.drop_tree()


def _replace_forms(tree: HtmlElement, address: str) -> None:
    """What is typed and sent is typed and sent on the site."""
    for form in list(tree.iter("form")):
        pointer = lxml_html.Element("p")
        link = lxml_html.Element("a", href=address, rel="external")
        link.text = address
        pointer.append(link)
        pointer.tail = form.tail
        form.getparent().replace(form, pointer)


def _put_head(tree: HtmlElement) -> None:
    """The head with what it tells, and the style and the icon that lie in the archive."""
    for link in list(tree.head.iter("link")):
        rel = (link.get("rel") or "").lower()
        if rel not in TOLD or (rel == "alternate" and not link.get("hreflang")):
            link.drop_tree()
    for one in tree.head:
        one.tail = "\n"
    for attributes in (
        {"rel": "icon", "href": "inside:img/favicon.svg", "type": "image/svg+xml"},
        {"rel": "stylesheet", "href": "inside:css/site.css"},
    ):
        tree.head.append(lxml_html.Element("link", attributes))
        tree.head[-1].tail = "\n"


def _fragment(template: str, context: dict) -> HtmlElement:
    return lxml_html.fragment_fromstring(
        allowed(render_to_string(f"editions/archive/{template}.html", context)).strip()
    )


def _strip(one: HtmlElement, names: Iterable[str]) -> None:
    for name in names:
        one.attrib.pop(name, None)
