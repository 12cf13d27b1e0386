"""Trees as XHTML documents of an EPUB, with the meanings that reading systems know (epub:type, DPUB-ARIA)."""

import re

from lxml import etree
from lxml.html import HtmlElement

from series.feeds.characters import allowed

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
XML = "http://www.w3.org/XML/1998/namespace"
# What is told of an element, by what it is: (tag, part of its class) -> (epub:type, role).
MEANINGS = {
    ("section", "footnotes"): ("endnotes", "doc-endnotes"),
    ("section", "key-takeaways"): ("", "doc-abstract"),
    ("blockquote", "pull-quote"): ("pullquote", "doc-pullquote"),
    ("aside", "pointer"): ("", "doc-tip"),
    ("a", "back-link"): ("backlink", "doc-backlink"),
}
# Attributes of SVG that a parser of HTML writes small.
CASED = {"viewbox": "viewBox"}
NOTE_MARK = re.compile(r"-ref\d+(?:-\d+)?$")


def document(tree: HtmlElement, *, title: str, language: str, kind: str = "", role: str = "") -> bytes:
    """An XHTML document with a tree of HTML as its only content; `kind` and `role` are told of that."""
    html = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
    html.set("lang", language)
    html.set(f"{{{XML}}}lang", language)
    head = etree.SubElement(html, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}title").text = allowed(title)
    etree.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href="book.css")
    body = etree.SubElement(html, f"{{{XHTML}}}body")
    content = _copied(tree, XHTML)
    if kind:
        content.set(f"{{{OPS}}}type", kind)
    if role:
        content.set("role", role)
    body.append(content)
    return etree.tostring(html, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def holds_drawings(tree: HtmlElement) -> bool:
    """Does it hold SVG, which a package must say?"""
    return next(tree.iter("svg"), None) is not None


def _copied(one: HtmlElement, space: str) -> etree._Element:
    """The same element in a namespace, with its children; `lang` is said to XML as well."""
    space = SVG if one.tag == "svg" else space
    copy = etree.Element(f"{{{space}}}{one.tag}", nsmap={None: space} if one.tag == "svg" else None)
    for name, value in one.attrib.items():
        if name != "xmlns":
            copy.set(CASED.get(name, name), allowed(value))
    if one.get("lang"):
        copy.set(f"{{{XML}}}lang", one.get("lang"))
    _tell_meaning(copy, one)
    copy.text = allowed(one.text) if one.text else None
    for child in one:
        if isinstance(child.tag, str):
            copied = _copied(child, space)
            copied.tail = allowed(child.tail) if child.tail else None
            copy.append(copied)
    return copy


def _tell_meaning(copy: etree._Element, one: HtmlElement) -> None:
    names = one.get("class", "").split()
    kind, role = next((MEANINGS[one.tag, name] for name in names if (one.tag, name) in MEANINGS), ("", ""))
    if one.tag == "a" and NOTE_MARK.search(one.get("id", "")):
        kind, role = "noteref", "doc-noteref"
    if kind:
        copy.set(f"{{{OPS}}}type", kind)
    if role:
        copy.set("role", role)
