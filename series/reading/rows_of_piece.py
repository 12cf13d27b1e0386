"""The rows that belong to a piece, as its page reads them. Their SQL is written once (publication/prepared.py)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import IntegerField, TextField, Value
from django.db.models.functions import Cast, Coalesce
from wagtail_footnotes.models import Footnote

from publication.prepared import Prepared, Slot
from series.models import Correction, InstallmentTopic, SeriesEditor
from series.reading.editors import NAMES, editor_from
from series.reading.shapes import Credit
from series.withdrawal import STILL_TOLD

# The rows of a page; the slot `page` is its id.
OF_PAGE = {"page_id": Slot("page", IntegerField())}
TOPIC = ("pk", "name", "name_ko", "slug")
FIELDS = ("first", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True)
class Beside:
    """Topics as (id, English name, Korean name, slug), each once and in the editors' order; the editors of the series."""

    topics: list[tuple[int, str, str, str]]
    editors: tuple[Credit, ...]


def _beside():
    """Topics and editors in one query, told apart by `what`; a topic that was merged is its heir."""
    heirs = [_text(Coalesce(f"topic__merged_into__{name}", f"topic__{name}")) for name in TOPIC]
    topics = InstallmentTopic.objects.filter(**OF_PAGE).order_by()
    editors = SeriesEditor.objects.filter(page_id=Slot("series", IntegerField())).order_by()
    return _rows(topics, "topic", [*heirs, _text(Value("")), _text(Value(""))]).union(
        _rows(editors, "editor", [_text(name) for name in NAMES]), all=True
    )


def _rows(queryset, what: str, fields: list):
    named = dict(zip(FIELDS, fields, strict=True))
    return queryset.values(
        what=_text(Value(what)), place=Coalesce("sort_order", 0), row=Cast("pk", IntegerField()), **named
    )


def _text(expression) -> Cast:
    return Cast(expression, TextField())


BESIDE = Prepared(_beside)
CORRECTIONS = Prepared(
    lambda: (
        Correction.objects.filter(STILL_TOLD, **OF_PAGE)
        .order_by("date", "sort_order", "pk")
        .values("kind", "date", "text")
    )
)
FOOTNOTES = Prepared(lambda: Footnote.objects.filter(**OF_PAGE).order_by().values("uuid", "text"))


def beside(page_id: int | None, series_id: int) -> Beside:
    """What stands beside a saved piece; of one that was never saved only the editors of its series. One query."""
    rows = sorted(
        BESIDE.rows(page=page_id or 0, series=series_id), key=lambda row: (row["place"], row["row"])
    )
    values = [(row["what"], *(row[name] for name in FIELDS)) for row in rows]
    topics = [
        (int(pk), name, name_ko, slug) for what, pk, name, name_ko, slug, *_ in values if what == "topic"
    ]
    return Beside(
        topics=list(dict.fromkeys(topics)),
        editors=tuple(
            editor_from(dict(zip(NAMES, names, strict=True))) for what, *names in values if what == "editor"
        ),
    )


def corrections(page_id: int) -> list[tuple[str, date, str]]:
    """(kind, day, stored markup) of each correction that is told, the oldest first. One query."""
    return [(row["kind"], row["date"], row["text"]) for row in CORRECTIONS.rows(page=page_id)]


def footnotes(page_id: int) -> dict[str, str]:
    """The stored markup of a page's notes by their UUIDs, cited or not. One query."""
    return {str(row["uuid"]): row["text"] for row in FOOTNOTES.rows(page=page_id)}
