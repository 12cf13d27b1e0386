"""The pieces of an author's page: series by series, each with what they did for it, and what that says of them.

The pieces are teasers (series/reading/shapes.py), which this app knows by their values only.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.utils import translation

from authors.models import AuthorPage

# Roles of a byline in which somebody writes in the language of the piece.
WRITERS = frozenset({"author", "summary_by", "interviewer"})


@dataclass(frozen=True)
class SeriesGroup:
    """Pieces of one series, a shapes.SeriesCard, each with the words for what somebody did for it."""

    series: object
    pieces: tuple[tuple[object, str], ...]


def _own_roles(piece, author: AuthorPage) -> list:
    """The credits of somebody on a piece, in order."""
    return [credit for credit in piece.credits if credit.person == author.translation_key]


def grouped(pieces, author: AuthorPage) -> list[SeriesGroup]:
    """Teasers that stand series by series, each with what somebody did for it."""
    groups = []
    for _series, own in groupby(pieces, lambda piece: piece.series and piece.series.key):
        own = list(own)
        cards = [piece.series for piece in own if piece.series]
        here = [card for card in cards if not card.language]
        roles = (
            ", ".join(dict.fromkeys(str(credit.role_label) for credit in _own_roles(piece, author)))
            for piece in own
        )
        groups.append(SeriesGroup(next(iter(here or cards), None), tuple(zip(own, roles, strict=True))))
    return groups


def languages_known(pieces, author: AuthorPage) -> tuple[str, ...]:
    """The languages that somebody is known to write, by pieces: of what they translated, that of the translation.

    Of what they wrote it is only certain where the piece is in one language and nobody is credited with translating it.
    An organisation knows no language.
    """
    if author.is_organisation:
        return ()
    known = set()
    versions = Counter(piece.key for piece in pieces)
    for piece in pieces:
        roles = {credit.role for credit in _own_roles(piece, author)}
        is_original = versions[piece.key] == 1 and all(
            credit.role != "translator" for credit in piece.credits
        )
        if "translator" in roles or (is_original and roles & WRITERS):
            known.add(piece.language or translation.get_language())
    return tuple(sorted(known))
