"""The search: which installments have the words that a reader typed.

Words are looked up in title, subtitle, standfirst, body and the names in bylines, by the search index of the database;
all of them must be there, and words in quotation marks stand beside each other. The index of neither database finds a
part of a Korean word, so a query with Hangul is answered by looking for its words letter by letter instead. That reads
every piece, which is cheap for some thousands; an index of pairs of syllables is to take its place.
"""

import json
import re
import unicodedata
from functools import reduce
from operator import and_

from django.db.models import Case, Exists, F, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Cast
from wagtail.search.query import Phrase, PlainText

from authors.names import HANGUL
from publication.frame import Frame
from series.models import Byline, InstallmentPage
from series.reading.pieces import listed_pieces
from series.reading.shapes import Teaser
from series.reading.teasers import counted_teasers

MOST_WORDS = 12
POINT_OUTSIDE_NUMBER = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
QUOTED = re.compile(r'["“”]([^"“”]*)["“”]')


def find_pieces(frame: Frame, typed: str, *, start: int, limit: int) -> tuple[list[Teaser], int]:
    """(`limit` teasers from `start` on, best match first, the number of all matches) for a line that a reader typed.

    Installments of both languages; none when nothing in the line can be looked for. Four queries at most.
    """
    phrases, words = terms(typed)
    if not phrases and not words:
        return [], 0
    found = _by_letters(phrases + words) if HANGUL.search(typed) else _by_index(phrases, words)
    return counted_teasers(frame, found, start=start, limit=limit)


def terms(typed: str) -> tuple[list[str], list[str]]:
    """(phrases in quotation marks, single words) of a typed line, without signs that mean something to a database.

    A quotation mark without its partner is left out. At most twelve terms.
    """
    phrases = [_plain(phrase) for phrase in QUOTED.findall(typed)]
    words = _plain(QUOTED.sub(" ", typed)).split()
    phrases = [phrase for phrase in phrases if phrase][:MOST_WORDS]
    return phrases, words[: MOST_WORDS - len(phrases)]


def _plain(text: str) -> str:
    """Letters and digits, everything else a space; a point inside a number stays.

    PostgreSQL keeps "won-gi" beside its parts and numbers whole; looking for parts and whole numbers finds both.
    """
    kept = "".join(
        letter if letter == "." or unicodedata.category(letter)[0] in "LMN" else " " for letter in text
    )
    return " ".join(POINT_OUTSIDE_NUMBER.sub(" ", kept).split())


def _by_index(phrases: list[str], words: list[str]):
    visible = InstallmentPage.objects.filter(pk__in=listed_pieces().order_by().values("pk"))
    queries = [Phrase(phrase) for phrase in phrases]
    if words:
        queries.append(PlainText(" ".join(words), operator="and"))
    return visible.search(reduce(and_, queries)).get_queryset()


def _by_letters(words: list[str]):
    pieces = listed_pieces().annotate(_words_of_body=Cast("body", TextField()))
    in_title = Q()
    for word in words:
        credited = Byline.objects.filter(page_id=OuterRef("pk"), name__icontains=word)
        # SQLite keeps the body as JSON with escapes, PostgreSQL gives the letters themselves.
        in_body = Q(_words_of_body__icontains=word) | Q(_words_of_body__icontains=json.dumps(word)[1:-1])
        in_title_or_names = Q(title__icontains=word) | Q(subtitle__icontains=word) | Exists(credited)
        in_text = Q(is_withdrawn=False) & (Q(standfirst__icontains=word) | in_body)
        pieces = pieces.filter(in_title_or_names | in_text)
        in_title &= Q(title__icontains=word)
    best = Case(When(in_title, then=Value(0)), default=Value(1))
    return pieces.order_by(best, F("first_published_at").desc(nulls_last=True), "-pk")
