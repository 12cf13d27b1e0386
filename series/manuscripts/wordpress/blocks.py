"""The comments of the block editor: they part a post into blocks, and classic text between them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# WordPress writes "<" in the values of a block as \\u003c.
COMMENT = re.compile(
    r"<!--\s*+(/?)wp:([a-z][a-z0-9_/-]{0,100})\s*+(?:(\{[^<]*\})\s*+)?(/?)-->", re.IGNORECASE
)
ANY_COMMENT = re.compile(r"<!--(?:(?!-->).)*(?:-->|\Z)", re.DOTALL)
# Blocks in which classic text stands.
CLASSIC = frozenset({"freeform", "shortcode"})


@dataclass(frozen=True)
class Piece:
    """A part of a post. `name` is that of the outermost block, "" for classic text; `inner` names the blocks in it.

    `html` has the comments of blocks no more. `values` are those of the outermost block.
    """

    html: str
    name: str = ""
    values: dict = field(default_factory=dict)
    inner: tuple[tuple[str, dict, bool], ...] = ()


def pieces(content: str) -> Iterator[Piece]:
    """The pieces of a post in order; a block without an end ends with the post."""
    at, depth = 0, 0
    name, values, html, inner = "", {}, [], []
    for match in COMMENT.finditer(content):
        text = content[at : match.start()]
        at = match.end()
        called = match[2].lower().removeprefix("core/")
        if depth:
            html.append(text)
        elif text.strip():
            yield Piece(without_comments(text))
        if match[1]:
            if depth == 1:
                yield _piece(html, name, values, inner)
            depth = max(depth - 1, 0)
            continue
        if not depth:
            name, values, html, inner = called, _values(match[3]), [], []
        is_empty = bool(match[4])
        if depth or is_empty:
            inner.append((called, _values(match[3]), is_empty))
        if is_empty and not depth:
            yield Piece("", called, values, tuple(inner))
        elif not is_empty:
            depth += 1
    if depth:
        yield _piece([*html, content[at:]], name, values, inner)
    elif content[at:].strip():
        yield Piece(without_comments(content[at:]))


def _piece(html: list[str], name: str, values: dict, inner: list) -> Piece:
    text = without_comments("\n".join(html))
    return Piece(text, "" if name in CLASSIC else name, values, tuple(inner))


def without_comments(html: str) -> str:
    """HTML without its comments, `<!--more-->` and `<!--nextpage-->` among them."""
    return ANY_COMMENT.sub("", html)


def _values(text: str | None) -> dict:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
