"""RSS 2.0 (https://www.rssboard.org/rss-specification), with the modules that carry what it has no words for.

Summary before the full text, as the profile asks (https://www.rssboard.org/rss-profile). A person's name without an
e-mail address is Dublin Core's creator.
"""

from email.utils import format_datetime
from html import escape

from django.utils import timezone

from series.citation.identifiers import doi_address
from series.feeds import modules, xml
from series.feeds.addresses import RSS
from series.feeds.shapes import Channel, Entry

NAMESPACES = {
    "xmlns_atom": modules.ATOM,
    "xmlns_content": modules.CONTENT,
    "xmlns_dc": modules.DC,
    "xmlns_dcterms": modules.TERMS,
    "xmlns_media": modules.MEDIA,
    "xmlns_series": modules.SERIES,
}


def write_rss(channel: Channel) -> bytes:
    """The channel as an RSS document."""
    document = xml.Document()
    with document.inside("rss", version="2.0", **NAMESPACES), document.inside("channel"):
        _head(document, channel)
        for entry in channel.entries:
            _item(document, channel, entry)
    return document.bytes()


def _head(document: xml.Document, channel: Channel) -> None:
    document.leaf("title", channel.title)
    document.leaf("link", xml.uri(channel.home))
    document.leaf("description", escape(channel.subtitle or channel.title, quote=False))
    document.leaf("language", channel.language)
    document.leaf("copyright", channel.rights)
    if channel.entries:
        document.leaf("lastBuildDate", _rfc_822(channel.updated))
    if channel.topic:
        document.leaf("category", channel.topic.name, domain=xml.uri(channel.topics_address))
    if channel.logo:
        with document.inside("image"):
            document.leaf("url", xml.uri(channel.logo))
            document.leaf("title", channel.title)
            document.leaf("link", xml.uri(channel.home))
    document.leaf("dc:publisher", channel.publisher.name)
    relations = (
        ("self", channel.address),
        ("first", channel.first),
        ("previous", channel.previous),
        ("next", channel.next),
    )
    for rel, address in relations:
        if address:
            document.leaf("atom:link", rel=rel, href=xml.uri(address), type_=RSS.media_type)


def _item(document: xml.Document, channel: Channel, entry: Entry) -> None:
    about = entry.about
    with document.inside("item"):
        document.leaf("title", about.title)
        document.leaf("link", xml.uri(entry.address))
        document.leaf("guid", entry.name or entry.id, isPermaLink="false")
        if about.published_at:
            document.leaf("pubDate", _rfc_822(about.published_at))
        for who in about.authors:
            document.leaf("dc:creator", who.name)
        for who in about.contributors:
            document.leaf("dc:contributor", who.name)
        document.leaf("dc:identifier", doi_address(about.doi))
        document.leaf("dc:language", about.language)
        document.leaf("dc:rights", about.licence or about.rights)
        for topic in about.topics:
            document.leaf("category", topic.name, domain=xml.uri(channel.topics_address))
        document.leaf("description", escape(about.summary, quote=False))
        document.leaf("content:encoded", entry.content)
        for image in entry.pictures:
            modules.write_picture(document, image)
        document.leaf("atom:updated", xml.rfc_3339(entry.updated))
        if about.series:
            modules.write_series(document, about.series)


def _rfc_822(moment) -> str:
    return format_datetime(timezone.localtime(moment))
