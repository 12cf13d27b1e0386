"""Reads docs/editors.md: its title, its own list of contents, its text as HTML, and the pictures it shows.

Headings get the anchors that GitHub gives them, so that the links of the file work here and there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

DOCS = settings.BASE_DIR / "docs"
HANDBOOK = DOCS / "editors.md"
IMAGES = DOCS / "images"
PICTURE = re.compile(r"images/([a-z0-9-]+)\.png", re.ASCII)


@dataclass(frozen=True)
class Handbook:
    """The file, read. `anchors` are those of its headings, `links` and `images` what it points at, as written."""

    title: str
    contents: SafeString
    text: SafeString
    anchors: tuple[str, ...]
    links: tuple[str, ...]
    images: tuple[str, ...]

    @property
    def pictures(self) -> frozenset[str]:
        """The names of the pictures it shows."""
        return frozenset(match[1] for image in self.images if (match := PICTURE.fullmatch(image)))


def read_handbook(picture_address: Callable[[str], str]) -> Handbook:
    """The handbook as it stands in the file; `picture_address` tells where a picture of a name is served."""
    return _read(HANDBOOK, HANDBOOK.stat().st_mtime_ns, picture_address)


@lru_cache(maxsize=2)
def _read(path: Path, changed: int, picture_address: Callable[[str], str]) -> Handbook:
    """Kept until the file changes."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(path.read_text(encoding="utf-8"))
    title, tokens = _take_title(tokens)
    anchors = _give_anchors(tokens)
    links, images = [], []
    for token in _inline(tokens):
        if token.type == "link_open":
            links.append(str(token.attrGet("href")))
        elif token.type == "image":
            images.append(str(token.attrGet("src")))
            _serve(token, picture_address)
    opening, contents, text = _take_contents(tokens)

    def html(part: list[Token]) -> SafeString:
        # Safe: the file is ours, and HTML in it is printed, not obeyed.
        return mark_safe(reader.renderer.render(part, reader.options, {}))  # noqa: S308

    return Handbook(title, html(contents), html(opening + text), tuple(anchors), tuple(links), tuple(images))


def _take_title(tokens: list[Token]) -> tuple[str, list[Token]]:
    """The heading of the whole, with which the file begins and which the admin prints itself, and the rest."""
    return tokens[1].content, tokens[3:]


def _give_anchors(tokens: list[Token]) -> list[str]:
    anchors: list[str] = []
    for opening, inline in zip(tokens, tokens[1:], strict=False):
        if opening.type == "heading_open":
            words = "".join(child.content for child in inline.children or ())
            anchors.append(anchor_of(words, taken=anchors))
            opening.attrSet("id", anchors[-1])
            opening.attrSet("tabindex", "-1")
    return anchors


def anchor_of(words: str, taken: list[str]) -> str:
    """The anchor of a heading as GitHub makes it: small letters, no punctuation, hyphens for spaces, "-1" for a second."""
    plain = re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")
    anchor, number = plain, 0
    while anchor in taken:
        number += 1
        anchor = f"{plain}-{number}"
    return anchor


def _inline(tokens: list[Token]):
    for token in tokens:
        yield from token.children or ()


def _serve(image: Token, picture_address: Callable[[str], str]) -> None:
    found = PICTURE.fullmatch(str(image.attrGet("src")))
    if found:
        image.attrSet("src", picture_address(found[1]))
    image.attrSet("loading", "lazy")


def _take_contents(tokens: list[Token]) -> tuple[list[Token], list[Token], list[Token]]:
    """What stands before the list of contents, the list, and the rest: the first list, if no heading comes before."""
    for start, token in enumerate(tokens):
        if token.type == "heading_open":
            break
        if token.type == "bullet_list_open":
            end = next(i for i, other in enumerate(tokens) if i > start and _closes(other, token))
            return tokens[:start], tokens[start : end + 1], tokens[end + 1 :]
    return tokens, [], []


def _closes(token: Token, opening: Token) -> bool:
    return token.type == "bullet_list_close" and token.level == opening.level
