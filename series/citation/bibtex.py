"""BibLaTeX and BibTeX: one entry, its texts escaped so that TeX prints what the page says (case CIT-01)."""

import re
import unicodedata

from series.citation.reference import Kind, Name, Reference

ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
SPECIAL = re.compile(r"[\\{}$&%#_~^]")
# An address is not text: a brace or a line end would end its field, everything else stands as it is.
IN_ADDRESSES = {"{": "%7B", "}": "%7D", "\\": "%5C"}
NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9]+")
LANGUAGES = {"en": "english", "ko": "korean"}


def biblatex(reference: Reference) -> str:
    """An @online entry (@report for reports), for BibLaTeX and Biber."""
    issued = reference.issued
    return _entry(
        "report" if reference.kind is Kind.REPORT else "online",
        reference,
        {
            "author": _names(reference.authors),
            "editor": _names(reference.editors),
            "translator": _names(reference.translators),
            "title": _title(reference.full_title),
            "institution": _text(reference.publisher) if reference.kind is Kind.REPORT else "",
            "journaltitle": _text(reference.container) if reference.kind is not Kind.REPORT else "",
            "organization": _text(reference.publisher) if reference.kind is not Kind.REPORT else "",
            "series": _text(reference.series),
            "number": _number(reference),
            "date": issued.isoformat() if issued else "",
            "version": _version(reference),
            "doi": _address(reference.doi),
            "url": _address(reference.url),
            "urldate": reference.accessed.isoformat() if reference.accessed else "",
            "langid": LANGUAGES.get(reference.language, ""),
            "keywords": _text(", ".join(reference.keywords)),
            "abstract": _text(reference.abstract),
        },
    )


def bibtex(reference: Reference) -> str:
    """A @misc entry, for old BibTeX styles, which know neither @online nor `date`."""
    issued = reference.issued
    return _entry(
        "misc",
        reference,
        {
            "author": _names(reference.authors or reference.editors),
            "title": _title(reference.full_title),
            "howpublished": _text(reference.container),
            "series": _text(reference.series),
            "number": _number(reference),
            "year": f"{issued:%Y}" if issued else "",
            "month": f"{issued.month}" if issued else "",
            "day": f"{issued.day}" if issued else "",
            "publisher": _text(reference.publisher),
            "edition": _version(reference),
            "doi": _address(reference.doi),
            "url": _address(reference.url),
            "language": LANGUAGES.get(reference.language, ""),
        },
    )


def key_of(reference: Reference) -> str:
    """The entry's key: "choe2021-prospects-6", ASCII letters, digits and hyphens; the same each time."""
    who = next((name.family or name.literal for name in (*reference.authors, *reference.editors)), "")
    year = f"{reference.issued:%Y}" if reference.issued else ""
    return f"{_ascii(who).replace('-', '')}{year}-{_ascii(reference.key)}".strip("-")


def _entry(kind: str, reference: Reference, fields: dict[str, str]) -> str:
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{key_of(reference)},\n{''.join(lines)}}}\n"


def _ascii(text: str) -> str:
    """Letters without accents; what has no Latin letters gives nothing."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return NOT_IN_KEYS.sub("-", bare).strip("-").lower()


def _text(text: str) -> str:
    return SPECIAL.sub(lambda sign: ESCAPES[sign[0]], text)


def _title(text: str) -> str:
    """In braces of its own, so that no style changes its capitals."""
    return f"{{{_text(text)}}}"


def _address(address: str) -> str:
    return re.sub(r"[{}\\]", lambda sign: IN_ADDRESSES[sign[0]], address)


def _names(names: tuple[Name, ...]) -> str:
    """ "Family, Given and {Organisation}": braces keep an "and" inside a name from making two of it."""
    return " and ".join(
        f"{{{_text(name.literal)}}}" if name.literal else f"{_text(name.family)}, {_text(name.given)}"
        for name in names
    )


def _number(reference: Reference) -> str:
    return "" if reference.number is None else str(reference.number)


def _version(reference: Reference) -> str:
    return str(reference.version) if reference.version > 1 else ""
