"""Words as the rich text that a field stores: what the editor's own toolbar would have written, and no more."""

from collections.abc import Mapping
from html import escape

from publication.prose import sanitise

from .manuscript import ListItem
from .words import Span, Words

# Outermost first, as Draftail's converter writes them back.
LOOKS = (("bold", "b"), ("italic", "i"), ("superscript", "sup"), ("subscript", "sub"))
NO_NOTES: Mapping[str, str] = {}


def inline(words: Words, notes: Mapping[str, str] = NO_NOTES) -> str:
    """Inline markup. `notes` gives each footnote's mark the UUID of its row; a mark without one is left out."""
    return sanitise("".join(_span(span, notes) for span in words.spans))


def paragraph(words: Words, notes: Mapping[str, str] = NO_NOTES) -> str:
    """One paragraph of rich text, "" for no words."""
    return f"<p>{inline(words, notes)}</p>" if words else ""


def item_list(items: tuple[ListItem, ...], *, ordered: bool, notes: Mapping[str, str] = NO_NOTES) -> str:
    """A list with the lists under its items. Rich text cannot say with which number a list starts."""
    tag = "ol" if ordered else "ul"
    entries = "".join(
        f"<li>{inline(item.words, notes)}"
        + (item_list(item.items, ordered=item.ordered, notes=notes) if item.items else "")
        + "</li>"
        for item in items
    )
    return f"<{tag}>{entries}</{tag}>"


def _span(span: Span, notes: Mapping[str, str]) -> str:
    if span.note:
        uuid = notes.get(span.note)
        return f'<footnote id="{uuid}">[{uuid[:6]}]</footnote>' if uuid else ""
    markup = escape(span.text, quote=False).replace("\n", "<br/>")
    for name, tag in reversed(LOOKS):
        if getattr(span, name):
            markup = f"<{tag}>{markup}</{tag}>"
    if span.language:
        markup = f'<span lang="{escape(span.language)}">{markup}</span>'
    return f'<a href="{escape(span.link)}">{markup}</a>' if span.link else markup
