"""Three styles in which a reference is printed: APA (7th ed.), Chicago notes and bibliography (17th), MLA (9th).

Each is checked against the Citation Style Language's own styles as citeproc prints them (tests/series/citation).
A style is a line of spans: words, and whether they are in italics.
"""

from dataclasses import dataclass
from datetime import date
from html import escape

from series.citation.names import apa_names, apa_translators, chicago_names, mla_names, plain_names
from series.citation.reference import Kind, Reference
from series.citation.titles import requote, title_case

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# MLA shortens months of more than four letters (9th ed., appendix 1).
SHORT_MONTHS = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip


@dataclass(frozen=True)
class Citation:
    """A reference in one style."""

    spans: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The citation as plain text."""
        return "".join(words for words, _ in self.spans)

    @property
    def html(self) -> str:
        """The citation as inline HTML, escaped."""
        return "".join(
            f"<i>{escape(words, quote=False)}</i>" if italic else escape(words, quote=False)
            for words, italic in self.spans
        )


def apa(reference: Reference) -> Citation:
    """ "Choe, W. (2021, February 16). Title. *Site*. https://…" """
    is_report, is_series = reference.kind is Kind.REPORT, reference.kind is Kind.SERIES
    who = apa_names(reference.authors) or _editors(apa_names(reference.editors), reference.editors)
    title = requote(reference.full_title, inside_quotes=False)
    if reference.translators:
        title += f" ({apa_translators(reference.translators)}, Trans.)"
    when = f"({_apa_date(reference.issued, only_year=is_report)})"
    line = Line()
    line.sentence((who or title, is_series and not who))
    line.sentence((when, False))
    if who:
        line.sentence((title, is_series))
    if is_report:
        source = [("In ", False), (reference.container, True)]
        if reference.series:
            source.append((f" ({reference.series}{_number(reference, ' ')})", False))
        line.sentence(*source)
        line.sentence((reference.publisher, False))
    elif is_series:
        line.sentence(("; ".join(filter(None, (reference.container, reference.publisher))), False))
    else:
        line.sentence((reference.container, True))
    if reference.accessed and not reference.issued:
        day = reference.accessed
        retrieved = f"Retrieved {MONTHS[day.month - 1]} {day.day}, {day.year}, from "
    else:
        retrieved = ""
    line.add(f" {retrieved}{reference.address}")
    return line.citation


def chicago(reference: Reference) -> Citation:
    """ "Choe, Won-gi. “Title.” *Site* (blog). Series 6. Publisher, February 16, 2021. https://…" """
    language = reference.language
    is_news = reference.kind is Kind.NEWSPAPER_ARTICLE
    editors = chicago_names(reference.editors)
    if editors:
        editors += ", eds" if len(reference.editors) > 1 else ", ed"
    who = chicago_names(reference.authors) or editors
    line = Line()
    line.sentence((who or reference.container, False))
    line.quotation(title_case(requote(reference.full_title, inside_quotes=True), reference.language), ".")
    if reference.translators:
        line.sentence((f"Translated by {plain_names(reference.translators)}", False))
    publisher = "" if is_news else reference.publisher
    when = _chicago_date(reference.issued) or ("" if reference.accessed else "n.d.")
    if who:
        blog = " (blog)" if reference.kind is Kind.BLOG_POST else ""
        tail = f", {when}" if when and not (publisher or reference.series) else ""
        line.sentence((reference.container, reference.kind is not Kind.SERIES), (f"{blog}{tail}", False))
        when = "" if tail else when
    if reference.series:
        line.sentence((f"{title_case(reference.series, language)}{_number(reference, ' ')}", False))
    line.sentence((", ".join(filter(None, (publisher, when))), False))
    if reference.accessed and not reference.issued:
        line.sentence((f"Accessed {_chicago_date(reference.accessed)}", False))
    line.sentence((reference.address, False))
    return line.citation


def mla(reference: Reference) -> Citation:
    """ "Choe, Won-gi. “Title.” *Site*, Publisher, 16 Feb. 2021, https://…" """
    is_paper = reference.kind in (Kind.NEWSPAPER_ARTICLE, Kind.MAGAZINE_ARTICLE)
    editors = mla_names(reference.editors)
    if editors:
        editors += ", editors" if len(reference.editors) > 1 else ", editor"
    line = Line()
    if who := mla_names(reference.authors) or editors:
        line.sentence((who, False))
    line.quotation(title_case(requote(reference.full_title, inside_quotes=True), reference.language), ".")
    facts = [
        f"translated by {plain_names(reference.translators)}" if reference.translators else "",
        str(reference.version) if reference.version > 1 else "",
        "" if is_paper else reference.publisher,
        _mla_date(reference.issued),
        reference.address,
    ]
    line.sentence(
        (title_case(reference.container, reference.language), True),
        *((f", {fact}", False) for fact in facts if fact),
    )
    if reference.accessed and not reference.issued:
        line.sentence((f"Accessed {_mla_date(reference.accessed)}", False))
    return line.citation


STYLES = {"APA": apa, "Chicago": chicago, "MLA": mla}


class Line:
    """A citation that is being written, sentence by sentence."""

    def __init__(self):
        self._spans: list[tuple[str, bool]] = []

    @property
    def citation(self) -> Citation:
        return Citation(tuple(self._spans))

    def add(self, words: str, italic: bool = False) -> None:
        """Words, as they are."""
        if words:
            self._spans.append((words, italic))

    def sentence(self, *spans: tuple[str, bool]) -> None:
        """Spans and the full stop behind them, unless they end in a sign of their own; nothing for no words."""
        words = "".join(text for text, _ in spans)
        if not words:
            return
        self._space()
        for text, italic in spans:
            self.add(text, italic)
        last, italic = self._spans[-1]
        if words.endswith(("”", "’")) and not _ends_by_itself(words):
            self._spans[-1] = (_with_stop(last, "."), italic)
        elif not _ends_by_itself(words):
            self.add(".")

    def quotation(self, title: str, stop: str) -> None:
        """A title in quotation marks, its full stop inside them, as American styles have it."""
        self._space()
        self.add(f"“{title if _ends_by_itself(title) else _with_stop(title, stop)}”")

    def _space(self) -> None:
        if self._spans:
            self.add(" ")


def _ends_by_itself(words: str) -> bool:
    """Does a full stop, a question or an exclamation mark stand at the end, or before the marks that close there?"""
    return words.rstrip("”’").endswith((".", "?", "!"))


def _with_stop(words: str, stop: str) -> str:
    """The words with a stop inside the quotation marks that close at their end, as American styles have it."""
    bare = words.rstrip("”’")
    return f"{bare}{stop}{words[len(bare) :]}"


def _number(reference: Reference, before: str) -> str:
    return "" if reference.number is None else f"{before}{reference.number}"


def _editors(names: str, editors) -> str:
    return names and f"{names} ({'Eds' if len(editors) > 1 else 'Ed'}.)"


def _apa_date(day: date | None, *, only_year: bool) -> str:
    if day is None:
        return "n.d."
    return f"{day.year}" if only_year else f"{day.year}, {MONTHS[day.month - 1]} {day.day}"


def _chicago_date(day: date | None) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}" if day else ""


def _mla_date(day: date | None) -> str:
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}" if day else ""
