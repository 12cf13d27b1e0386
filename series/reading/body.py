"""The body of a piece as blocks to print: from the stored data, without loading anything block by block.

Two steps, so that the page can look up everything at once: `read_body` says which texts, pictures, pages and documents
the body needs; `set_body` sets it when they have been found.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language

from series.reading.block_readers import READERS, Found, Needs, Reader, Setter
from series.reading.shapes import Block, Section

# Anchors that the page itself uses.
TAKEN_ANCHORS = frozenset(
    "top main pager notes takeaways correction contents-margin piece-contents related-h note note-h passage cite"
    " cite-apa cite-chicago cite-mla share share-address republish settings settings-h".split()
)


@dataclass(frozen=True)
class Body:
    """A body that is set: takeaways first, then the blocks of the text, and its sections for the contents list."""

    blocks: tuple[Block, ...] = ()
    takeaways: Block | None = None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A body that was read but not set: (type, setter, id) for each block, and what they need."""

    blocks: tuple[tuple[str, Setter, str], ...]
    needs: Needs


def read_body(data: Iterable[dict], *, leads: bool = False) -> Draft:
    """Read the raw data of a StreamField: dicts with `type` and `value`. Blocks of unknown types are left out.

    `leads`: nothing stands above the body, so that a picture with which it begins leads the page.
    """
    needs = Needs()
    reader = Reader(needs, leads)
    blocks = tuple(
        (item["type"], reader.read(item["type"], item.get("value")), item.get("id") or "")
        for item in data
        if item.get("type") in READERS
    )
    return Draft(blocks=blocks, needs=needs)


def set_body(draft: Draft, found: Found) -> Body:
    """The blocks with all they print. Footnotes are numbered on the way, in the order of the text."""
    blocks, takeaways, sections, anchors = [], None, [], set(TAKEN_ANCHORS)
    for kind, setter, identifier in draft.blocks:
        value = setter(found)
        if value is None:
            continue
        if kind == "heading":
            value["anchor"] = _anchor(value["text"], anchors)
            if value["level"] == "2":
                sections.append(Section(value["anchor"], value["text"]))
        block = Block(template_of(kind), value, identifier)
        if kind == "key_takeaways":
            takeaways = takeaways or block
        else:
            blocks.append(block)
    return Body(blocks=_with_opening_and_end(blocks), takeaways=takeaways, sections=tuple(sections))


def template_of(kind: str) -> str:
    """The template that prints a type of block."""
    return f"blocks/{kind}.html"


def set_alone(kind: str, value, frame) -> dict | None:
    """What one block prints by itself, for the admin's previews of blocks."""
    from publication.pictures import find_pictures
    from publication.prose import find_links

    draft = read_body([{"type": kind, "value": value}])
    needs = draft.needs
    links = find_links(
        needs.texts, frame, pages=needs.pages, documents=needs.documents, addresses=needs.addresses
    )
    setter = draft.blocks[0][1]
    return setter(Found(links=links, pictures=find_pictures(draft.needs.pictures)))


def _anchor(text: str, taken: set[str]) -> str:
    """An anchor made from a heading's words, unique on its page. `fn` and `ref` begin those of footnotes."""
    base = slugify(text, allow_unicode=True)[:60].strip("-") or "section"
    if re.match(r"(?:fn|ref|author-h)\d", base):
        base = f"section-{base}"
    anchor, number = base, 2
    while anchor in taken:
        anchor, number = f"{base}-{number}", number + 1
    taken.add(anchor)
    return anchor


def _with_opening_and_end(blocks: list[Block]) -> tuple[Block, ...]:
    """Mark the first line of the text and its end. Korean has no opening line: it has no other cut for it."""
    blocks = list(blocks)
    paragraph = template_of("paragraph")
    if blocks and blocks[0].template == paragraph and get_language() != "ko":
        blocks[0] = _with_class(blocks[0], "opening", first=True)
    if blocks and blocks[-1].template == paragraph and blocks[-1].value["html"].rstrip().endswith("</p>"):
        blocks[-1] = _with_class(blocks[-1], "end", first=False)
    return tuple(blocks)


def _with_class(block: Block, name: str, first: bool) -> Block:
    html = str(block.value["html"])
    tags = list(re.finditer(r'<p(?: class="([a-z ]+)")?( dir="auto")?>', html))
    if not tags or (first and tags[0].start() != 0):
        return block
    tag = tags[0] if first else tags[-1]
    names = f"{tag[1]} {name}" if tag[1] else name
    marked = f'{html[: tag.start()]}<p class="{names}"{tag[2] or ""}>{html[tag.end() :]}'
    return replace(block, value=block.value | {"html": SafeString(mark_safe(marked))})  # noqa: S308
