"""Publishing and scheduling one part for the desk: what stands in the way, and the doing.

Every check is asked again at the moment of the doing, on the part as it then is.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.locks import BasicLock
from wagtail.models import WorkflowState

from publication.times import said
from series.checklist.evaluation import Checklist, missing_of
from series.checklist.gate import sentences
from series.models import InstallmentPage
from series.validation import problems_of


class Act(Enum):
    """What is done to a part."""

    PUBLISH = "publish"
    SCHEDULE = "schedule"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Step:
    """One part and what will happen to it: at `moment` (None: at once). `problems` are reasons why it will not."""

    part_id: int
    number: int | None
    title: str
    act: Act
    moment: datetime | None = None
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def time(self) -> str:
        """The moment on the editor's clock."""
        return said(self.moment) if self.moment else ""

    @property
    def will_happen(self) -> bool:
        return not self.problems and self.act is not Act.NOTHING


def held_by(part: InstallmentPage, user) -> list[str]:
    """Why a user may not touch the latest version of a part: somebody's lock, or a review that is not decided.

    A schedule locks a part too, for everybody; changing the schedule is what the desk is for.
    """
    problems = []
    if part.locked and BasicLock(part).for_user(user):
        problems.append(
            _("Locked by %(name)s.") % {"name": part.locked_by.get_username()}
            if part.locked_by
            else _("Locked.")
        )
    review = part.current_workflow_state
    if review is not None:
        problems.append(
            _("Changes were asked for in the review; they wait to be submitted again.")
            if review.status == WorkflowState.STATUS_NEEDS_CHANGES
            else _("In moderation: decide the review first.")
        )
    return problems


def look_at(part: InstallmentPage, moment: datetime | None, user, checklist: Checklist | None = None) -> Step:
    """What publishing a part at a moment (None: at once) would do, with all that stands in its way.

    `checklist` is the part's, where it was read with those of others; else it is read now.
    """
    draft = part.get_latest_revision_as_object()
    notes, problems = [], []
    act = Act.PUBLISH if moment is None else Act.SCHEDULE
    if not part.permissions_for_user(user).can_publish():
        problems.append(_("You may not publish this part."))
    if part.live and not part.has_unpublished_changes:
        return Step(
            part.pk, part.part_number, draft.title, Act.NOTHING, None, tuple(problems),
            (_("Live, and nothing was changed since."),),
        )  # fmt: skip
    problems += held_by(part, user)
    if moment is not None and moment <= timezone.now():
        problems.append(_("%(time)s has passed.") % {"time": said(moment)})
    if draft.expire_at and draft.expire_at <= (moment or timezone.now()):
        problems.append(_("It would have expired by then, on %(time)s.") % {"time": said(draft.expire_at)})
    problems += problems_of(draft)
    problems += sentences(checklist or missing_of(part))
    if part.scheduled_revision:
        notes.append(
            _("No longer scheduled for %(time)s.")
            % {"time": said(part.scheduled_revision.approved_go_live_at)}
        )
    elif draft.go_live_at and draft.go_live_at > timezone.now() and draft.go_live_at != moment:
        notes.append(_("The date in the draft, %(time)s, is replaced.") % {"time": said(draft.go_live_at)})
    if part.series and not part.series.live:
        notes.append(_("The series itself is not published: readers see nothing of it yet."))
    return Step(part.pk, part.part_number, draft.title, act, moment, tuple(problems), tuple(notes))


@transaction.atomic
def do(part: InstallmentPage, moment: datetime | None, user) -> None:
    """Publish the latest version of a part at a moment (None: at once). Raises what publishing raises."""
    draft = part.get_latest_revision_as_object()
    revision = part.get_latest_revision()
    if revision is None or draft.go_live_at != moment:
        draft.go_live_at = moment
        revision = draft.save_revision(user=user)
    revision.publish(user=user)


@transaction.atomic
def move_date(part: InstallmentPage, moment: datetime, user) -> None:
    """Give a part that is to come another go-live date: its schedule, or the date that its draft asks for.

    Of a scheduled part the scheduled version moves, not what was written after it: that stays the latest version.
    Raises what saving and publishing raise, PermissionDenied among it.
    """
    scheduled = part.scheduled_revision
    later = None
    if scheduled is not None and part.latest_revision_id != scheduled.pk:
        later = part.get_latest_revision_as_object()
    version = scheduled.as_object() if scheduled else part.get_latest_revision_as_object()
    asked = version.go_live_at
    version.go_live_at = moment
    revision = version.save_revision(user=user, clean=False)
    if scheduled is None:
        return
    revision.publish(user=user)
    if later is not None:
        if later.go_live_at == asked:
            later.go_live_at = moment
        later.save_revision(user=user, clean=False)
