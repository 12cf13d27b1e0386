"""From plan to piece: a planned part is turned into a draft, or linked to a part that is there already.

Linked means: both have the same number. From then on they move together, and the planned part gives way to the part
once that is published.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from series import running_order
from series.desk.rhythm import Rhythm
from series.models import Byline, InstallmentPage, InstallmentTopic, PlannedPart

LINK_ACTION = "series.link_planned_part"


class AlreadyLinked(ValidationError):
    """The planned part, or the part, stands beside another one already."""

    def __init__(self, one, other):
        super().__init__(_("“%(one)s” is linked with “%(other)s” already.") % {"one": one, "other": other})


def part_of(planned: PlannedPart) -> InstallmentPage | None:
    """The part that a planned part is linked with: the one that has its number."""
    if planned.part_number is None:
        return None
    return _parts(planned.series).filter(part_number=planned.part_number).first()


def parts_to_link(series) -> list[InstallmentPage]:
    """The parts that no planned part waits beside, in running order."""
    held = _planned(series).exclude(part_number=None).values("part_number")
    parts = _parts(series).filter(locale_id=series.locale_id, alias_of=None)
    free = [*parts.exclude(part_number=None).exclude(part_number__in=held), *parts.filter(part_number=None)]
    return sorted(free, key=lambda part: (part.part_number is None, part.part_number or 0, part.path))


@transaction.atomic
def make_draft(planned: PlannedPart, user) -> InstallmentPage:
    """A draft with the number, title, standfirst, author, topics and date of a planned part, which stays beside it.

    Raises AlreadyLinked when a part has its number.
    """
    series = planned.series
    running_order.lock(series)
    planned.refresh_from_db()
    found = part_of(planned)
    if found is not None:
        raise AlreadyLinked(planned, found.draft_title)
    draft = InstallmentPage(
        title=str(planned),
        standfirst=planned.standfirst,
        go_live_at=moment_of(planned),
        owner=user,
        live=False,
    )
    if planned.author:
        draft.bylines = [Byline(author=planned.author, locale_id=series.locale_id)]
    draft.topic_rows = [
        InstallmentTopic(topic=topic, sort_order=place) for place, topic in enumerate(planned.topics.all())
    ]
    series.add_child(instance=draft)
    draft.save_revision(user=user, clean=False, log_action=True)
    if not series.is_numbered:
        return draft
    if planned.part_number is None:
        # A number that no other planned part waits for, or the draft would stand beside the wrong one.
        highest = _planned(series).aggregate(highest=Max("part_number"))["highest"] or 0
        planned.part_number = max(draft.part_number, highest + 1)
        running_order.renumber(
            series, {draft.translation_key: planned.part_number}, {planned.pk: planned.part_number}
        )
    else:
        running_order.renumber(series, {draft.translation_key: planned.part_number})
    draft.refresh_from_db(fields=["part_number"])
    return draft


@transaction.atomic
def link(planned: PlannedPart, part: InstallmentPage, user) -> int:
    """Give a part the number of a planned part, or the other way round when the planned one has none; that number.

    Raises AlreadyLinked when one of them stands beside another already, ValidationError when neither has a number.
    """
    series = planned.series
    running_order.lock(series)
    planned.refresh_from_db()
    part.refresh_from_db(fields=["part_number"])
    beside = part_of(planned)
    if beside is not None:
        raise AlreadyLinked(planned, beside.draft_title)
    waiting = part.part_number is not None and _planned(series).filter(part_number=part.part_number).first()
    if waiting:
        raise AlreadyLinked(part.draft_title, waiting)
    number = part.part_number if planned.part_number is None else planned.part_number
    if number is None:
        raise ValidationError(_("Neither has a number yet. Give one of them a number first."))
    if planned.part_number is None:
        running_order.renumber(series, {}, {planned.pk: number})
    else:
        running_order.renumber(series, {part.translation_key: number})
    log(
        instance=part,
        action=LINK_ACTION,
        user=user,
        data={"planned": str(planned), "old": part.part_number, "new": number},
    )
    return number


def _parts(series):
    return InstallmentPage.objects.filter(series__translation_key=series.translation_key)


def _planned(series):
    return PlannedPart.objects.filter(series__translation_key=series.translation_key)


def moment_of(planned: PlannedPart) -> datetime | None:
    """The expected day at the hour of the series; None when there is none, or it has passed."""
    if planned.expected_on is None:
        return None
    moment = Rhythm.of(planned.series).moment(planned.expected_on)
    return moment if moment > timezone.now() else None
