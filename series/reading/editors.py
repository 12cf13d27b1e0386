"""Who edits a series, as its page, its parts and their citations name them."""

from collections.abc import Collection

from django.db.models import DateTimeField, Exists, F, IntegerField, OuterRef
from django.db.models.lookups import In
from django.utils import timezone

from authors.names import language_of
from publication.frame import Frame
from publication.prepared import Prepared, Slot, each, room_for, slots
from publication.visibility import is_open
from series.models import Byline, SeriesEditor, SeriesPage
from series.reading.people import foreign
from series.reading.shapes import Credit

NAMES = tuple(f"author__{name}" for name in ("title", "kind", "family_name", "given_name", "orcid", "ror"))


def editors_of(series: SeriesPage, frame: Frame) -> tuple[Credit, ...]:
    """The editors of a saved series, linked where readers may see a page of theirs. One query."""
    return editors_of_many([series.pk], frame).get(series.pk, ())


def editors_of_many(series_ids: Collection[int], frame: Frame) -> dict[int, tuple[Credit, ...]]:
    """The same of several series, by the id of the series. One query, or none for no series."""
    ids = list(series_ids)
    if not ids:
        return {}
    count = room_for(len(ids))
    found: dict[int, tuple[Credit, ...]] = {}
    for row in EDITING.rows(count, now=timezone.now(), **each("series", ids, count)):
        seen = row["has_page"] and row["has_pieces"]
        address = (frame.address(row["author__url_path"]) or "") if seen else ""
        found[row["page_id"]] = (*found.get(row["page_id"], ()), editor_from(row, address))
    return found


def _editing(count: int):
    """The editors of `count` series; slots are the ids of these, `series_0` and on, and the moment `now`."""
    now = Slot("now", DateTimeField())
    # Somebody of whom readers may see nothing has no page for them.
    pieces = (
        Byline.objects.public(now).with_person().filter(person=OuterRef("author__translation_key")).order_by()
    )
    return (
        SeriesEditor.objects.filter(In(F("page_id"), slots("series", count, IntegerField())))
        .annotate(has_page=is_open(now, path="author__path"), has_pieces=Exists(pieces))
        .order_by("sort_order", "pk")
        .values(*NAMES, "page_id", "author__url_path", "has_page", "has_pieces")
    )


EDITING = Prepared(_editing)


def editors_in_memory(series: SeriesPage) -> tuple[Credit, ...]:
    """The editors of a series as it is being edited, for its preview."""
    return tuple(
        editor_from({name: getattr(row.author, name.removeprefix("author__")) for name in NAMES})
        for row in series.editors.all()
        if row.author_id
    )


def editor_from(row: dict, address: str = "") -> Credit:
    """An editor as a credit, from a row of `NAMES`."""
    return Credit(
        name=row["author__title"],
        address=address,
        role="editor",
        language=foreign(language_of(row["author__title"])),
        family=row["author__family_name"],
        given=row["author__given_name"],
        is_organisation=row["author__kind"] == "organisation",
        orcid=row["author__orcid"],
        ror=row["author__ror"],
    )
