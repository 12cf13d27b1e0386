"""CSL-JSON: the items that citation processors, Zotero among them, read (CSL 1.0.2 schema)."""

from datetime import date

from series.citation.reference import Kind, Name, Reference

TYPES = {
    Kind.BLOG_POST: "post-weblog",
    Kind.NEWSPAPER_ARTICLE: "article-newspaper",
    Kind.MAGAZINE_ARTICLE: "article-magazine",
    Kind.REPORT: "report",
    Kind.SERIES: "webpage",
}


def csl_item(reference: Reference) -> dict:
    """The reference as a CSL-JSON item; nothing in it is empty."""
    item = {
        "id": reference.key,
        "type": TYPES[reference.kind],
        "title": reference.full_title,
        "author": [_name(name) for name in reference.authors],
        "editor": [_name(name) for name in reference.editors],
        "translator": [_name(name) for name in reference.translators],
        "container-title": reference.container,
        "collection-title": reference.series,
        "collection-number": "" if reference.number is None else str(reference.number),
        "issued": _date(reference.issued),
        "accessed": _date(reference.accessed),
        "URL": reference.url,
        "DOI": reference.doi,
        "publisher": reference.publisher,
        "language": reference.language,
        "abstract": reference.abstract,
        "keyword": ", ".join(reference.keywords),
        "version": str(reference.version) if reference.version > 1 else "",
        "original-title": reference.original_title,
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> dict:
    return {"literal": name.literal} if name.literal else {"family": name.family, "given": name.given}


def _date(day: date | None) -> dict:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else {}
