"""JSON-LD: one @graph for each page, in schema.org's words, every node with an @id that stays."""

import json
from functools import lru_cache

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from series.citation.lines import one_line
from series.metadata.description import Description, Neighbour, PageKind, SeriesFacts, Who
from series.metadata.graph_nodes import day, doi, moment, person, picture, profile, publisher_id

ARTICLES = {
    "blogPost": "OpinionNewsArticle",
    "newspaperArticle": "OpinionNewsArticle",
    "magazineArticle": "OpinionNewsArticle",
    "report": "Report",
}
ROLES = {
    "translator": "translator",
    "editor": "editor",
    "photographer": "contributor",
    "illustrator": "contributor",
}
ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def script_of(description: Description) -> SafeString:
    """The graph as the text of a script element: no sign in it can end the element, whatever a title says."""
    text = json.dumps(graph_of(description), ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 (nothing in it can leave the script)


def graph_of(page: Description) -> dict:
    """The graph of a page; nothing in it is empty."""
    nodes = [_publisher(page), _site(page)]
    match page.kind:
        case PageKind.INSTALLMENT:
            nodes += [_article(page), *_series_of(page)]
        case PageKind.SERIES:
            nodes += [_series(page), _collection(page, f"{page.address}#series")]
        case PageKind.PROFILE:
            nodes += [profile(page)]
        case PageKind.PAGE:
            nodes += [_page(page)]
        case PageKind.SITE:
            pass
        case _:
            nodes += [_collection(page)]
    if len(page.trail) > 1:
        nodes.append(_breadcrumbs(page))
    return {"@context": "https://schema.org", "@graph": [_filled(node) for node in nodes]}


def _publisher(page: Description) -> dict:
    publisher = page.publisher
    return {
        "@type": "NewsMediaOrganization",
        "@id": publisher_id(page),
        "name": publisher.name or publisher.site,
        "url": publisher.home,
        "logo": {"@type": "ImageObject", "url": publisher.logo} if publisher.logo else None,
        **dict(publisher.policies),
    }


def _site(page: Description) -> dict:
    return {
        "@type": "WebSite",
        "@id": f"{page.publisher.home}#site",
        "url": page.publisher.home,
        "name": page.publisher.site,
        "inLanguage": page.language,
        "publisher": {"@id": publisher_id(page)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{page.search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        }
        if page.search
        else None,
    }


def _article(page: Description) -> dict:
    series = page.series
    roles: dict[str, list] = {}
    for who in page.people:
        if name := ROLES.get(who.role):
            roles.setdefault(_allowed(name, who), []).append(person(who))
    return {
        "@type": ARTICLES.get(series.kind if series else "", "OpinionNewsArticle"),
        "@id": f"{page.address}#article",
        "url": page.address,
        "mainEntityOfPage": page.address,
        "headline": one_line(page.title),
        "alternativeHeadline": one_line(page.subtitle),
        "description": page.summary,
        "inLanguage": page.language,
        "datePublished": moment(page.published_at),
        "dateModified": moment(page.modified_at),
        "author": [person(who) for who in page.authors],
        **roles,
        "publisher": {"@id": publisher_id(page)},
        "image": picture(page),
        "articleSection": series.title if series else "",
        "keywords": [topic.name for topic in page.topics],
        "about": _subjects(page),
        "isPartOf": [
            {"@id": f"{series.address}#series"} if series else None,
            {"@id": f"{page.publisher.home}#site"},
        ],
        "position": series.position if series else None,
        "timeRequired": f"PT{page.minutes}M" if page.minutes else "",
        "isAccessibleForFree": True,
        "license": page.licence,
        "copyrightHolder": {"@id": publisher_id(page)} if page.rights else None,
        "copyrightYear": timezone.localtime(page.published_at).year if page.published_at else None,
        "identifier": doi(page),
        "version": str(page.version) if page.version > 1 else "",
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": correction.text,
                "datePublished": correction.on.isoformat(),
            }
            for correction in page.corrections
        ],
        "backstory": page.disclosure,
        "isBasedOn": _bases(page),
        "workTranslation": [
            {"@id": f"{version.address}#article", "inLanguage": version.language} for version in page.versions
        ],
    }


def _allowed(role: str, who: Who) -> str:
    """The property for a role: schema.org lets only persons be editors."""
    return "contributor" if role == "editor" and who.is_organisation else role


def _bases(page: Description) -> list[dict]:
    """What it was made of: its first publication elsewhere, and the work of an original author."""
    originals = [
        {"@type": "CreativeWork", "author": person(who)}
        for who in page.people
        if who.role == "original_author"
    ]
    if page.source and page.source.address:
        source = {"@type": "Article", "url": page.source.address, "publisher": page.source.outlet}
        originals.append(source | ({"datePublished": page.source.on.isoformat()} if page.source.on else {}))
    return originals


def _series_of(page: Description) -> list[dict]:
    """The series of an installment, as far as its page shows it."""
    series = page.series
    if series is None:
        return []
    return [
        {
            "@type": "CreativeWorkSeries",
            "@id": f"{series.address}#series",
            "name": series.title,
            "url": series.address,
            "creativeWorkStatus": series.status,
            "publisher": {"@id": publisher_id(page)},
        }
    ]


def _series(page: Description) -> dict:
    series = page.series or SeriesFacts(page.title, page.address)
    editors = series.editors
    days = [part.published_at for part in series.parts if part.published_at]
    return {
        "@type": "CreativeWorkSeries",
        "@id": f"{page.address}#series",
        "url": page.address,
        "name": page.title,
        "alternateName": page.subtitle,
        "description": page.summary,
        "inLanguage": page.language,
        "startDate": day(min(days)) if days else "",
        "endDate": day(max(days)) if days and series.status == "complete" else "",
        "creativeWorkStatus": series.status,
        "editor": [person(who) for who in editors if not who.is_organisation],
        "contributor": [person(who) for who in editors if who.is_organisation],
        "publisher": {"@id": publisher_id(page)},
        "image": picture(page),
        "about": _subjects(page),
        "license": page.licence,
        "hasPart": [_part(part, timezone.get_current_timezone_name()) for part in series.parts],
        "workTranslation": [
            {"@id": f"{version.address}#series", "inLanguage": version.language} for version in page.versions
        ],
    }


class _Told(dict):
    """A node that is filled already, and kept: not to be changed."""


@lru_cache(maxsize=2_048)
def _part(part: Neighbour, zone: str) -> _Told:
    """A part of a series as its page tells it, kept for the same part and the zone that its moment is told in."""
    return _Told(
        _filled(
            {
                "@type": "OpinionNewsArticle",
                "@id": f"{part.address}#article",
                "url": part.address,
                "name": part.title,
                "inLanguage": part.language,
                "position": part.position,
                "datePublished": moment(part.published_at),
                "author": [person(who) for who in part.people],
            }
        )
    )


def _collection(page: Description, about: str = "") -> dict:
    """The page as a list: of a series in its order, of everything else as it stands."""
    items = page.series.parts if page.series and page.kind is PageKind.SERIES else page.items
    return {
        "@type": "CollectionPage",
        "@id": f"{page.address}#page",
        "url": page.address,
        "name": page.title,
        "description": "" if about else page.summary,
        "inLanguage": page.language,
        "isPartOf": {"@id": f"{page.publisher.home}#site"},
        "about": {"@id": about} if about else _subjects(page),
        "mainEntity": {
            "@type": "ItemList",
            "itemListOrder": "https://schema.org/ItemListOrderAscending" if about else "",
            "numberOfItems": len(items),
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": item.title, "url": item.address}
                for place, item in enumerate(items, start=1)
            ],
        }
        if items
        else None,
    }


def _subjects(page: Description) -> list[dict]:
    return [{"@type": "Thing", "name": topic.name, "url": topic.address} for topic in page.topics]


def _page(page: Description) -> dict:
    """A page that is no list, no article and nobody's profile."""
    return {
        "@type": "WebPage",
        "@id": f"{page.address}#page",
        "url": page.address,
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.language,
        "datePublished": moment(page.published_at),
        "dateModified": moment(page.modified_at),
        "isPartOf": {"@id": f"{page.publisher.home}#site"},
        "publisher": {"@id": publisher_id(page)},
        "workTranslation": [
            {"@id": f"{version.address}#page", "inLanguage": version.language} for version in page.versions
        ],
    }


def _breadcrumbs(page: Description) -> dict:
    return {
        "@type": "BreadcrumbList",
        "@id": f"{page.address}#trail",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(page.trail, start=1)
        ],
    }


def _filled(node):
    """A node without what is empty; a zero, which a preface has for its number, is not."""
    if isinstance(node, _Told):
        return node
    if isinstance(node, dict):
        filled = {name: _filled(value) for name, value in node.items()}
        return {name: value for name, value in filled.items() if value not in ("", None, [], {})}
    if isinstance(node, list):
        return [item for item in map(_filled, node) if item not in ("", None, [], {})]
    return node
