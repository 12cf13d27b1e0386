"""Words made fit for a field: one line where it has one, no character that a database refuses, not too long."""

from series.manuscripts.characters import printable
from series.manuscripts.manuscript import Finding


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
