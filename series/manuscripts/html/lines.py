"""Running text out of markup: white space as a browser shows it, line breaks, paragraphs made of two breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..lines import INVISIBLE
from ..manuscript import Block
from ..words import Span, Words
from .looks import Look
from .tree import SPACE

BREAK = "\n"
LINE_END = re.compile(r"\r\n|[\r\n]")


@dataclass(frozen=True)
class Piece:
    """A part of a line that is being read: words, or a block that stands in them; a span of "\\n" is a break."""

    span: Span | None = None
    block: Block | None = None


A_BREAK = Piece(Span(BREAK))


def text_pieces(text: str, look: Look) -> Iterator[Piece]:
    """The pieces of a text node, its white space folded; the ends of its lines are breaks in preformatted text."""
    text = INVISIBLE.sub("", text)
    for number, line in enumerate(LINE_END.split(text) if look.kept_spaces else [text]):
        if number:
            yield A_BREAK
        if line:
            yield Piece(look.span(SPACE.sub(" ", line)))


def paragraphs(pieces: list[Piece]) -> list[Words | Block]:
    """The paragraphs of a line, split at two breaks in a row; a block inside of one stands before or behind it."""
    done: list[Words | Block] = []
    spans: list[Span] = []
    behind: list[Block] = []
    breaks = 0

    def finish() -> None:
        if words := _folded(spans):
            done.append(words)
        done.extend(behind)
        spans.clear()
        behind.clear()

    for piece in pieces:
        if piece is A_BREAK:
            breaks += 1
            if breaks == 2:
                finish()
            spans.append(piece.span)
        elif piece.block is not None:
            # In the midst of a sentence a picture waits for the sentence's end.
            if breaks or not any(span.note or span.text.strip() for span in spans):
                finish()
                done.append(piece.block)
            else:
                behind.append(piece.block)
        else:
            if piece.span.note or piece.span.text.strip():
                breaks = 0
            spans.append(piece.span)
    finish()
    return done


def _folded(spans: list[Span]) -> Words:
    """One space where there are several, none at the ends of a line."""
    result: list[Span] = []
    at_start = True  # of a line, or behind a space
    for span in spans:
        text = span.text
        if span.note:
            result.append(span)
            at_start = False
            continue
        if text == BREAK:
            _strip_end(result)
        elif at_start:
            text = text.lstrip(" ")
        if text:
            result.append(replace(span, text=text))
            at_start = text.endswith((" ", BREAK))
    return Words.of(*result).stripped()


def _strip_end(spans: list[Span]) -> None:
    if spans and not spans[-1].note and spans[-1].text.endswith(" "):
        text = spans[-1].text.rstrip(" ")
        if text:
            spans[-1] = replace(spans[-1], text=text)
        else:
            spans.pop()
