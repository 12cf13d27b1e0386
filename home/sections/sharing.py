"""Which section of the front page shows what. The only place of the rule that nothing stands there twice.

Leads choose first, then the lists of a series' parts, then the latest pieces; of one kind, those for which the editors
chose something come before those for which the site picks, and the upper one before the lower. Each passes over the
pieces that are taken. What the site picks by itself, series, topics, authors or corrections, is never on the page
already. Shelves and spines draw a series and its parts as a whole: they take the series and no piece.

A section for one thing whose choice the public may not see shows what it would show without a choice, under its usual
words. A list goes on without it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from home.sections.arrangement import Asked
from series.reading.cards import StandingPart
from series.reading.shapes import SeriesCard

ONE_SERIES = ("shelf", "parts")
BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass
class Share:
    """What a section shows: its series, and the ids of its pieces, in order."""

    asked: Asked
    series: tuple[SeriesCard, ...] = ()
    pieces: tuple[int, ...] = ()
    is_as_chosen: bool = True

    @property
    def title(self) -> str:
        """The editors' title, which belongs to what they chose; empty where something else took its place."""
        return self.asked.title if self.is_as_chosen else ""


def share_out(
    arrangement: Sequence[Asked], cards: Sequence[SeriesCard], parts: Iterable[StandingPart]
) -> list[Share]:
    """A share for each section, given the visible series with the newest parts first, and their visible parts in order."""
    shares = [Share(asked) for asked in arrangement]
    _share_series(shares, cards)
    _share_pieces(shares, list(parts))
    return shares


def pick(
    sections: Sequence[Asked], items: Iterable, ids_of: Callable, without: Collection[int] = ()
) -> list[tuple]:
    """What each of some sections shows of the items: what was chosen for it, or else the first that no other shows.

    `ids_of` gives the ids by which an item may be chosen, the first of them its own. What has its own id in `without`
    the site does not pick.
    """
    items = list(items)
    by_id = {pk: item for item in items for pk in ids_of(item)}
    picked = [_once((by_id[pk] for pk in asked.chosen if pk in by_id), ids_of) for asked in sections]
    taken = {*without, *(ids_of(item)[0] for those in picked for item in those)}
    for at, asked in enumerate(sections):
        if not asked.chosen:
            free = [item for item in items if ids_of(item)[0] not in taken][: asked.number]
            taken.update(ids_of(item)[0] for item in free)
            picked[at] = tuple(free)
    return picked


def _once(items: Iterable, ids_of: Callable) -> tuple:
    return tuple({ids_of(item)[0]: item for item in items}.values())


def _share_series(shares: list[Share], cards: Sequence[SeriesCard]) -> None:
    by_id = {card.pk: card for card in cards}
    single = [share for share in shares if share.asked.kind in ONE_SERIES]
    lists = [share for share in shares if share.asked.kind == "series"]
    chosen = {pk for share in (*single, *lists) for pk in share.asked.chosen}
    for share in single:
        share.series = tuple(by_id[pk] for pk in share.asked.chosen if pk in by_id)
        share.is_as_chosen = bool(share.series) or not share.asked.chosen
    free = [card for card in cards if card.published and card.pk not in chosen]
    for share in sorted(single, key=lambda share: ONE_SERIES.index(share.asked.kind)):
        if not share.series and free:
            share.series = (free.pop(0),)
    picked = pick(
        [share.asked for share in lists],
        [card for card in cards if card.published or card.pk in chosen],
        lambda card: (card.pk,),
        without={card.pk for share in single for card in share.series},
    )
    for share, series in zip(lists, picked, strict=True):
        share.series = series


def _share_pieces(shares: list[Share], parts: list[StandingPart]) -> None:
    newest = [part for part in parts if part.is_listed]
    newest.sort(key=lambda part: (part.published_at or BEGINNING, part.pk), reverse=True)
    listed = {part.pk: part for part in newest}
    taken: set[int] = set()

    def give(share: Share, pieces: Iterable[StandingPart]) -> None:
        pieces = [part for part in pieces if part.source not in taken]
        taken.update(part.source for part in pieces)
        share.pieces = tuple(part.pk for part in pieces)

    def free(number: int) -> list[StandingPart]:
        return [part for part in newest if part.source not in taken][:number]

    leads = [share for share in shares if share.asked.kind == "lead"]
    for share in leads:
        give(share, [listed[pk] for pk in share.asked.chosen if pk in listed])
        share.is_as_chosen = bool(share.pieces) or not share.asked.chosen
    for share in leads:
        if not share.pieces:
            give(share, free(1))
    for share in shares:
        if share.asked.kind == "parts" and share.series:
            give(share, _newest_of(share.series[0], parts, share.asked.number, taken))
    for share in shares:
        if share.asked.kind == "latest":
            give(share, free(share.asked.number))


def _newest_of(card: SeriesCard, parts: list[StandingPart], number: int, taken: set[int]):
    """The last parts of a series in its order; of a column the newest, newest first."""
    last = [part for part in parts if part.series == card.pk and part.source not in taken][-number:]
    return last if card.is_numbered else last[::-1]
