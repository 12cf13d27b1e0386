"""The pieces of the corpus, one after the other: so many at a time that memory and queries stay within bounds."""

import csv
import json
from collections.abc import Iterator

from django.utils import translation

from home.api import shapes
from home.api.lists import told
from home.api.pieces import IN_LISTS, shape_of
from home.api.things import on_site
from publication.frame import Frame
from publication.spreadsheets import plain_cell
from series.metadata.telling_pieces import Text, tell_pieces
from series.reading.pieces import listed_pieces

AT_ONCE = {Text.REPUBLISHABLE: 50, Text.NONE: 200}
EVERYTHING = frozenset(shapes.Piece.model_fields)
BYTE_ORDER_MARK = "\ufeff"
COLUMNS = (
    "id", "work", "language", "url", "canonical_url", "title", "subtitle", "summary", "published_at", "updated_at",
    "series_id", "series", "number", "total", "authors", "affiliations", "orcids", "rors", "other_people", "topics", "licence",
    "may_be_republished", "doi", "first_published_outlet", "first_published_url", "minutes", "version", "is_withdrawn",
    "corrections", "translations",
)  # fmt: skip
AUTHORS = ("author", "summary_by", "interviewer", "interviewee")


def lines(frame: Frame) -> Iterator[str]:
    """A line of JSON for each piece, in the order in which they were made: all fields of the API."""
    for piece in _pieces(frame, Text.REPUBLISHABLE, EVERYTHING):
        yield json.dumps(told(piece, EVERYTHING), ensure_ascii=False) + "\n"


def table(frame: Frame) -> Iterator[str]:
    """The table: a row of COLUMNS for each piece, several values of a cell with semicolons between.

    It begins with a byte order mark, without which spreadsheets take Korean for something else; no cell is a formula.
    """
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(COLUMNS)
    for piece in _pieces(frame, Text.NONE, frozenset(IN_LISTS)):
        row = _row(piece)
        yield writer.writerow([plain_cell(row[column]) for column in COLUMNS])


class _Echo:
    """Hands back what a writer of CSV writes."""

    def write(self, text: str) -> str:
        return text


def _pieces(frame: Frame, text: Text, fields: frozenset[str]) -> Iterator[shapes.Piece]:
    all_of_them = on_site(listed_pieces(), frame).order_by("pk")
    last = 0
    while True:
        # Whatever language a request speaks when the next pieces are read.
        with translation.override("en"):
            found, _count = tell_pieces(
                all_of_them.filter(pk__gt=last), frame, start=0, limit=AT_ONCE[text], text=text
            )
            made = [shape_of(piece, frame, fields) for piece in found]
        if not made:
            return
        yield from made
        last = found[-1].pk


def _row(piece: shapes.Piece) -> dict:
    series, licence, first = piece.series, piece.licence, piece.first_published
    authors = [person for person in piece.people if person.role in AUTHORS]
    others = [person for person in piece.people if person.role not in AUTHORS]
    return {
        **{
            name: getattr(piece, name)
            for name in ("id", "work", "language", "url", "canonical_url", "title", "subtitle", "summary", "minutes", "version")
        },
        "published_at": _moment(piece.published_at),
        "updated_at": _moment(piece.updated_at),
        "series_id": series.id if series else None,
        "series": series.title if series else "",
        "number": series.number if series else None,
        "total": series.total if series else None,
        "authors": _several(person.name for person in authors),
        "affiliations": _several(
            ", ".join(filter(None, (person.position, person.organisation))) for person in authors
        ),
        "orcids": _several(person.orcid or "" for person in authors),
        "rors": _several(person.ror or "" for person in authors),
        "other_people": _several(f"{person.name} ({person.role})" for person in others),
        "topics": _several(topic.name for topic in piece.topics),
        "licence": licence.code if licence else "",
        "may_be_republished": _yes(bool(licence and licence.may_be_republished)),
        "doi": piece.doi or "",
        "first_published_outlet": first.outlet if first else "",
        "first_published_url": (first.url or "") if first else "",
        "is_withdrawn": _yes(piece.is_withdrawn),
        "corrections": len(piece.corrections),
        "translations": _several(twin.url for twin in piece.translations),
    }  # fmt: skip


def _several(values) -> str:
    return "; ".join(filter(None, values))


def _moment(value) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"
