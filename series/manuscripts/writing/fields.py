"""Words made fit for a field: one line where it has one, no character that a database refuses, not too long."""

import re

from series.manuscripts.manuscript import Finding

# What PostgreSQL refuses (NUL), and what no page and no feed may hold (https://www.w3.org/TR/xml/#charsets).
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without characters that nothing can show."""
    return FORBIDDEN.sub("", text)


def storable(value):
    """Plain values for a JSON column: the texts in them without what PostgreSQL refuses."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: storable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [storable(inner) for inner in value]
    return value


def one_line(text: str) -> str:
    """The text as one line."""
    return " ".join(printable(text).split())


def fit(text: str, longest: int, what: str, findings: list[Finding]) -> str:
    """One line of at most `longest` characters; what is longer is cut at a word, and said with the whole passage.

    `what` begins the sentence: "A caption".
    """
    line = one_line(text)
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    short = (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut).rstrip(" ,;:–—-") + "…"
    findings.append(Finding("changed", f"{what} was longer than its field and was cut short.", passage=line))
    return short
