"""Words as the rich text that a field stores: what the editor's own toolbar would have written, and no more."""

import re
from collections.abc import Mapping
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


def inline(words: Words, notes: Mapping[str, str] = NO_NOTES, *, languages: bool = True) -> str:
    """Inline markup. `notes` gives each footnote's mark the UUID of its row; a mark without one is left out.

    Without `languages` no words are marked as being in another one, for fields whose toolbar cannot.
    """
    parts = []
    for (link, is_mark), spans in groupby(words.spans, key=lambda span: (span.link, bool(span.note))):
        markup = "".join(_mark(span, notes) if is_mark else _look(span, languages) for span in spans)
        parts.append(
            _around(markup, f'<a href="{escape(link)}">', "</a>") if link and not is_mark else markup
        )
    return sanitise(BESIDE_A_BREAK.sub("<br/>", SPACES.sub(" ", "".join(parts))))


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


def _same_look(span: Span, text: str) -> Span:
    return replace(span, text=text)


def _mark(span: Span, notes: Mapping[str, str]) -> str:
    uuid = notes.get(span.note)
    return f'<footnote id="{uuid}">[{uuid[:6]}]</footnote>' if uuid else ""


def _look(span: Span, languages: bool) -> str:
    """The words in their look."""
    markup = escape(SPACES.sub(" ", printable(span.text)), quote=False).replace("\n", "<br/>")
    around = [tag for name, tag in reversed(INNER_LOOKS) if getattr(span, name)]
    if languages and span.language in LANGUAGES:
        around.append(f'span lang="{span.language}"')
    around += [tag for name, tag in reversed(OUTER_LOOKS) if getattr(span, name)]
    for tag in around:
        markup = _around(markup, f"<{tag}>", f"</{tag.split()[0]}>")
    return markup


def _around(markup: str, opening: str, closing: str) -> str:
    """Tags around words; spaces at either end stand outside of them, as the editor puts them."""
    words = markup.strip(" ")
    if not words:
        return markup
    before, after = markup.split(words, 1)
    return f"{before}{opening}{words}{closing}{after}"
