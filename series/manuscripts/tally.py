"""What is in a file and what of it stands in a draft, counted apart from each other, so that a loss is seen.

The file is counted roughly and without the readers, or both would make the same mistakes.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from series.manuscripts.bounds import Bounds
from series.manuscripts.manuscript import Manuscript

# A tag ends before the next begins: else each "<" of a damaged file would be looked after to its end.
TAG = re.compile(r"<[^<>]*>")
DOCUMENT = re.compile(r"word/document\d*\.xml")
# What Word writes twice, for older readers; what was moved away; codes of fields and deleted words.
TWICE = re.compile(r"<(mc:Fallback(?=>)|w:moveFrom(?= ))[^<>]*>")
TWICE_ENDS = re.compile(r"</(mc:Fallback|w:moveFrom)>")
NO_WORDS = re.compile(r"<w:(instrText|delText)\b[^<>]*>[^<]*</w:\1>")
SPACING = re.compile(r"<w:(?:tab|br|cr)\b[^<>]*/>|</w:p>")
UNSEEN = re.compile(r"<(script|style|head|template|noscript)\b|<!--", re.IGNORECASE)
UNSEEN_ENDS = re.compile(r"</(script|style|head|template|noscript)\s*>|-->", re.IGNORECASE)


@dataclass(frozen=True)
class Tally:
    """Numbers of things; None where a kind of file cannot say."""

    words: int
    footnotes: int | None = None
    images: int | None = None
    tables: int | None = None
    links: int | None = None

    def as_json(self) -> dict:
        return asdict(self)


def tally_of_file(data: bytes, bounds: Bounds) -> Tally:
    """Count a file that a reader has taken."""
    if data.startswith(b"PK"):
        return _of_word(data, bounds)
    text = _text(data)
    if re.search(r"<(?:html|body|p|div|span|table)\b", text[:20_000], re.IGNORECASE):
        return _of_html(text)
    return Tally(words=_words(text))


def tally_of_draft(
    manuscript: Manuscript, blocks: Iterable[Mapping], notes: Mapping[str, str], pictures: int
) -> Tally:
    """Count what a draft would hold: its stored blocks and notes, `pictures` that the library takes, and all fields."""
    blocks = list(blocks)
    values = [block["value"] for block in blocks]
    markup = " ".join([*_strings(values), *notes.values()])
    # A biography says position and organisation again, which were taken from it.
    people = [
        words
        for entry in manuscript.byline
        for words in (entry.name, entry.biography or f"{entry.position} {entry.organisation}")
    ]
    fields = [manuscript.title or "", manuscript.standfirst, manuscript.editors_note, *people]
    return Tally(
        words=_words(_plain(markup)) + _words(" ".join(fields)),
        footnotes=len(notes),
        images=pictures,
        tables=sum(block["type"] == "table" for block in blocks),
        links=len(re.findall(r"<a\b", markup)) + sum(block["type"] == "elsewhere" for block in blocks),
    )


def _of_word(data: bytes, bounds: Bounds) -> Tally:
    parts = {"document": "", "notes": ""}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            is_document = DOCUMENT.fullmatch(info.filename)
            if is_document or info.filename in ("word/footnotes.xml", "word/endnotes.xml"):
                if info.file_size <= bounds.xml_bytes:
                    text = archive.read(info).decode("utf-8", "replace")
                    parts["document" if is_document else "notes"] += _without(text, TWICE, TWICE_ENDS)
    document = parts["document"]
    references = re.findall(r'<w:(footnote|endnote)Reference\b[^<>]*w:id="(-?\d+)"', document)
    everything = document + parts["notes"]
    links = re.findall(r"<w:hyperlink\b[^<>]*\br:id=", everything)
    links += re.findall(r"HYPERLINK\s+(?:&quot;|\")", everything)
    return Tally(
        words=_words(_plain_of_word(document)) + _words(_plain_of_word(parts["notes"])),
        footnotes=len(set(references)),
        images=len(re.findall(r"<a:blip\b|<v:imagedata\b", document)),
        tables=len(re.findall(r"<w:tbl[ >]", document)),
        links=len(links),
    )


def _plain_of_word(xml: str) -> str:
    return html.unescape(TAG.sub("", NO_WORDS.sub("", SPACING.sub(" ", xml))))


def _of_html(text: str) -> Tally:
    seen = _without(text, UNSEEN, UNSEEN_ENDS, " ")
    count = lambda pattern: len(re.findall(pattern, seen, re.IGNORECASE))  # noqa: E731
    return Tally(
        words=_words(_plain(seen)),
        images=count(r"<img\b"),
        tables=count(r"<table\b"),
        links=count(r"<a\b[^<>]*\bhref\s*=\s*[\"']?(?:https?:|mailto:|tel:)"),
    )


def _without(text: str, openings: re.Pattern, ends: re.Pattern, instead: str = "") -> str:
    """Markup without some kinds of elements. One that is never closed hides nothing: its end tag may be optional."""
    made, at, waiting = [], 0, {}
    for end in reversed(list(ends.finditer(text))):
        waiting.setdefault(_kind(end), []).append(end)
    for opening in openings.finditer(text):
        if opening.start() < at:
            continue
        closings = waiting.get(_kind(opening), [])
        while closings and closings[-1].start() < opening.end():
            closings.pop()
        if closings:
            made += [text[at : opening.start()], instead]
            at = closings.pop().end()
    return "".join(made) + text[at:]


def _kind(tag: re.Match) -> str:
    return (tag[1] or "").lower()


def _plain(markup: str) -> str:
    """Words without markup, and without the marks of footnotes."""
    spaced = re.sub(r"<footnote\b[^<>]*>.*?</footnote>", "", markup)
    return html.unescape(
        TAG.sub("", re.sub(r"</?(?:p|li|td|th|tr|h\d|div|br|blockquote)\b[^<>]*>", " ", spaced))
    )


def _strings(value, name: str = "") -> Iterable[str]:
    """Every text in stored values; types, levels and ids are none."""
    if isinstance(value, str):
        if name not in ("type", "level", "id", "address", "licence"):
            yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _strings(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _text(data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
