"""RIS, as reference managers import it: two letters, two spaces, a hyphen, a space; CRLF at each end."""

from series.citation.reference import Kind, Reference

TYPES = {
    Kind.BLOG_POST: "BLOG",
    Kind.NEWSPAPER_ARTICLE: "NEWS",
    Kind.MAGAZINE_ARTICLE: "MGZN",
    Kind.REPORT: "RPRT",
    Kind.SERIES: "ELEC",
}


def ris(reference: Reference) -> str:
    """One record. Every value stands on one line, or a title could begin a record of its own (case CIT-03)."""
    issued = reference.issued
    fields = [
        ("TY", TYPES[reference.kind]),
        *(("AU", name.inverted) for name in reference.authors),
        *(("ED", name.inverted) for name in reference.editors),
        *(("A4", name.inverted) for name in reference.translators),
        ("TI", reference.full_title),
        ("T2", reference.container),
        ("T3", reference.series),
        ("M1", "" if reference.number is None else str(reference.number)),
        ("ET", str(reference.version) if reference.version > 1 else ""),
        ("AB", reference.abstract),
        ("PY", f"{issued:%Y}" if issued else ""),
        ("DA", f"{issued:%Y/%m/%d}" if issued else ""),
        *(("KW", word) for word in reference.keywords),
        ("PB", reference.publisher),
        ("LA", reference.language),
        ("DO", reference.doi),
        ("UR", reference.url),
        ("Y2", f"{reference.accessed:%Y/%m/%d}" if reference.accessed else ""),
    ]
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "".join(f"{line}\r\n" for line in [*lines, "ER  - "])
