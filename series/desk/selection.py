"""Publishing or scheduling a selection of parts in running order: a dry run, then part by part.

Nothing of the selection is stored. Each part is a transaction of its own and is looked at again when its turn comes:
one that fails does not stop the others, and the report says which and why.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from series.checklist.evaluation import missing_of_all
from series.desk.publishing import Act, Step, do, look_at
from series.desk.rhythm import Rhythm, editorial_day, editorial_time
from series.models import InstallmentPage

logger = logging.getLogger(__name__)

LOG_ACTION = "series.publish_selection"
Plan = Sequence[tuple[int, datetime | None]]


class When(models.TextChoices):
    """When the parts of a selection are to appear."""

    NOW = "now", gettext_lazy("At once, one after the other")
    OWN = "own", gettext_lazy("Each at the date and time its draft asks for")
    TOGETHER = "together", gettext_lazy("All at this date and time")
    RHYTHM = "rhythm", gettext_lazy("The first at this date and time, the others in the rhythm of the series")


@dataclass(frozen=True)
class Outcome:
    """What became of one part."""

    step: Step
    done: bool


def chosen_parts(series, ids: Iterable[int]) -> list[InstallmentPage]:
    """The parts of a series (in any language) among some ids, in running order."""
    parts = (
        InstallmentPage.objects.filter(series__translation_key=series.translation_key, alias_of=None)
        .filter(pk__in=list(ids))
        .select_related("series", "locked_by")
    )
    return sorted(parts, key=lambda part: (part.part_number is None, part.part_number or 0, part.path))


def rehearse(series, ids: Iterable[int], when: str, first: datetime | None, user) -> list[Step]:
    """The dry run: what would happen to each chosen part, in running order. Nothing is written."""
    steps, moment, rhythm = [], first, Rhythm.of(series)
    parts = chosen_parts(series, ids)
    checklists = missing_of_all(parts)
    for part in parts:
        checklist = checklists[part.pk]
        if when == When.OWN:
            moment = part.get_latest_revision_as_object().go_live_at
            step = look_at(part, moment, user, checklist)
            if moment is None and step.act is not Act.NOTHING:
                step = _refused(step, _("The draft asks for no date."), act=Act.SCHEDULE)
        else:
            step = look_at(part, None if when == When.NOW else moment, user, checklist)
        steps.append(step)
        if when == When.RHYTHM and step.act is not Act.NOTHING:
            day = rhythm.after(editorial_day(moment))
            moment = rhythm.moment(day, otherwise=editorial_time(moment))
    return steps


def carry_out(series, plan: Plan, user) -> list[Outcome]:
    """Publish or schedule what a dry run promised: (id, moment or None for at once), in this order.

    The series' history tells who published what, and what failed beside it.
    """
    outcomes = [_one(series, pk, moment, user) for pk, moment in plan]
    if any(outcome.done for outcome in outcomes):
        log(
            instance=series,
            action=LOG_ACTION,
            user=user,
            data={
                "done": [outcome.step.title for outcome in outcomes if outcome.done],
                "failed": [outcome.step.title for outcome in outcomes if not outcome.done],
            },
        )
    return outcomes


def _one(series, pk: int, moment: datetime | None, user) -> Outcome:
    step = Step(pk, None, str(pk), Act.NOTHING)
    try:
        with transaction.atomic():
            # Held until it is done: nobody else publishes or changes the row in between.
            InstallmentPage.objects.select_for_update(of=("self",)).filter(pk=pk).first()
            found = chosen_parts(series, [pk])
            if not found:
                return Outcome(_refused(step, _("The part is no longer in this series.")), done=False)
            step = look_at(found[0], moment, user)
            if not step.will_happen:
                return Outcome(step, done=not step.problems)
            do(found[0], moment, user)
    except ValidationError as error:
        return Outcome(_refused(step, *error.messages), done=False)
    except PermissionDenied:
        return Outcome(_refused(step, _("You may not publish this part.")), done=False)
    except Exception:
        # One part must not stop the others, whatever is wrong with it.
        logger.exception("Part %s was not published", pk)
        reason = _(
            "Something went wrong that is not your doing. It is in the site’s log, as part %(number)d."
        )
        return Outcome(_refused(step, reason % {"number": pk}), done=False)
    return Outcome(step, done=True)


def _refused(step: Step, *reasons: str, act: Act | None = None) -> Step:
    return replace(step, act=act or step.act, problems=(*step.problems, *reasons))
