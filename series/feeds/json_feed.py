"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), with a piece's place in its series as `_series`.

`_identifiers` holds a piece's DOI, bare and as an address, or an author's ORCID iD or ROR id as an address.
"""

import json

from series.citation.identifiers import doi_address, orcid_address, ror_address
from series.feeds.characters import allowed
from series.feeds.shapes import Channel, Entry
from series.feeds.xml import rfc_3339, uri
from series.metadata.description import Who

VERSION = "https://jsonfeed.org/version/1.1"


def write_json(channel: Channel) -> bytes:
    """The channel as a JSON Feed."""
    feed = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": uri(channel.home),
        "feed_url": uri(channel.address),
        "description": channel.subtitle,
        "next_url": uri(channel.next),
        "icon": uri(channel.logo),
        "favicon": uri(channel.icon),
        "authors": [
            {
                "name": channel.publisher.name or channel.publisher.site,
                "url": uri(channel.publisher.home),
            }
        ],
        "language": channel.language,
        "items": [_item(entry) for entry in channel.entries],
    }
    return json.dumps(_filled(feed), ensure_ascii=False).encode()


def _item(entry: Entry) -> dict:
    about = entry.about
    return {
        "id": entry.name or entry.id,
        "url": uri(entry.address),
        "external_url": uri(about.source.address) if about.source else "",
        "title": about.title,
        "content_html": entry.content,
        "summary": about.summary,
        "image": uri(about.image.address) if about.image else "",
        "date_published": rfc_3339(about.published_at) if about.published_at else "",
        "date_modified": rfc_3339(entry.updated),
        "authors": [_author(who) for who in about.authors],
        "tags": [topic.name for topic in about.topics],
        "language": about.language,
        "_series": {
            "id": uri(about.series.address),
            "title": about.series.title,
            "position": about.series.position,
            "total": about.series.total,
        }
        if about.series
        else None,
        "_identifiers": {"doi": about.doi, "url": doi_address(about.doi)},
    }


def _author(who: Who) -> dict:
    return {
        "name": who.name,
        "url": uri(who.address) or orcid_address(who.orcid) or ror_address(who.ror),
        "avatar": uri(who.portrait),
        "_identifiers": {"orcid": orcid_address(who.orcid), "ror": ror_address(who.ror)},
    }


def _filled(value):
    """The value without what is empty and without characters that nothing shows; `items` and texts of them stay."""
    if isinstance(value, dict):
        filled = {name: _filled(each) for name, each in value.items()}
        return {
            name: each
            for name, each in filled.items()
            if each not in ("", None, [], {}) or name in ("items", "content_html")
        }
    if isinstance(value, list):
        return [_filled(each) for each in value]
    return allowed(value).strip() if isinstance(value, str) else value
