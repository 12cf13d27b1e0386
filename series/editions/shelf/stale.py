"""What has to be made anew: marks on the rows of editions, put there from the things that were changed.

A publication writes one row, "this piece was changed" (noticing.py). Here, in the worker, those rows become marks on the
editions in which the thing stands; an edition has one mark, however often something in it changes.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.apps import apps
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from series.changes import books_showing
from series.editions.shelf.forms import KINDS, forms_in
from series.editions.shelf.making import nobody_is_at_it
from series.models import ChangedThing, Edition, InstallmentPage, SeriesPage

log = logging.getLogger(__name__)

# So long nothing may change before an edition is made, as one change seldom comes alone ...
QUIET = timedelta(seconds=30)
# ... but nobody waits longer than this.
MOST_QUIET = timedelta(minutes=10)
# What was not made, whatever the reason, is tried again after a minute, two, four, and so on; then it is left to "make
# again" and to downloads.
FIRST_PAUSE = timedelta(minutes=1)
MOST_ATTEMPTS = 6
AT_ONCE = 500
# Where nobody works changes off, they are thinned out each time that many have come.
THINNED_EVERY = 250


def note(kind: type, ids: Iterable[int]) -> None:
    """Remember that things of a kind were changed. One query, in the transaction of the change."""
    rows = ChangedThing.objects.bulk_create(
        [ChangedThing(kind=kind._meta.label_lower, thing_id=pk) for pk in ids]
    )
    if any(row.pk % THINNED_EVERY == 0 for row in rows):
        _thin_out()


def _thin_out() -> None:
    """Forget all but the last change of each thing. The rows are bounded by the things that there are."""
    last = {(row.kind, row.thing_id): row.pk for row in ChangedThing.objects.order_by("pk")}
    ChangedThing.objects.filter(pk__lt=max(last.values(), default=0)).exclude(pk__in=last.values()).delete()


def look_up_changes() -> int:
    """Turn the changes that were noted into marks on editions; gives how many changes there were."""
    count = 0
    while rows := list(ChangedThing.objects.order_by("kind", "pk")[:AT_ONCE]):
        for kind, changes in groupby(rows, key=lambda row: row.kind):
            changes = list(changes)
            with transaction.atomic():
                books = _books_with(kind, {change.thing_id for change in changes})
                mark(books, at=max(change.at for change in changes))
                # By their numbers: a change of the same thing that is committed only now has a row of its own.
                ChangedThing.objects.filter(pk__in=[change.pk for change in changes]).delete()
        count += len(rows)
    return count


def _books_with(kind: str, ids: set[int]) -> set[int]:
    try:
        return books_showing(apps.get_model(kind), ids)
    except (LookupError, TypeError):
        # Of a release before or after this one. Left where it is, it would keep all others waiting.
        log.exception("Nothing is known of the books in which a %s stands", kind)
        return set()


def mark(pages: Iterable[int], *, at: datetime | None = None, now: bool = False) -> None:
    """Mark the editions of pages as stale since a moment: those that the public may have, and those that there are.

    `now`: they are due at once, and made anew whatever their book says.
    """
    at = at or timezone.now()
    pages = sorted(pages)
    for start in range(0, len(pages), AT_ONCE):
        _mark(pages[start : start + AT_ONCE], at, now)


def _mark(pages: list[int], at: datetime, now: bool) -> None:
    _lay_out(pages)
    rows = Edition.objects.filter(page__in=pages)
    due = at if now else at + QUIET
    anew = {"digest": "", "problem": ""} if now else {}
    changed = {"changes": F("changes") + 1, "attempts": 0, **anew}
    with transaction.atomic():
        # In this order: an edition that has just been marked is none that was marked before.
        rows.filter(stale_since__gt=at - MOST_QUIET).update(due_at=due, **changed)
        rows.filter(stale_since__lte=at - MOST_QUIET).update(due_at=at, **changed)
        rows.filter(stale_since=None).update(stale_since=at, due_at=due, **changed)


def _lay_out(pages: list[int]) -> None:
    """Give the public books among pages a row for each form that this machine makes of them."""
    pieces = InstallmentPage.objects.visible().filter(pk__in=pages).order_by()
    series = SeriesPage.objects.visible().filter(pk__in=pages, status=SeriesPage.Status.COMPLETE).order_by()
    languages = [
        row for books in (pieces, series) for row in books.values_list("pk", "locale__language_code")
    ]
    forms = {language: forms_in(language) for _pk, language in languages}
    wanted = {(pk, form) for pk, language in languages for form in forms[language]}
    there = set(Edition.objects.filter(page__in=pages).values_list("page_id", "form"))
    Edition.objects.bulk_create(
        [Edition(page_id=pk, form=form) for pk, form in sorted(wanted - there)],
        ignore_conflicts=True,
    )


def due():
    """Editions that are to be made now and that nobody is making, those that changed last first."""
    rows = Edition.objects.filter(nobody_is_at_it(), form__in=list(KINDS), due_at__lte=timezone.now())
    return rows.order_by(F("due_at").desc(), "page_id", "form")


def settle(seen: dict[int, int]) -> None:
    """Take the marks off editions that are found to be as they should, and what went wrong with them before.

    `seen` is what they had counted, by their ids.
    """
    held = Q(pk__in=())
    for pk, changes in seen.items():
        held |= Q(pk=pk, changes=changes)
    Edition.objects.filter(held).update(stale_since=None, due_at=None, attempts=0, problem="")


def put_off(edition: Edition) -> None:
    """Say when an edition is to be tried again, before it is tried: what ends the worker must not end the next at once."""
    # Downloads count as well, where no worker is: such a number is no power of two any more.
    is_last = edition.attempts >= MOST_ATTEMPTS - 1
    again = None if is_last else timezone.now() + FIRST_PAUSE * 2**edition.attempts
    Edition.objects.filter(pk=edition.pk, changes=edition.changes).update(due_at=again)


def mark_all() -> None:
    """Mark every edition that the public may have, to be looked at now."""
    pages = Page.objects.type(InstallmentPage, SeriesPage).order_by().values_list("pk", flat=True)
    mark(pages, at=timezone.now() - QUIET)
