"""What of a piece can be commented: its title, its standfirst, each block of its text, and the piece as a whole.

A passage has a target, which is the field (`title`) or the block (`body.<id>`) in the version that was sent, and a
path, which is where Wagtail's editor has the field that a comment on it hangs on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from series.clearance.text_hash import BODY
from series.stored import blocks_of

GENERAL = "general"
LONGEST_QUOTE = 160
# The part of a block that carries its words and, in the editor, its comments; "" is the block itself. Wagtail's editor
# shows no comments on a list, and so key takeaways have no path of their own.
WORDS = {
    "paragraph": "", "heading": "text", "quotation": "text", "pull_quote": "text", "question_answer": "answer",
    "image": "caption", "table": "caption", "chart": "title", "editors_note": "text", "related_piece": "reason",
    "document": "label", "elsewhere": "title", "numbered_list": "text",
}  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """One thing that can be commented. `quote` are its first words, plain."""

    target: str
    path: str
    quote: str = ""
    kind: str = ""  # the block's type, where it is not plain text

    @property
    def label(self) -> str:
        """What the editors call this kind of block, in the current language; "" for a paragraph and a field."""
        return str(BODY.child_blocks[self.kind].label) if self.kind in BODY.child_blocks else ""


def passages_of(content: Mapping) -> list[Passage]:
    """The passages of a version in the order of reading; the piece as a whole, which has no words, is the last."""
    found = [Passage(name, name, _quote(content.get(name))) for name in ("title", "standfirst")]
    found += [_of_block(block) for block in blocks_of(content) if block.get("id")]
    return [*found, Passage(GENERAL, "title")]


def place_in(content: Mapping, target: str, sent: list[Passage]) -> tuple[str, bool]:
    """(the path for a comment on a target of what was sent, is it that very place?), in another version of the piece.

    Where the block is gone, or takes no comments, it is the nearest one before it that
    both versions have, else the next, else the title.
    """
    now = {passage.target: passage.path for passage in passages_of(content) if passage.path}
    if target in now:
        return now[target], True
    order = [passage.target for passage in sent if passage.target.startswith("body.")]
    here = order.index(target) if target in order else 0
    for near in (*reversed(order[:here]), *order[here + 1 :]):
        if near in now:
            return now[near], False
    return "title", False


def _of_block(block: Mapping) -> Passage:
    target, kind, value = f"body.{block['id']}", block.get("type") or "", block.get("value")
    part = WORDS.get(kind, "")
    if isinstance(value, Mapping):
        words = value.get(part) if part else " ".join(_items(value))
        return Passage(target, f"{target}.{part}" if part else "", _quote(words), kind)
    return Passage(target, target, _quote(value))


def _items(value: Mapping) -> list[str]:
    """The words of a list inside a block: key takeaways."""
    return [
        str(item.get("value", "") if isinstance(item, Mapping) else item) for item in value.get("items") or ()
    ]


def _quote(value) -> str:
    text = unescape(re.sub(r"<[^>]*>", " ", str(value or "")))
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1].rstrip()}…"
