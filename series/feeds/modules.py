"""What RSS and Atom say in words of other vocabularies: pictures with their credit, and the place in a series."""

from series.feeds.xml import Document, uri
from series.metadata.description import Image, SeriesFacts

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
MEDIA = "http://search.yahoo.com/mrss/"
# Our own words for a place in a series, which no vocabulary of feeds has.
SERIES = "urn:x-commentary:series"


def write_picture(document: Document, image: Image) -> None:
    """A picture with its credit and what it shows."""
    size = {"width": str(image.width), "height": str(image.height)}
    with document.inside("media:content", url=uri(image.address), medium="image", **size):
        document.leaf("media:credit", image.credit)
        if words := image.caption or image.alt:
            document.leaf("media:description", words, type_="plain")


def write_series(document: Document, series: SeriesFacts) -> None:
    """The series of an entry, and its place there; 0 is the place of a preface."""
    document.leaf("dcterms:isPartOf", uri(series.address))
    document.leaf("series:title", series.title)
    for name, number in (("position", series.position), ("total", series.total)):
        if number is not None:
            document.leaf(f"series:{name}", str(number))
