"""The rows that belong to a piece, as its page reads them. Their SQL is written once (publication/prepared.py)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import IntegerField, TextField, Value
from django.db.models.functions import Cast, Coalesce
from wagtail_footnotes.models import Footnote

from publication.prepared import Prepared, Slot
from series.models import Byline, Correction, Edition, InstallmentTopic, SeriesEditor
from series.reading.editors import NAMES, editor_from
from series.reading.shapes import Credit, EditionFile
from series.withdrawal import STILL_TOLD

# The rows of a page; the slot `page` is its id.
OF_PAGE = {"page_id": Slot("page", IntegerField())}
TOPIC = ("pk", "name", "name_ko", "slug")
FIELDS = ("first", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True)
class Beside:
    """Topics as (id, English name, Korean name, slug), each once and in the editors' order; the editors of the series.

    `authors` are the ids of those credited, each once; `files` the editions that are there, by their form.
    """

    topics: list[tuple[int, str, str, str]]
    authors: list[int]
    editors: tuple[Credit, ...]
    files: dict[str, EditionFile]


def _beside():
    """Topics, authors, editors and files in one query, told apart by `what`; a topic that was merged is its heir."""
    heirs = [_text(Coalesce(f"topic__merged_into__{name}", f"topic__{name}")) for name in TOPIC]
    topics = InstallmentTopic.objects.filter(**OF_PAGE).order_by()
    authors = Byline.objects.filter(**OF_PAGE).order_by()
    editors = SeriesEditor.objects.filter(page_id=Slot("series", IntegerField())).order_by()
    files = Edition.objects.filter(**OF_PAGE).exclude(file="").order_by()
    file = [_text(name) for name in ("form", "size", "sheets")]
    return _rows(topics, "topic", heirs, Coalesce("sort_order", 0)).union(
        _rows(authors, "author", [_text("author_id")], Coalesce("sort_order", 0)),
        _rows(editors, "editor", [_text(name) for name in NAMES], Coalesce("sort_order", 0)),
        _rows(files, "file", file, Value(0)),
        all=True,
    )


def _rows(queryset, what: str, fields: list, place):
    """Rows in the columns of all; where one kind has fewer, the last are empty."""
    nothing = [_text(Value(""))] * (len(FIELDS) - len(fields))
    named = dict(zip(FIELDS, [*fields, *nothing], strict=True))
    return queryset.values(what=_text(Value(what)), place=place, row=Cast("pk", IntegerField()), **named)


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
FILES = Prepared(
    lambda: Edition.objects.filter(**OF_PAGE).exclude(file="").order_by().values("form", "size", "sheets")
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
        authors=list(dict.fromkeys(int(pk) for what, pk, *_nothing in values if what == "author")),
        editors=tuple(
            editor_from(dict(zip(NAMES, names, strict=True))) for what, *names in values if what == "editor"
        ),
        files={
            form: EditionFile(int(size), int(sheets))
            for what, form, size, sheets, *_nothing in values
            if what == "file"
        },
    )


def files_of(page_id: int) -> dict[str, EditionFile]:
    """The editions of a page that are there, by their form. One query."""
    return {row["form"]: EditionFile(row["size"], row["sheets"]) for row in FILES.rows(page=page_id)}


def corrections(page_id: int) -> list[tuple[str, date, str]]:
    """(kind, day, stored markup) of each correction that is told, the oldest first. One query."""
    return [(row["kind"], row["date"], row["text"]) for row in CORRECTIONS.rows(page=page_id)]


def footnotes(page_id: int) -> dict[str, str]:
    """The stored markup of a page's notes by their UUIDs, cited or not. One query."""
    return {str(row["uuid"]): row["text"] for row in FOOTNOTES.rows(page=page_id)}
