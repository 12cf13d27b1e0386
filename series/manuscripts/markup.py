"""Words as the rich text that a field stores: what the editor's own toolbar would have written, and no more."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import groupby

from publication.prose import LANGUAGES, sanitise

from .manuscript import ListItem
from .words import Span, Words
from .writing.fields import printable

# Outermost first, as Draftail's converter writes them back.
OUTER_LOOKS = (("bold", "b"), ("italic", "i"))
INNER_LOOKS = (("subscript", "sub"), ("superscript", "sup"))
NO_NOTES: Mapping[str, str] = {}
SPACES = re.compile(r"[ \t\r]+")
BESIDE_A_BREAK = re.compile(r" ?<br/> ?")
AT_THE_ENDS = re.compile("^(?:[ \u00a0]|<br/>)+|(?:[ \u00a0]|<br/>)+$")


def inline(words: Words, notes: Mapping[str, str] = NO_NOTES, *, languages: bool = True) -> str:
    """Inline markup. `notes` gives each footnote's mark the UUID of its row; a mark without one is left out.

    Without `languages` no words are marked as being in another one, for fields whose toolbar cannot.
    """
    parts = []
    for (link, is_mark), spans in groupby(
        _with_plain_breaks(words), key=lambda span: (span.link, bool(span.note))
    ):
        if is_mark:
            parts += [_mark(span, notes) for span in spans]
            continue
        markup = _looks((_tags(span, languages), _text(span)) for span in spans)
        parts.append(_around(markup, f'<a href="{escape(link)}">', "</a>") if link else markup)
    markup = BESIDE_A_BREAK.sub("<br/>", SPACES.sub(" ", "".join(parts)))
    return sanitise(AT_THE_ENDS.sub("", markup))


def paragraph(words: Words, notes: Mapping[str, str] = NO_NOTES, *, languages: bool = True) -> str:
    """One paragraph of rich text, "" for no words."""
    markup = inline(words, notes, languages=languages)
    return f"<p>{markup}</p>" if markup else ""


def paragraphs(words: Words, *, languages: bool = True) -> str:
    """A paragraph for each line of the words, for fields without footnotes; "" for no words."""
    lines: list[list[Span | str]] = [[]]
    for span in words.spans:
        first, *rest = span.text.split("\n")
        lines[-1].append(_same_look(span, first))
        lines += [[_same_look(span, text)] for text in rest]
    return "".join(paragraph(Words.of(*line).stripped(), languages=languages) for line in lines)


def item_list(items: tuple[ListItem, ...], *, ordered: bool, notes: Mapping[str, str] = NO_NOTES) -> str:
    """A list with the lists under its items. Rich text cannot say with which number a list starts."""
    tag = "ol" if ordered else "ul"
    entries = "".join(
        f"<li>{inline(item.words.stripped(), notes)}"
        + (item_list(item.items, ordered=item.ordered, notes=notes) if item.items else "")
        + "</li>"
        for item in items
    )
    return f"<{tag}>{entries}</{tag}>"


def _with_plain_breaks(words: Words) -> Iterator[Span]:
    """The spans, with line breaks standing by themselves: the editor loses one inside a link."""
    for span in words.spans:
        if "\n" not in span.text:
            yield span
            continue
        for place, text in enumerate(span.text.split("\n")):
            if place:
                yield Span("\n")
            if text:
                yield replace(span, text=text)


def _same_look(span: Span, text: str) -> Span:
    return replace(span, text=text)


def _mark(span: Span, notes: Mapping[str, str]) -> str:
    uuid = notes.get(span.note)
    return f'<footnote id="{uuid}">[{uuid[:6]}]</footnote>' if uuid else ""


def _tags(span: Span, languages: bool) -> tuple[str, ...]:
    """The elements around the words of a span, outermost first, as Draftail's converter sorts them."""
    tags = [tag for name, tag in OUTER_LOOKS if getattr(span, name)]
    if languages and span.language in LANGUAGES:
        tags.append(f'span lang="{span.language}"')
    return (*tags, *(tag for name, tag in INNER_LOOKS if getattr(span, name)))


def _looks(pieces: Iterable[tuple[tuple[str, ...], str]]) -> str:
    """(elements, words) as markup; neighbours share the elements that they have in common from the outside."""
    parts = []
    for outermost, group in groupby(pieces, key=lambda piece: piece[0][:1]):
        if not outermost:
            parts += [text for _tags, text in group]
            continue
        inner = _looks((tags[1:], text) for tags, text in group)
        parts.append(_around(inner, f"<{outermost[0]}>", f"</{outermost[0].split()[0]}>"))
    return "".join(parts)


def _text(span: Span) -> str:
    return escape(SPACES.sub(" ", printable(span.text)), quote=False).replace("\n", "<br/>")


def _around(markup: str, opening: str, closing: str) -> str:
    """Tags around words; spaces at either end stand outside of them, as the editor puts them."""
    words = markup.strip(" \u00a0")
    if not words:
        return markup
    before, after = markup.split(words, 1)
    return f"{before}{opening}{words}{closing}{after}"
