"""The rows behind pieces that are read whole: two queries for them and what belongs to them, however many they are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, DateTimeField, F, IntegerField, TextField, Value, Window
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import In
from django.utils import timezone
from wagtail_footnotes.models import Footnote

from publication.models.masthead import in_language
from publication.prepared import Prepared, Slot, each, room_for, slots
from series.models import Correction, InstallmentPage, InstallmentTopic
from series.reading.teasers import OF_SERIES
from series.withdrawal import STILL_TOLD, TAKEN_OUT

OWN = (
    "pk", "title", "subtitle", "standfirst", "url_path", "locale_id", "translation_key", "first_published_at",
    "last_published_at", "part_number", "is_withdrawn", "editors_note", "body", "image_id", "image_alt",
    "image_is_decorative", "image_caption", "disclosure", "licence", "doi", "first_published_outlet",
    "first_published_address", "first_published_on", "first_published_permission", "series_id", "canonical",
    "reading_minutes",
)  # fmt: skip
OTHERS = (
    *(f"series__{name}" for name in (*OF_SERIES, "licence", "citation_kind")),
    "imported_post__guid",
)


@dataclass
class Attached:
    """What belongs to one piece: topics as (slug, name), corrections as (kind, day, markup), notes by UUID."""

    topics: list[tuple[str, str]] = field(default_factory=list)
    corrections: list[tuple[str, date, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def read_rows(pieces, *, start: int, limit: int, with_text: bool = True) -> tuple[list[dict], int]:
    """(`limit` rows from `start` on, the number of all) of a queryset of pieces that the public may see. One query.

    Of a withdrawn piece there is nothing that was taken out of it. The text is not fetched where nobody asks for it.
    """
    own = OWN if with_text else tuple(name for name in OWN if name != "body")
    found = pieces.annotate(all_of_them=Window(Count("*"))).values(*own, *OTHERS, "all_of_them")
    rows = list(found[start : start + limit])
    for row in rows:
        _take_out(row, with_text)
    return rows, rows[0]["all_of_them"] if rows else 0


def rows_of_known(ids: Sequence[int]) -> list[dict]:
    """The same rows of those of these pieces that the public may see, with their text, in this order. One query, or none."""
    if not ids:
        return []
    count = room_for(len(ids))
    rows = {row["pk"]: row for row in KNOWN.rows(count, now=timezone.now(), **each("page", ids, count))}
    for row in rows.values():
        _take_out(row, with_text=True)
    return [rows[pk] for pk in ids if pk in rows]


def _known(count: int):
    """So many visible pieces; slots are `page_0` and on, and `now`."""
    visible = InstallmentPage.objects.visible(Slot("now", DateTimeField())).order_by()
    return visible.filter(In(F("pk"), slots("page", count, IntegerField()))).values(*OWN, *OTHERS)


KNOWN = Prepared(_known)


def _take_out(row: dict, with_text: bool) -> None:
    row["body"] = list(row["body"].raw_data) if with_text and not row["is_withdrawn"] else []
    if row["is_withdrawn"]:
        row |= {name: nothing for name, nothing in TAKEN_OUT.items() if name in row and name != "body"}


def attached_to(ids: list[int], *, with_notes: bool = True) -> dict[int, Attached]:
    """Topics, corrections and footnotes of pieces, in their order, by the piece's id. One query."""
    found: dict[int, Attached] = defaultdict(Attached)
    if not ids:
        return found
    count = room_for(len(ids))
    rows = ATTACHED.raw(count, with_notes, **each("page", ids, count))
    for kind, _pk, page_id, _place, first, second, third in sorted(
        rows, key=lambda row: (row[0], row[4] if row[0] == "correction" else "", row[3] or 0, row[1])
    ):
        attached = found[page_id]
        if kind == "topic":
            topic = (first, in_language(second, third))
            if topic not in attached.topics:
                attached.topics.append(topic)
        elif kind == "correction":
            attached.corrections.append((second, date.fromisoformat(first), third))
        else:
            # SQLite keeps UUIDs without hyphens.
            attached.notes[str(UUID(first))] = second
    return found


def _attached(count: int, with_notes: bool):
    """What belongs to `count` pages; slots are `page_0` and on."""
    of_pages = In(F("page_id"), slots("page", count, IntegerField()))
    notes = [_notes(of_pages)] if with_notes else []
    return _topics(of_pages).union(_corrections(of_pages), *notes, all=True)


def _topics(of_pages: In):
    """Topics of pieces; one that was merged is its heir."""
    heirs = (
        _text(Coalesce(f"topic__merged_into__{name}", f"topic__{name}"))
        for name in ("slug", "name", "name_ko")
    )
    return InstallmentTopic.objects.filter(of_pages).order_by().values_list(
        _word("topic"), "pk", "page_id", "sort_order", *heirs
    )  # fmt: skip


def _corrections(of_pages: In):
    return Correction.objects.filter(STILL_TOLD, of_pages).order_by().values_list(
        _word("correction"), "pk", "page_id", "sort_order", _text("date"), _text("kind"), _text("text")
    )  # fmt: skip


def _notes(of_pages: In):
    return Footnote.objects.filter(of_pages, page__installmentpage__is_withdrawn=False).order_by().values_list(
        _word("note"), "pk", "page_id", "sort_order", _text("uuid"), _text("text"), _word("")
    )  # fmt: skip


def _word(word: str) -> Value:
    return Value(word, output_field=TextField())


def _text(expression) -> Cast:
    return Cast(expression, TextField())


ATTACHED = Prepared(_attached)
