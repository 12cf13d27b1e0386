"""What a report tells of pieces: as readers have them, or where they have none, as the latest draft says."""

from collections import defaultdict
from dataclasses import dataclass

from wagtail.models import Revision

from series.desk.latest import count_words
from series.models import Byline, InstallmentPage, InstallmentTopic, Topic
from series.stored import blocks_of, in_order


@dataclass(frozen=True)
class Told:
    """Names as credited, topics by name, and words of the running text."""

    authors: tuple[str, ...]
    topics: tuple[str, ...]
    words: int


def told_of(pieces: list[InstallmentPage]) -> dict[int, Told]:
    """The facts of pieces by id. Four queries, however many pieces."""
    drafts = [piece.latest_revision_id for piece in pieces if not piece.live and piece.latest_revision_id]
    contents = {
        int(pk): content
        for pk, content in Revision.objects.filter(pk__in=drafts).values_list("object_id", "content")
    }
    rows = [piece.pk for piece in pieces if piece.pk not in contents]
    names, topics = _named(Byline, "name", rows), _named(InstallmentTopic, "topic__name", rows)
    known = dict(Topic.objects.values_list("pk", "name")) if contents else {}
    return {
        piece.pk: _of_draft(contents[piece.pk], known)
        if piece.pk in contents
        else Told(tuple(names[piece.pk]), tuple(topics[piece.pk]), count_words(list(piece.body.raw_data)))
        for piece in pieces
    }


def _named(model, field: str, pages: list[int]) -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = model.objects.filter(page__in=pages).order_by("sort_order", "pk").values_list("page_id", field)
    for page, name in rows:
        if name:
            found[page].append(name)
    return found


def _of_draft(content: dict, topics: dict[int, str]) -> Told:
    rows = {name: in_order(content.get(name)) for name in ("bylines", "topic_rows")}
    return Told(
        authors=tuple(row["name"] for row in rows["bylines"] if row.get("name")),
        topics=tuple(topics[row["topic"]] for row in rows["topic_rows"] if row.get("topic") in topics),
        words=count_words(blocks_of(content)),
    )
