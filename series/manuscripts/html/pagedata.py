"""What a page says of itself outside its text: its data for search engines and for those who share it."""

import json
import re
from dataclasses import dataclass, field
from datetime import date

from ..bylines import credited, read_reporter
from ..datelines import find_date
from ..manuscript import BylineEntry
from .addresses import web_address
from .looks import language_code
from .tree import SPACE, Element

LONGEST_SCRIPT = 500_000
MOST_SCRIPTS = 20
MOST_THINGS = 500
ARTICLE = re.compile(r"article|blogposting|report$|newsarticle|posting", re.IGNORECASE)
ISO_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
# What browsers, and programs that put a page into one file, write into it.
SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|page saved with singlefile\s+url:\s*)([^\s>]{1,2000}?)(?:-->|\s)",
    re.IGNORECASE,
)
# Names that pages give for an author and that are no person's.
NOBODY = re.compile(
    r"^(?:admin\w*|administrator|webmaster|editors?|staff|newsroom|desk|guest|root|unknown|none|null|편집부|관리자|온라인\s*\w*|뉴스\s*\w*)$"
    r"|https?:|@|\b(?:desk|staff|newsroom|editorial board)\b|(?:신문|일보|뉴스|편집국|편집부)$",
    re.IGNORECASE,
)

TITLES = (
    "og:title",
    "twitter:title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "headline",
)
AUTHORS = (
    "author",
    "article:author",
    "byl",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "dable:author",
    "twitter:creator_name",
)
DATES = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "citation_publication_date",
    "parsely-pub-date",
    "article.published",
    "sailthru.date",
)
DESCRIPTIONS = ("og:description", "description", "twitter:description")
SITES = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher", "dcterms.publisher")


@dataclass
class PageData:
    """Words as the page gives them; "" or empty where it gives none. `titles` and `descriptions` in order of trust."""

    titles: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    authors: list[BylineEntry] = field(default_factory=list)
    site: str = ""
    day: str = ""
    address: str = ""
    language: str = ""
    is_page: bool = False


def read_page_data(root: Element, markup: str) -> PageData:
    """The data of a page that was not pruned yet."""
    data = PageData(language=language_code(root.get("lang") or ""))
    metas = _metas(root)
    things = [thing for thing in _things(root) if ARTICLE.search(_text(thing.get("@type")))]
    for thing in things[:3]:
        data.titles += _texts(thing.get("headline")) or _texts(thing.get("name"))
        data.descriptions += _texts(thing.get("alternativeHeadline")) + _texts(thing.get("description"))
        data.day = data.day or iso_day(_text(thing.get("datePublished")))
        data.site = data.site or next(iter(_names(thing.get("publisher"))), "")
        data.address = data.address or web_address(_text(thing.get("url")))
    authors = [name for thing in things[:1] for name in _names(thing.get("author"))]
    data.titles += [value for name in TITLES for value in metas.get(name, ())]
    data.descriptions += [value for name in DESCRIPTIONS for value in metas.get(name, ())]
    data.site = next((value for name in SITES for value in metas.get(name, ()) if value), data.site)
    if not data.day:
        data.day = next(
            (day for name in DATES for value in metas.get(name, ()) if (day := iso_day(value))), ""
        )
    if not authors:
        authors = next((metas[name] for name in AUTHORS if _persons(metas.get(name, []), data.site)), [])
    data.authors = _persons(authors, data.site)
    title = root.find(".//title")
    if title is not None and (text := _text("".join(title.itertext()))):
        data.titles.append(text)
    data.titles = list(dict.fromkeys(data.titles))
    data.address = _address(root, metas, markup) or data.address
    data.is_page = bool(data.titles or things or metas)
    return data


def without_site(title: str, site: str) -> str:
    """A title without the name of the site that pages put behind (or before) it."""
    if site:
        name = re.escape(site)
        shorter = re.sub(
            rf"\s*[|\-–—:<>·«»]+\s*{name}\b.*$|^{name}\s*[|\-–—:<>·«»]+\s*", "", title, flags=re.IGNORECASE
        )
        if shorter.strip() and shorter != title:
            return shorter.strip()
    parts = re.split(r"\s+[|–—»<]\s+|\s+-\s+", title)
    longest = max(parts, key=len)
    return longest if len(parts) > 1 and len(longest) > 12 and parts[0] == longest else title


def first_parts(title: str) -> list[str]:
    """What a title may be without the names of section and site behind it, the longest first."""
    ends = [found.start() for found in re.finditer(r"\s+[|–—»<:-]\s+|\s*[|:]\s+", title)]
    return [title[:end].strip() for end in reversed(ends) if end]


def iso_day(text: str) -> str:
    """A day as ISO 8601 in words that begin with it or say it; "" when there is none."""
    if found := ISO_DAY.match(text.strip()):
        try:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:
            return ""
    return find_date(text)


def _metas(root: Element) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        value = _text(meta.get("content"))
        for name in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            if name and value:
                metas.setdefault(name.strip().lower(), []).append(value)
    return metas


def _address(root: Element, metas: dict[str, list[str]], markup: str) -> str:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (
            address := web_address(link.get("href") or "")
        ):
            return address
    for value in metas.get("og:url", ()):
        if address := web_address(value):
            return address
    saved = SAVED_FROM.search(markup[:5000])
    return web_address(saved[1]) if saved else ""


def _things(root: Element) -> list[dict]:
    """All things in the page's linked data (JSON-LD), also those inside a graph or a list."""
    things: list[dict] = []
    for script in list(root.iter("script"))[: MOST_SCRIPTS * 20]:
        if "ld+json" not in (script.get("type") or "").lower() or len(things) > MOST_THINGS:
            continue
        text = (script.text or "").strip()
        if not text or len(text) > LONGEST_SCRIPT:
            continue
        try:
            waiting = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and len(things) <= MOST_THINGS:
            thing = waiting.pop(0)
            if isinstance(thing, list):
                waiting.extend(thing[:100])
            elif isinstance(thing, dict):
                things.append(thing)
                waiting.extend(value for name, value in thing.items() if name in ("@graph", "mainEntity"))
    return things


def _text(value) -> str:
    if isinstance(value, list):
        return " ".join(_text(one) for one in value[:5] if isinstance(one, str))
    return SPACE.sub(" ", value).strip()[:1000] if isinstance(value, str) else ""


def _texts(value) -> list[str]:
    return [text] if (text := _text(value)) else []


def _names(value) -> list[str]:
    """The names of people or organisations, however the page writes them."""
    if isinstance(value, str):
        return _texts(value)
    if isinstance(value, dict):
        return _texts(value.get("name"))
    if isinstance(value, list):
        return [name for one in value[:20] if not isinstance(one, list) for name in _names(one)]
    return []


def _persons(names: list[str], site: str) -> list[BylineEntry]:
    entries: list[BylineEntry] = []
    for name in names:
        name = re.sub(r"^(?:by|글|저자)\s*[:]?\s+", "", name, flags=re.IGNORECASE).strip()
        if NOBODY.search(name) or not name or name.casefold() == site.casefold() or len(name) > 200:
            continue
        entries += read_reporter(name) or credited(name)
    return list({entry.name: entry for entry in reversed(entries)}.values())[::-1]
