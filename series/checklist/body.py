"""What the blocks of a stored body hold, for the checklist."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from series.checklist.markup import Anchor, Markup, read_markup


@dataclass(frozen=True)
class PlacedImage:
    """An image as it is placed; empty texts are taken from the image itself."""

    image: int
    alt: str = ""
    credit: str = ""
    is_decorative: bool = False


@dataclass
class Body:
    """The rich text of a body, and what stands between it."""

    prose: Markup = field(default_factory=Markup)
    images: list[PlacedImage] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)


def read_body(blocks: list[dict]) -> Body:
    """A body from its stored blocks. An image slot without an image is never shown, and so is no image here."""
    body, texts, anchors = Body(), [], []
    for block in blocks:
        kind, value = block.get("type", ""), block.get("value")
        texts += list(_rich_texts(kind, value))
        if not isinstance(value, dict):
            continue
        if kind == "heading":
            body.headings.append((3 if value.get("level") == "3" else 2, _words(value, "text")))
        elif kind == "image" and value.get("image"):
            body.images.append(
                PlacedImage(
                    image=value["image"],
                    alt=_words(value, "alternative_text"),
                    credit=_words(value, "credit"),
                    is_decorative=bool(value.get("decorative")),
                )
            )
        elif kind == "related_piece":
            anchors.append(Anchor(words=_words(value, "reason"), page=value.get("page")))
        elif kind == "document":
            anchors.append(Anchor(words=_words(value, "label"), document=value.get("document")))
        elif kind in ("quotation", "elsewhere") and _words(value, "address"):
            words = _words(value, "title") or _words(value, "source") or _words(value, "address")
            anchors.append(Anchor(words=words, href=_words(value, "address")))
    body.prose = read_markup(*texts)
    body.prose.anchors += anchors
    return body


def _rich_texts(kind: str, value) -> Iterator[str]:
    if kind == "paragraph":
        yield value or ""
    if not isinstance(value, dict):
        return
    if kind in ("quotation", "editors_note", "numbered_list"):
        yield value.get("text") or ""
    elif kind == "question_answer":
        yield value.get("answer") or ""
    elif kind == "table":
        table = value.get("table") or {}
        kinds = [column.get("type") for column in table.get("columns") or ()]
        for row in table.get("rows") or ():
            for cell_kind, cell in zip(kinds, row.get("values") or (), strict=False):
                if cell_kind == "text":
                    yield cell or ""


def _words(value: dict, name: str) -> str:
    return str(value.get(name) or "").strip()
