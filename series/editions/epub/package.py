"""The package document and the navigation document of an EPUB 3.3, with its accessibility metadata (EPUB Accessibility 1.1)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree

from series.citation.identifiers import orcid_address, ror_address
from series.editions.book.shapes import Book
from series.editions.epub.access import Access
from series.editions.epub.xhtml import OPS, XHTML, XML
from series.feeds.characters import allowed
from series.reading.shapes import Credit

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
# MARC relator codes (id.loc.gov/vocabulary/relators) of our roles.
RELATORS = {
    "author": "aut", "original_author": "aut", "summary_by": "aut", "translator": "trl", "interviewer": "ivr",
    "interviewee": "ive", "photographer": "pht", "illustrator": "ill", "editor": "edt",
}  # fmt: skip
# The DOI among the kinds of identifiers of books (ONIX code list 5).
DOI = "06"
# That of the files inside as well (packing.py).
NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
# Roles that make the book, not only contribute to it.
CREATORS = frozenset({"author", "summary_by", "interviewer", "interviewee"})


@dataclass(frozen=True)
class Item:
    """A file of the book: its id and name, its media type, what a package says of it, and whether it is read in order."""

    id: str
    name: str
    media_type: str
    properties: str = ""
    is_read: bool = False


def package_document(book: Book, items: list[Item], access: Access) -> bytes:
    """The OPF file."""
    package = etree.Element(
        f"{{{OPF}}}package", nsmap={None: OPF, "dc": DC}, version="3.0", dir="ltr"
    )  # fmt: skip
    package.set("unique-identifier", "book-id")
    package.set(f"{{{XML}}}lang", book.language)
    metadata = etree.SubElement(package, f"{{{OPF}}}metadata")
    _tell(metadata, book, access)
    manifest = etree.SubElement(package, f"{{{OPF}}}manifest")
    spine = etree.SubElement(package, f"{{{OPF}}}spine")
    for item in items:
        entry = etree.SubElement(
            manifest, f"{{{OPF}}}item", {"id": item.id, "href": item.name, "media-type": item.media_type}
        )
        if item.properties:
            entry.set("properties", item.properties)
        if item.is_read:
            etree.SubElement(spine, f"{{{OPF}}}itemref", idref=item.id)
    return etree.tostring(package, encoding="utf-8", xml_declaration=True, pretty_print=True)


def navigation_document(book: Book, *, first: str) -> bytes:
    """The contents, one entry for each chapter, and the landmarks; the text begins in the file `first`."""
    html = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS}, lang=book.language)
    html.set(f"{{{XML}}}lang", book.language)
    head = etree.SubElement(html, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}title").text = allowed(book.title)
    etree.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href="book.css")
    body = etree.SubElement(html, f"{{{XHTML}}}body")
    chapters = [(f"{chapter.name}.xhtml", _entry(chapter)) for chapter in book.chapters]
    contents = _nav(body, "toc", "doc-toc", chapters)
    heading = etree.Element(f"{{{XHTML}}}h1")
    heading.text = _("Contents")
    contents.insert(0, heading)
    landmarks = _nav(body, "landmarks", "", [("nav.xhtml", _("Contents")), (first, _("Start of the text"))])
    landmarks.set("hidden", "hidden")
    for link, kind in zip(landmarks.iter(f"{{{XHTML}}}a"), ("toc", "bodymatter"), strict=True):
        link.set(f"{{{OPS}}}type", kind)
    return etree.tostring(html, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def _entry(chapter) -> str:
    return f"{chapter.place.number}. {chapter.title}" if chapter.place.counts else chapter.title


def _nav(body, kind: str, role: str, entries: list[tuple[str, str]]):
    nav = etree.SubElement(body, f"{{{XHTML}}}nav")
    nav.set(f"{{{OPS}}}type", kind)
    if role:
        nav.set("role", role)
    listed = etree.SubElement(nav, f"{{{XHTML}}}ol")
    for href, title in entries:
        entry = etree.SubElement(listed, f"{{{XHTML}}}li")
        etree.SubElement(entry, f"{{{XHTML}}}a", href=href).text = allowed(title)
    return nav


def _tell(metadata, book: Book, access: Access) -> None:
    def dc(name: str, text: str, **attributes):
        if text:
            element = etree.SubElement(metadata, f"{{{DC}}}{name}", attributes)
            element.text = allowed(text)

    def meta(name: str, text: str, **attributes):
        if text:
            etree.SubElement(metadata, f"{{{OPF}}}meta", {"property": name, **attributes}).text = allowed(
                text
            )

    dc("identifier", book.key, id="book-id")
    if book.doi:
        dc("identifier", book.doi, id="doi")
        meta("identifier-type", DOI, refines="#doi", scheme="onix:codelist5")
    dc("title", book.title, id="title")
    meta("title-type", "main", refines="#title")
    if book.subtitle:
        dc("title", book.subtitle, id="subtitle")
        meta("title-type", "subtitle", refines="#subtitle")
    dc("language", book.language)
    for number, credit in enumerate(book.people, start=1):
        person = f"person-{number}"
        dc("creator" if credit.role in CREATORS else "contributor", credit.name, id=person)
        meta("role", RELATORS.get(credit.role, "ctb"), refines=f"#{person}", scheme="marc:relators")
        meta("file-as", _filed(credit), refines=f"#{person}")
        own = orcid_address(credit.orcid) or ror_address(credit.ror)
        meta("schema:identifier", own, refines=f"#{person}")
        if credit.second_name:
            language = credit.second_language or book.language
            element = etree.SubElement(
                metadata, f"{{{OPF}}}meta", {"property": "alternate-script", "refines": f"#{person}"}
            )
            element.set(f"{{{XML}}}lang", language)
            element.text = allowed(credit.second_name)
    for number, name in enumerate(book.editors, start=1):
        dc("contributor", name, id=f"editor-{number}")
        meta("role", "edt", refines=f"#editor-{number}", scheme="marc:relators")
    dc("publisher", book.publisher)
    published = min((c.published_at for c in book.chapters if c.published_at), default=None)
    if published:
        dc("date", timezone.localdate(published).isoformat())
    dc("rights", str(book.licence.label) if book.licence else "")
    dc("source", book.address)
    dc("description", book.standfirst)
    # One is asked for, also of a book of which no day is known.
    meta("dcterms:modified", (book.version or NO_DATE).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    _tell_collection(meta, book)
    _tell_access(meta, access)


def _tell_collection(meta, book: Book) -> None:
    title, key = (book.title, book.key) if book.is_series else (book.series, book.series_key)
    if not title:
        return
    meta("belongs-to-collection", title, id="series")
    meta("collection-type", "series", refines="#series")
    meta("dcterms:identifier", key, refines="#series")
    place = book.chapters[0].place
    if not book.is_series and place.counts:
        meta("group-position", str(place.number), refines="#series")


def _tell_access(meta, access: Access) -> None:
    for mode in access.modes:
        meta("schema:accessMode", mode)
    meta("schema:accessModeSufficient", access.sufficient)
    for feature in access.features:
        meta("schema:accessibilityFeature", feature)
    meta("schema:accessibilityHazard", access.hazard)
    meta("schema:accessibilitySummary", access.summary)


def _filed(credit: Credit) -> str:
    """ "Choe, Won-gi"; of an organisation, or somebody with one name, nothing."""
    if credit.is_organisation or not (credit.family and credit.given):
        return ""
    return f"{credit.family}, {credit.given}"
