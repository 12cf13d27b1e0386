"""What the three formats ask of every feed, in our own words: RFC 4287, RSS 2.0 with its profile, JSON Feed 1.1.

Each function gets the bytes of a feed and gives what is wrong with it; [] is a valid feed.
"""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What a reader of feeds would strip or mistake, and what only our own pages know.
UNWANTED = {"style", "class", "id", "onclick"}
UNWANTED_ELEMENTS = {"script", "style", "svg", "iframe", "form", "button", "footnote", "details"}
# RFC 3339, as RFC 4287 (3.3) narrows it.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
URI = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]+", re.IGNORECASE)


def parsed(document: bytes):
    """The root of an XML document, by a parser that forgives nothing."""
    return etree.fromstring(document, etree.XMLParser(recover=False, resolve_entities=False))


def wrong_with_atom(document: bytes) -> list[str]:
    root = parsed(document)
    wrong = [] if root.tag == f"{ATOM}feed" else [f"the root is {root.tag}"]
    wrong += _parts_of_atom(root, "feed")
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        wrong += _parts_of_atom(entry, "entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    wrong += [f"the id {one} is there twice" for one in set(ids) if ids.count(one) > 1]
    self_links = root.findall(f"{ATOM}link[@rel='self']")
    if len(self_links) != 1:
        wrong.append("a feed has one link to itself")
    wrong += ["an entry stands before what the feed says of itself"] * _is_out_of_order(root, f"{ATOM}entry")
    return wrong


def _parts_of_atom(element, name: str) -> list[str]:
    """RFC 4287, 4.1.1 and 4.1.2: what is there once, at most once, and how it looks."""

    def count(tag):
        return len(element.findall(f"{ATOM}{tag}"))

    wrong = [f"{name}: {count(tag)} {tag}" for tag in ("id", "title", "updated") if count(tag) != 1]
    once = ("published", "rights", "summary", "content") if name == "entry" else (
        "subtitle", "rights", "icon", "logo", "generator"
    )  # fmt: skip
    wrong += [f"{name}: {count(tag)} {tag}" for tag in once if count(tag) > 1]
    wrong += [
        f"{name}: {tag} is {value!r}"
        for tag in ("updated", "published")
        for value in [element.findtext(f"{ATOM}{tag}")]
        if value is not None and not MOMENT.fullmatch(value)
    ]
    if name == "feed" and not count("author"):
        wrong.append("feed: no author, which entries without one need")
    for person in (*element.findall(f"{ATOM}author"), *element.findall(f"{ATOM}contributor")):
        if not person.findtext(f"{ATOM}name"):
            wrong.append(f"{name}: somebody has no name")
        uri = person.findtext(f"{ATOM}uri")
        if uri is not None and not is_absolute(uri):
            wrong.append(f"{name}: {uri!r} is no absolute address of somebody")
    if not URI.fullmatch(element.findtext(f"{ATOM}id") or ""):
        wrong.append(f"{name}: the id is no IRI")
    seen = set()
    for link in element.findall(f"{ATOM}link"):
        rel, href = link.get("rel", "alternate"), link.get("href", "")
        if not is_absolute(href):
            wrong.append(f"{name}: link {rel} to {href!r}")
        # 4.1.1: no two alternates of one type and language.
        key = (rel, link.get("type"), link.get("hreflang"))
        if rel == "alternate" and key in seen:
            wrong.append(f"{name}: two alternates alike")
        seen.add(key)
    if (
        name == "entry"
        and not element.findall(f"{ATOM}content")
        and not element.findall(f"{ATOM}link[@rel='alternate']")
    ):
        wrong.append("entry: neither content nor a page")
    wrong += [
        f"{name}: a category without a term"
        for one in element.findall(f"{ATOM}category")
        if not one.get("term")
    ]
    for content in element.findall(f"{ATOM}content"):
        if content.get("type") != "html":
            wrong.append(f"entry: content of type {content.get('type')}")
        wrong += wrong_with_markup(content.text or "")
    return wrong + _wrong_with_pictures(element)


def _is_out_of_order(root, tag: str) -> bool:
    """Does a child that is no `tag` stand behind one that is? Readers cut a long feed off at its first entries."""
    tags = [child.tag == tag for child in root]
    return tags != sorted(tags)


def wrong_with_rss(document: bytes) -> list[str]:
    root = parsed(document)
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1 or root[0].tag != "channel":
        return ["no RSS 2.0 with one channel"]
    channel = root[0]
    wrong = [
        f"channel: {len(channel.findall(tag))} {tag}"
        for tag in ("title", "link", "description")
        if len(channel.findall(tag)) != 1
    ]
    wrong += [
        f"channel: {tag} is empty" for tag in ("title", "link", "description") if not channel.findtext(tag)
    ]
    wrong += [
        f"channel: two of {tag}"
        for tag in ("language", "copyright", "lastBuildDate", "image", "ttl")
        if len(channel.findall(tag)) > 1
    ]
    if len(channel.findall(f"{ATOM}link[@rel='self']")) != 1:
        wrong.append("channel: it has one link to itself")
    wrong += [
        f"channel: atom:link to {link.get('href')!r}"
        for link in channel.findall(f"{ATOM}link")
        if not is_absolute(link.get("href", ""))
    ]
    image = channel.find("image")
    if image is not None:
        wrong += [f"image: no {tag}" for tag in ("url", "title", "link") if not image.findtext(tag)]
        if image.findtext("link") != channel.findtext("link"):
            wrong.append("image: another link than the channel's")
    wrong += ["an item stands before what the channel says of itself"] * _is_out_of_order(channel, "item")
    names = []
    for item in channel.findall("item"):
        wrong += _wrong_with_item(item)
        names.append(item.findtext("guid"))
    wrong += [f"the guid {one} is there twice" for one in set(names) if names.count(one) > 1]
    for date in (*channel.findall("lastBuildDate"), *channel.findall("item/pubDate")):
        try:
            assert parsedate_to_datetime(date.text).tzinfo is not None
        except (ValueError, AssertionError):
            wrong.append(f"{date.text!r} is no date")
    return wrong


def _wrong_with_item(item) -> list[str]:
    tags = [child.tag for child in item]
    wrong = [
        f"item: {tags.count(tag)} {tag}"
        for tag in ("title", "link", "guid", "description", CONTENT)
        if tags.count(tag) != 1
    ]
    wrong += [
        f"item: two of {tag}"
        for tag in ("pubDate", "author", "comments", "source", "enclosure")
        if tags.count(tag) > 1
    ]
    if CONTENT in tags and "description" in tags and tags.index("description") > tags.index(CONTENT):
        wrong.append("item: the summary comes behind the text")
    if item.find("guid") is not None and item.find("guid").get("isPermaLink") != "false":
        wrong.append("item: the guid is said to be an address")
    if not is_absolute(item.findtext("link") or ""):
        wrong.append(f"item: link {item.findtext('link')!r}")
    wrong += [
        f"item: {child.tag} is empty"
        for child in item
        if not len(child) and not child.text and not child.attrib
    ]
    return wrong + wrong_with_markup(item.findtext(CONTENT) or "") + _wrong_with_pictures(item)


def _wrong_with_pictures(element) -> list[str]:
    return [
        f"media:content at {picture.get('url')!r}"
        for picture in element.findall(f"{MEDIA}content")
        if not is_absolute(picture.get("url", "")) or picture.get("medium") != "image"
    ]


def wrong_with_json(document: bytes) -> list[str]:
    feed = json.loads(document)
    wrong = [] if feed.get("version") == "https://jsonfeed.org/version/1.1" else ["no JSON Feed 1.1"]
    if not isinstance(feed.get("title"), str) or not feed["title"]:
        wrong.append("no title")
    if not isinstance(feed.get("items"), list):
        return [*wrong, "no items"]
    wrong += [
        f"{name} is {feed[name]!r}"
        for name in ("home_page_url", "feed_url", "next_url", "icon", "favicon")
        if name in feed and not is_absolute(feed[name])
    ]
    ids = [item.get("id") for item in feed["items"]]
    wrong += [
        f"the id {one!r} is there twice or is no text"
        for one in ids
        if not isinstance(one, str) or ids.count(one) > 1
    ]
    for item in feed["items"]:
        if not ("content_html" in item or "content_text" in item):
            wrong.append("an item without content")
        wrong += [
            f"item: {name} is {item[name]!r}"
            for name in ("url", "external_url", "image", "banner_image")
            if name in item and not is_absolute(item[name])
        ]
        wrong += [
            f"item: {name} is {item[name]!r}"
            for name in ("date_published", "date_modified")
            if name in item and not (MOMENT.fullmatch(item[name]) and datetime.fromisoformat(item[name]))
        ]
        wrong += ["item: an author without a word"] * sum(not author for author in item.get("authors", ()))
        wrong += [f"item: a tag is {tag!r}" for tag in item.get("tags", ()) if not isinstance(tag, str)]
        wrong += wrong_with_markup(item.get("content_html", ""))
    return wrong + [
        f"{path} is empty" for path in _empty(feed) if not path.endswith(("items", "content_html"))
    ]


def _empty(value, path: str = "feed"):
    if value in ("", None, [], {}):
        yield path
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _empty(each, f"{path}.{name}")
    elif isinstance(value, list):
        for each in value:
            yield from _empty(each, path)


def wrong_with_markup(markup: str) -> list[str]:
    """Relative addresses, and what means nothing outside of our own pages."""
    if not markup.strip():
        return []
    wrong = []
    for element in html.fragment_fromstring(markup, create_parent="div").iter():
        if element.tag in UNWANTED_ELEMENTS:
            wrong.append(f"markup: <{element.tag}>")
        for name, value in element.attrib.items():
            if name in UNWANTED or name.startswith(("data-", "aria-", "on")):
                wrong.append(f"markup: {name} on <{element.tag}>")
            if name in ("href", "src", "cite") and not is_absolute(value):
                wrong.append(f"markup: {name} {value!r}")
        if element.tag == "img" and "alt" not in element.attrib:
            wrong.append("markup: a picture without alternative text")
    return wrong


def is_absolute(address: str) -> bool:
    """A whole address in ASCII, of the web or of mail."""
    parts = urlsplit(address)
    return address.isascii() and (
        bool(parts.scheme in ("http", "https") and parts.netloc) or parts.scheme in ("mailto", "tel")
    )


WRONG = {"rss": wrong_with_rss, "atom": wrong_with_atom, "json": wrong_with_json}
