"""The rows of a page of results: matches with their marks, passages, credits and places. Two queries for a page."""

import json
from dataclasses import dataclass

from django.db.models import F, IntegerField, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import In
from django.utils.safestring import SafeString

from home.search.found import PIECE, SERIES, Match
from home.search.highlight import Highlighter
from publication.frame import Frame
from publication.prepared import Prepared, each, room_for, slots
from series.models import InstallmentPage
from series.reading.shapes import Credit, Teaser
from series.reading.teasers import FIELDS, OF_SERIES, other_language, teaser_from, totals_of
from series.reading.versions import paragraphs_of

OF_PAGE = ("pk", "title", "url_path", "locale_id", "translation_key", "first_published_at")


@dataclass(frozen=True)
class Result:
    """One row. `language` where it is not that of the page; a teaser only for pieces."""

    kind: str
    title: SafeString
    address: str
    passage: SafeString
    language: str = ""
    cloth: str = ""
    teaser: Teaser | None = None


def results(
    frame: Frame, matches: list[Match], marks: Highlighter, credits: dict[int, list[Credit]]
) -> list[Result]:
    """The rows of these matches, in their order; `credits` by the id of the piece."""
    pieces = [match for match in matches if match.kind == PIECE]
    totals = totals_of({match.row["installmentpage__series_id"] for match in pieces} - {None})
    bodies = _bodies([match.pk for match in pieces if not marks.spans(match.standfirst)])
    return [_result(frame, match, marks, totals, credits, bodies) for match in matches]


def _result(frame, match, marks, totals, credits, bodies) -> Result:
    passage = marks.passage(bodies[match.pk]) if match.pk in bodies else ""
    cloth, teaser = match.row["seriespage__cloth"] or "" if match.kind == SERIES else "", None
    if match.kind == PIECE:
        teaser = teaser_from(frame, _row(match), totals, tuple(credits.get(match.pk, ())))
        cloth = teaser.series.cloth if teaser.series else ""
    return Result(
        kind=match.kind,
        title=marks.marked(match.title),
        address=match.address,
        passage=passage or marks.marked(match.standfirst),
        language=other_language(frame, match.row["locale_id"]),
        cloth=cloth,
        teaser=teaser,
    )


def _row(match: Match) -> dict:
    """The row as teasers are made of it."""
    own = {name: match.row[name] for name in OF_PAGE}
    of_piece = {
        name: match.row[f"installmentpage__{name}"]
        for name in ("series_id", *FIELDS, *(f"series__{name}" for name in OF_SERIES))
        if name not in own
    }
    return own | of_piece


def _bodies(pieces: list[int]) -> dict[int, str]:
    """The running text of pieces, as their pages print it; that of withdrawn ones is left out. One query, or none."""
    if not pieces:
        return {}
    count = room_for(len(pieces))
    return {
        pk: " ".join(paragraphs_of(json.loads(body or "[]")))
        for pk, body in TEXTS.raw(count, **each("page", pieces, count))
    }


def _texts(count: int):
    """The texts of so many pieces; slots are `page_0` and on."""
    pieces = InstallmentPage.objects.filter(
        In(F("pk"), slots("page", count, IntegerField())), is_withdrawn=False
    )
    return pieces.order_by().values("pk", text_in_blocks=Cast("body", TextField()))


TEXTS = Prepared(_texts)
