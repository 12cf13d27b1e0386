"""Running text between reader and page: spans of words with their look, links, notes and language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby


@dataclass(frozen=True)
class Span:
    """Words that look alike. A span with a `note` is the mark of that footnote and has no words of its own.

    `link` is an absolute address (http, https, mailto, tel), one that begins with a single "/" (a page of this site), or
    "" for none; `language` is a code where the words are in
    another language than the manuscript, "" elsewhere. A line break inside a paragraph is "\\n" in `text`.
    """

    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    subscript: bool = False
    link: str = ""
    note: str = ""
    language: str = ""

    def looks_like(self, other: Span) -> bool:
        """Do both differ in nothing but their words? Marks of notes never do."""
        return not (self.note or other.note) and replace(self, text="") == replace(other, text="")


@dataclass(frozen=True)
class Words:
    """A line of spans, in reading order; neighbours that look alike are one span, and none is empty."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, *parts: Span | str) -> Words:
        """Words made of spans and of plain strings."""
        return cls(tuple(_joined(Span(part) if isinstance(part, str) else part for part in parts)))

    @property
    def plain(self) -> str:
        """The words without their look; the mark of a footnote is "[^mark]"."""
        return "".join(f"[^{span.note}]" if span.note else span.text for span in self.spans)

    @property
    def notes(self) -> tuple[str, ...]:
        """The marks of the footnotes that are cited, in order."""
        return tuple(span.note for span in self.spans if span.note)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Each link as (words, address), in order; a link whose words look different is one link."""
        return tuple(
            ("".join(span.text for span in spans), link)
            for link, spans in groupby(self.spans, key=lambda span: "" if span.note else span.link)
            if link
        )

    def stripped(self) -> Words:
        """The words without white space at either end."""
        spans = list(self.spans)
        while spans and not spans[0].note and not spans[0].text.strip():
            del spans[0]
        while spans and not spans[-1].note and not spans[-1].text.strip():
            del spans[-1]
        if spans:
            spans[0] = replace(spans[0], text=spans[0].text.lstrip())
            spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
        return Words(tuple(spans))

    def without_start(self, letters: int) -> Words:
        """The words from that letter of `plain` on; the mark of a note is taken off whole."""
        spans: list[Span] = []
        for span in self.spans:
            size = len(f"[^{span.note}]") if span.note else len(span.text)
            if letters <= 0:
                spans.append(span)
            elif not span.note and size > letters:
                spans.append(replace(span, text=span.text[letters:]))
            letters -= size
        return Words(tuple(spans))

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __str__(self) -> str:
        return self.plain


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if not (span.text or span.note):
            continue
        if last is not None and last.looks_like(span):
            last = replace(last, text=last.text + span.text)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
