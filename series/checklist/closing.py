"""Looks over a whole series before it is closed, and closes it: status and the last part's note, as drafts."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from series.checklist.evaluation import Checklist, missing_of_all
from series.manuscripts.notes import says_last_in_series
from series.models import InstallmentPage, PlannedPart, SeriesPage
from series.place import missing_numbers

LOG_ACTION = "series.close"


@dataclass(frozen=True)
class Overview:
    """A series before it is closed. `numbers` are those from 1 to the highest, or the promised one, that no part has.

    `last` is the part with the highest number, as its latest draft has it; None in a column and where there is none.
    `note` is what is proposed for its editors' note, in its language; "" when it says so already.
    """

    numbers: tuple[int, ...]
    unpublished: tuple[InstallmentPage, ...]
    planned: tuple[PlannedPart, ...]
    undisclosed: tuple[InstallmentPage, ...]
    unready: tuple[tuple[InstallmentPage, Checklist], ...]
    last: InstallmentPage | None
    note: str
    is_complete: bool

    @property
    def is_clear(self) -> bool:
        """Is nothing left to do?"""
        return not (self.numbers or self.unpublished or self.planned or self.undisclosed or self.unready)


def look_over(series: SeriesPage) -> Overview:
    """What is left to do in a series. The number of queries does not depend on the number of its parts."""
    parts = list(InstallmentPage.objects.filter(series=series, alias_of=None).order_by("part_number", "path"))
    checklists = missing_of_all(parts)
    numbered = [part for part in parts if part.part_number] if series.is_numbered else []
    last = numbered[-1].get_latest_revision_as_object() if numbered else None
    taken = {part.part_number for part in numbered}
    # A planned part whose number a part has taken has become that part.
    planned = PlannedPart.objects.filter(series__translation_key=series.translation_key)
    return Overview(
        numbers=tuple(missing_numbers(taken, series.planned_parts) if series.is_numbered else ()),
        unpublished=tuple(part for part in parts if not part.live),
        planned=tuple(part for part in planned if part.part_number is None or part.part_number not in taken),
        undisclosed=tuple(part for part in parts if _lacks_disclosure(checklists[part.pk])),
        unready=tuple((part, checklists[part.pk]) for part in parts if checklists[part.pk].missing),
        last=last,
        note="" if last is None or says_last_in_series(last.editors_note) else last_note(series),
        is_complete=_draft(series).status == SeriesPage.Status.COMPLETE,
    )


def last_note(series: SeriesPage) -> str:
    """ "This is the last in the series …" in the language of the series."""
    with translation.override(series.locale.language_code):
        return _("This is the last in the series “%(series)s”.") % {"series": series.title}


@transaction.atomic
def close(series: SeriesPage, user, *, set_status: bool, note: str, last: InstallmentPage | None) -> list:
    """Save drafts: of the series as complete, and of its last part with the note (plain text). Returns the drafts.

    Nothing is published. Raises ValidationError when a page is locked for the user; then nothing is saved.
    """
    drafts = []
    if set_status:
        draft = _draft(series)
        _refuse_locked(draft, user)
        draft.status = SeriesPage.Status.COMPLETE
        drafts.append(draft)
    if note and last is not None:
        draft = _draft(last)
        _refuse_locked(draft, user)
        draft.editors_note = f"{draft.editors_note}<p>{escape(note)}</p>"
        drafts.append(draft)
    for draft in drafts:
        draft.save_revision(user=user, log_action=True, clean=False)
    if drafts:
        data = {"complete": set_status, "last": last.pk if note and last is not None else None}
        log(instance=series, action=LOG_ACTION, user=user, data=data)
    return drafts


def _draft(page):
    return page.get_latest_revision_as_object()


def _refuse_locked(page, user) -> None:
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise ValidationError(
            _("“%(title)s” is locked. Nothing was changed.") % {"title": page.get_admin_display_title()}
        )


def _lacks_disclosure(checklist: Checklist) -> bool:
    return any(point.rule.code == "disclosure" and not point.is_met for point in checklist.points)
