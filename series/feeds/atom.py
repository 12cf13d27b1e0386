"""Atom (RFC 4287), in pages (RFC 5005)."""

from series.citation.identifiers import doi_address, orcid_address, ror_address
from series.feeds import modules, xml
from series.feeds.addresses import ATOM
from series.feeds.names import is_iri
from series.feeds.shapes import Channel, Entry
from series.metadata.description import Who

NAMESPACES = {
    "xmlns": modules.ATOM,
    "xmlns_dcterms": modules.TERMS,
    "xmlns_media": modules.MEDIA,
    "xmlns_series": modules.SERIES,
}


def write_atom(channel: Channel) -> bytes:
    """The channel as an Atom document."""
    document = xml.Document()
    with document.inside("feed", xml_lang=channel.language, **NAMESPACES):
        _head(document, channel)
        for entry in channel.entries:
            document.kept(_entry, channel.language, channel.topics_address, entry)
    return document.bytes()


def _head(document: xml.Document, channel: Channel) -> None:
    document.leaf("id", channel.id)
    document.leaf("title", channel.title)
    document.leaf("subtitle", channel.subtitle)
    document.leaf("updated", xml.rfc_3339(channel.updated))
    # An entry without people of its own is the publisher's (RFC 4287, 4.1.1).
    with document.inside("author"):
        document.leaf("name", channel.publisher.name or channel.publisher.site)
        document.leaf("uri", xml.uri(channel.publisher.home))
    _link(document, "alternate", channel.home, "text/html")
    for rel, address in (
        ("self", channel.address),
        ("first", channel.first),
        ("previous", channel.previous),
        ("next", channel.next),
    ):
        _link(document, rel, address, ATOM.media_type)
    document.leaf("rights", channel.rights)
    document.leaf("icon", xml.uri(channel.icon))
    document.leaf("logo", xml.uri(channel.logo))
    if channel.topic:
        _category(document, channel.topics_address, channel.topic.address, channel.topic.name)


def _entry(document: xml.Document, channel_language: str, topics_address: str, entry: Entry) -> None:
    about = entry.about
    language = about.language if about.language != channel_language else ""
    with document.inside("entry", xml_lang=language):
        document.leaf("id", entry.name if is_iri(entry.name) else entry.id)
        document.leaf("title", about.title)
        if about.published_at:
            document.leaf("published", xml.rfc_3339(about.published_at))
        document.leaf("updated", xml.rfc_3339(entry.updated))
        for who in about.authors:
            _person(document, "author", who)
        for who in about.contributors:
            _person(document, "contributor", who)
        for topic in about.topics:
            _category(document, topics_address, topic.address, topic.name)
        _link(document, "alternate", entry.address, "text/html")
        if about.series:
            _link(document, "collection", about.series.address, "text/html")
        _link(document, "license", about.licence)
        _link(document, "cite-as", doi_address(about.doi))
        if about.source:
            _link(document, "via", about.source.address)
        document.leaf("summary", about.summary)
        document.leaf("content", entry.content, type_="html")
        document.leaf("rights", about.rights)
        for image in entry.pictures:
            modules.write_picture(document, image)
        if about.series:
            modules.write_series(document, about.series)


def _person(document: xml.Document, element: str, who: Who) -> None:
    with document.inside(element):
        document.leaf("name", who.name)
        document.leaf("uri", xml.uri(who.address) or orcid_address(who.orcid) or ror_address(who.ror))


def _category(document: xml.Document, topics_address: str, address: str, name: str) -> None:
    """A topic: its word in addresses, the list that it is from, and its name."""
    term = xml.uri(address).rstrip("/").rsplit("/", 1)[-1]
    document.leaf("category", term=term, scheme=xml.uri(topics_address), label=name)


def _link(document: xml.Document, rel: str, address: str, media_type: str = "") -> None:
    if address:
        document.leaf("link", rel=rel, type_=media_type, href=xml.uri(address))
