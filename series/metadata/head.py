"""The head of a page: titles, links and meta elements, in one order, none of them empty.

Highwire's and Dublin Core's names are for reference managers (Zotero reads no JSON-LD). No citation_journal_title and
no report's institution: either would file a commentary as what it is not (metadata fields, section H 2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from series.citation.identifiers import doi_address, orcid_address
from series.citation.lines import one_line
from series.metadata.description import Description, PageKind, Who
from series.metadata.naming import family_first

LOCALES = {"en": "en_GB", "ko": "ko_KR"}
SHOWN = "max-image-preview:large, max-snippet:-1"
# Search results show about so much of it.
MOST_SUMMARY = 300


@dataclass(frozen=True)
class Tag:
    """One element of the head: its name and its attributes, in order."""

    element: str
    attributes: tuple[tuple[str, str], ...]


def head_of(description: Description) -> tuple[Tag, ...]:
    """The link and meta elements of a page."""
    return tuple(
        tag
        for tag in (
            *_plain(description),
            *_links(description),
            *_open_graph(description),
            *_twitter(description),
            *(_highwire(description) if description.kind is PageKind.INSTALLMENT else ()),
            *_dublin_core(description),
        )
        if all(value for _, value in tag.attributes)
    )


def markup_of(description: Description) -> SafeString:
    """The title, link and meta elements, a line each, every value escaped. Plain string work: a page has some sixty."""
    lines = (
        f"<{tag.element} {' '.join(f'{name}={quoted(value)}' for name, value in tag.attributes)}>"
        for tag in head_of(description)
    )
    return mark_safe("\n".join((f"<title>{escape(title_of(description))}</title>", *lines)))  # noqa: S308 (all that varies is escaped)


def quoted(value: str) -> str:
    """A value as an attribute has it."""
    return f'"{escape(value)}"'


def title_of(description: Description) -> str:
    """The text of the title element: the page's, and the site's behind it."""
    title = one_line(description.title_for_search or description.title)
    site = one_line(description.publisher.site)
    if description.list_page > 1:
        title = _("%(title)s, page %(number)d") % {"title": title, "number": description.list_page}
    return title if title == site or description.kind is PageKind.SITE else f"{title} | {site}"


def meta(name: str, content: str, *, key: str = "name") -> Tag:
    """A meta element; its content on one line."""
    return Tag("meta", ((key, name), ("content", one_line(content))))


def link(rel: str, href: str, **attributes: str) -> Tag:
    """A link element."""
    return Tag("link", (("rel", rel), *attributes.items(), ("href", href)))


def _plain(page: Description) -> Iterator[Tag]:
    yield meta("description", _summary(page))
    for who in page.authors:
        yield meta("author", who.name)
    yield meta("robots", SHOWN if _is_shown(page) else "noindex")


def _links(page: Description) -> Iterator[Tag]:
    yield link("canonical", page.address)
    if page.versions and _is_shown(page):
        for version in _all_versions(page):
            yield link("alternate", version[1], hreflang=version[0])
    if page.previous:
        yield link("prev", page.previous.address)
    if page.next:
        yield link("next", page.next.address)
    if page.kind is PageKind.INSTALLMENT and page.series:
        yield link("collection", page.series.address)
    for who in page.authors:
        yield link("author", who.address)
    yield link("license", page.licence)
    yield link("cite-as", doi_address(page.doi))
    if page.preview and _is_shown(page):
        yield Tag(
            "link",
            (
                ("rel", "alternate"),
                ("type", "application/json+oembed"),
                ("title", one_line(page.title)),
                ("href", page.preview),
            ),
        )
    for feed in page.feeds:
        yield Tag(
            "link",
            (("rel", "alternate"), ("type", feed.type), ("title", feed.title), ("href", feed.address)),
        )


def _is_shown(page: Description) -> bool:
    """May search engines show it?"""
    return page.is_for_search and not page.is_private


def _all_versions(page: Description) -> list[tuple[str, str]]:
    """Every language version, this one too, and the English one (or this) for everybody else."""
    own = page.own or page.address
    versions = sorted([(page.language, own), *((v.language, v.address) for v in page.versions)])
    return [*versions, ("x-default", dict(versions).get("en", own))]


def _open_graph(page: Description) -> Iterator[Tag]:
    def og(name: str, content: str) -> Tag:
        return meta(name, content, key="property")

    types = {PageKind.INSTALLMENT: "article", PageKind.PROFILE: "profile"}
    yield og("og:type", types.get(page.kind, "website"))
    yield og("og:title", page.title)
    yield og("og:description", _summary(page))
    yield og("og:url", page.address)
    yield og("og:site_name", page.publisher.site)
    yield og("og:locale", LOCALES.get(page.language, page.language))
    for version in page.versions:
        yield og("og:locale:alternate", LOCALES.get(version.language, version.language))
    if image := page.shared_image:
        yield og("og:image", image.address)
        yield og("og:image:width", str(image.width))
        yield og("og:image:height", str(image.height))
        yield og("og:image:alt", image.alt)
    if page.kind is PageKind.INSTALLMENT:
        yield og("article:published_time", _moment(page.published_at))
        yield og("article:modified_time", _moment(page.modified_at))
        yield og("article:section", page.series.title if page.series else "")
        for who in page.authors:
            yield og("article:author", who.address)
        for topic in page.topics:
            yield og("article:tag", topic.name)
    if page.kind is PageKind.PROFILE and page.profile:
        yield og("profile:first_name", page.profile.given)
        yield og("profile:last_name", page.profile.family)


def _twitter(page: Description) -> Iterator[Tag]:
    yield meta("twitter:card", "summary_large_image" if page.shared_image else "summary")
    yield meta("twitter:title", page.title)
    yield meta("twitter:description", _summary(page))
    if page.shared_image:
        yield meta("twitter:image", page.shared_image.address)
        yield meta("twitter:image:alt", page.shared_image.alt)


def _highwire(page: Description) -> Iterator[Tag]:
    yield meta("z:itemType", page.series.kind if page.series else "blogPost")
    yield meta("citation_title", page.headline)
    alone = len(page.authors) == 1
    for who in page.authors:
        yield meta("citation_author", family_first(who, alone=alone))
        yield meta("citation_author_institution", _affiliation(who))
        yield meta("citation_author_orcid", orcid_address(who.orcid))
    for who in (*page.with_role("editor"), *(page.series.editors if page.series else ())):
        yield meta("citation_editor", family_first(who))
    yield meta("citation_publication_date", _day(page, "%Y/%m/%d"))
    yield meta("citation_online_date", _day(page, "%Y/%m/%d"))
    yield meta("citation_series_title", page.series.title if page.series else "")
    yield meta("citation_publisher", page.publisher.name)
    yield meta("citation_language", page.language)
    yield meta("citation_abstract", page.summary)
    yield meta("citation_keywords", "; ".join(topic.name.replace(";", ",") for topic in page.topics))
    yield meta("citation_doi", page.doi)
    yield meta("citation_public_url", page.address)
    yield meta("citation_fulltext_html_url", page.own or page.address)


def _dublin_core(page: Description) -> Iterator[Tag]:
    yield meta("DC.title", page.headline)
    for who in page.authors:
        yield meta("DC.creator", family_first(who))
    for who in page.contributors:
        yield meta("DC.contributor", family_first(who))
    yield meta("DC.date", _day(page, "%Y-%m-%d"))
    yield meta("DC.publisher", page.publisher.name)
    yield meta("DC.source", page.publisher.site if page.kind is PageKind.INSTALLMENT else "")
    yield meta("DC.language", page.language)
    yield meta("DC.rights", page.licence or page.rights)
    yield meta("DC.identifier", doi_address(page.doi) or page.address)
    yield meta("DC.description", page.summary)
    for topic in page.topics:
        yield meta("DC.subject", topic.name)


def _summary(page: Description) -> str:
    """The summary as search results show it: whole words, up to about three hundred characters."""
    text = one_line(page.summary)
    if len(text) <= MOST_SUMMARY:
        return text
    return f"{text[:MOST_SUMMARY].rsplit(' ', 1)[0].rstrip(' ,;:–—')}…"


def _affiliation(who: Who) -> str:
    return who.organisation or who.position


def _moment(moment) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _day(page: Description, form: str) -> str:
    return timezone.localtime(page.published_at).strftime(form) if page.published_at else ""
