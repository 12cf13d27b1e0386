"""What waits for my decision: pages in review whose reviewers I belong to."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import TaskState

from authors.models import User
from series.desk.today.entries import Entry, facts_of, joined, spoken_moment


def awaiting_my_review(user) -> list[Entry]:
    """The one that waits longest first."""
    states = TaskState.objects.reviewable_by(user).filter(
        workflow_state__base_content_type__app_label="wagtailcore",
        workflow_state__base_content_type__model="page",
    )
    rows = states.order_by("started_at", "pk").values_list(
        "workflow_state__object_id", "started_at", "workflow_state__requested_by"
    )
    rows = [(int(pk), started, asker) for pk, started, asker in rows]
    facts = facts_of(pk for pk, *_rest in rows)
    people = User.objects.in_bulk({asker for *_rest, asker in rows if asker})
    return [
        Entry(
            title=facts[pk].title,
            url=reverse("wagtailadmin_pages:edit", args=[pk]),
            detail=joined(facts[pk].place, _submitted(people.get(asker), started)),
            language=facts[pk].language,
        )
        for pk, started, asker in rows
        if pk in facts
    ]


def _submitted(person, started) -> str:
    if person is None:
        return _("submitted %(time)s") % {"time": spoken_moment(started)}
    name = get_user_display_name(person)
    return _("submitted by %(name)s, %(time)s") % {"name": name, "time": spoken_moment(started)}
