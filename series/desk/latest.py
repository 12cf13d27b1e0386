"""The latest version of many pieces at once, as plain values: what their drafts say, read without building pages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from wagtail.models import Revision

from series.models import Byline, InstallmentPage
from series.stored import blocks_of, in_order

TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"\w\S*")
NO_WORDS = {"id", "type", "level", "anchor", "address"}
# Blocks whose words are the author's own running text.
RUNNING_TEXT = {
    "paragraph", "numbered_list", "heading", "pull_quote", "quotation", "key_takeaways", "question_answer", "editors_note",
}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """What the latest version of a piece says. `go_live_at` is what it asks for, scheduled or not."""

    title: str
    names: tuple[str, ...]
    words: int
    go_live_at: datetime | None


def latest_drafts(pieces: Iterable[InstallmentPage]) -> dict[int, Draft]:
    """The latest versions of pieces by id: of the revision where it differs from the row. Two queries."""
    pieces = list(pieces)
    ahead = {piece.latest_revision_id for piece in pieces if piece.has_unpublished_changes}
    contents = {
        int(pk): content
        for pk, content in Revision.page_revisions.filter(pk__in=ahead).values_list("object_id", "content")
    }
    as_rows = [piece.pk for piece in pieces if piece.pk not in contents]
    names: dict[int, list[str]] = {}
    for page, name in (
        Byline.objects.filter(page__in=as_rows).order_by("sort_order").values_list("page", "name")
    ):
        names.setdefault(page, []).append(name)
    return {
        piece.pk: _of_content(contents[piece.pk])
        if piece.pk in contents
        else _of_row(piece, names.get(piece.pk, []))
        for piece in pieces
    }


def _of_content(content: Mapping) -> Draft:
    return Draft(
        title=content.get("title") or "",
        names=tuple(row["name"] for row in in_order(content.get("bylines")) if row.get("name")),
        words=count_words(blocks_of(content)),
        go_live_at=parse_datetime(content.get("go_live_at") or ""),
    )


def _of_row(piece: InstallmentPage, names: list[str]) -> Draft:
    body = list(piece.body.raw_data)
    return Draft(
        title=piece.draft_title,
        names=tuple(name for name in names if name),
        words=count_words(body),
        go_live_at=piece.go_live_at,
    )


def count_words(body: list) -> int:
    """The words of the running text of a stored body."""
    return sum(_words(block.get("value")) for block in body if block.get("type") in RUNNING_TEXT)


def _words(value) -> int:
    """The words of a block's stored value; ids of blocks inside it are no words."""
    if isinstance(value, str):
        return len(WORD.findall(TAG.sub(" ", value)))
    if isinstance(value, Mapping):
        return sum(_words(inner) for name, inner in value.items() if name not in NO_WORDS)
    if isinstance(value, list):
        return sum(_words(inner) for inner in value)
    return 0
