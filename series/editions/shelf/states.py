"""How the editions of pages stand, for the people who look after them: there, being made, waiting, failed and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.utils import timezone

from publication.models.jobs import SIGN_OF_LIFE
from series.editions.shelf.forms import KINDS
from series.editions.shelf.stale import MOST_ATTEMPTS
from series.models import Edition, InstallmentPage, SeriesPage


class State(Enum):
    """What may be said of an edition. WAITING: marked, and to be made; LEFT: marked, and made by the next download."""

    CURRENT = "current"
    MAKING = "making"
    WAITING = "waiting"
    FAILED = "failed"
    LEFT = "left"
    ABSENT = "absent"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Standing:
    """One edition of a page: its state, and of the file that is there its size in bytes, its sheets and when it was made.

    `problem` says why the last attempt failed, or why this machine cannot make it.
    """

    form: str
    label: str
    state: State
    size: int = 0
    sheets: int = 0
    made_at: datetime | None = None
    since: datetime | None = None
    next_at: datetime | None = None
    problem: str = ""
    was_killed: bool = False

    @property
    def is_going(self) -> bool:
        """Is something to be expected of it without anybody doing anything?"""
        return self.state in (State.MAKING, State.WAITING) or self.next_at is not None


def public_books(pages: Iterable[int]) -> set[int]:
    """Which of these pages the public may have as a book: pieces, and series that are complete."""
    pages = list(pages)
    pieces = InstallmentPage.objects.visible().filter(pk__in=pages).order_by()
    series = SeriesPage.objects.visible().filter(pk__in=pages, status=SeriesPage.Status.COMPLETE).order_by()
    return set(pieces.values_list("pk", flat=True)) | set(series.values_list("pk", flat=True))


def standings(languages: dict[int, str], *, has_worker: bool) -> dict[int, tuple[Standing, ...]]:
    """How each form of each of these pages (language by id) stands. One query."""
    rows = {(row.page_id, row.form): row for row in Edition.objects.filter(page__in=languages)}
    return {
        pk: tuple(_standing(form, rows.get((pk, form)), language, has_worker) for form in KINDS)
        for pk, language in languages.items()
    }


def _standing(form: str, row: Edition | None, language: str, has_worker: bool) -> Standing:
    label = Edition.Form(form).label
    if problem := KINDS[form].problem(language):
        return Standing(form, label, State.IMPOSSIBLE, problem=problem)
    if row is None:
        return Standing(form, label, State.ABSENT)
    is_made = bool(row.file)
    kept = {"size": row.size, "sheets": row.sheets, "made_at": row.made_at} if is_made else {}
    if row.making_since and row.heard_at and row.heard_at > timezone.now() - SIGN_OF_LIFE:
        return Standing(form, label, State.MAKING, since=row.making_since, **kept)
    next_at = row.due_at if has_worker else None
    if row.problem or row.attempts >= MOST_ATTEMPTS:
        return Standing(
            form,
            label,
            State.FAILED,
            problem=row.problem,
            was_killed=not row.problem,
            next_at=next_at,
            **kept,
        )
    if row.stale_since:
        state = State.WAITING if next_at else State.LEFT
        return Standing(form, label, state, since=row.stale_since, next_at=next_at, **kept)
    return Standing(form, label, State.CURRENT if is_made else State.ABSENT, **kept)
