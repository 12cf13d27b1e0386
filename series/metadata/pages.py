"""The description of the page that a template is given."""

from dataclasses import replace

from django.utils.translation import get_language

from publication.frame import absolute
from series.feeds.addresses import feeds_of, feeds_of_series
from series.metadata.describing import describe_installment, describe_series
from series.metadata.describing_lists import (
    describe_archive,
    describe_archive_period,
    describe_corrections,
    describe_series_list,
    describe_topic,
    describe_topics,
)
from series.metadata.describing_pages import (
    describe_api,
    describe_forthcoming,
    describe_home,
    describe_search,
    describe_standing,
    describe_whole_series,
)
from series.metadata.describing_people import describe_author, describe_authors
from series.metadata.description import Description, Feed
from series.reading.collection import SeriesReading
from series.reading.installment import Reading

DESCRIBERS = {Reading: describe_installment, SeriesReading: describe_series}
# What else a template may be the page of, by the name that it gives (`description_of` in templatetags/metadata.py).
KINDS = {
    "api": describe_api,
    "archive": describe_archive,
    "archive period": describe_archive_period,
    "author": describe_author,
    "authors": describe_authors,
    "corrections": describe_corrections,
    "forthcoming": describe_forthcoming,
    "home": describe_home,
    "search": describe_search,
    "series list": describe_series_list,
    "standing": describe_standing,
    "topic": describe_topic,
    "topics": describe_topics,
    "whole series": describe_whole_series,
}

# Those of them that have feeds of their own.
FOLLOWED = frozenset({"author", "corrections", "topic"})


def describe_page(context) -> Description:
    """The description of a page from the context of its template: `page`, `reading`, `frame` and `request`."""
    page, reading, frame = context["page"], context["reading"], context["frame"]
    describer = DESCRIBERS[type(reading)]
    description = describer(page, reading, frame, language=get_language(), is_private=_is_private(context))
    series = reading.card if isinstance(reading, SeriesReading) else reading.series
    own = feeds_of_series(absolute(frame, series.address), series.title, series.is_numbered)
    by = {who.address: who.name for who in description.people if who.address}
    theirs = (feed for address, name in by.items() for feed in feeds_of(address, name))
    return _with_feeds(description, (*own, *theirs), frame)


def describe_as(kind: str, context) -> Description:
    """The description of a page of one of KINDS, from the context of its template."""
    frame = context["frame"]
    description = KINDS[kind](context, language=get_language(), is_private=_is_private(context))
    own = feeds_of(absolute(frame, frame.path), description.title) if kind in FOLLOWED else ()
    return _with_feeds(description, own, frame)


def _with_feeds(description: Description, own: tuple[Feed, ...], frame) -> Description:
    """The description with the feeds that its head leads to: those of what it is about, and of the site."""
    if description.is_private:
        return description
    site = feeds_of(absolute(frame, frame.home), frame.masthead.local_name)
    return replace(description, feeds=(*own, *site))


def _is_private(context) -> bool:
    """A page that not everybody may see, or that is previewed, says so to machines."""
    return bool(
        getattr(context["request"], "is_preview", False) or getattr(context.get("page"), "admitted", ())
    )
