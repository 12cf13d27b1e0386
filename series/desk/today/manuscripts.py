"""Manuscripts that are overdue: planned parts whose day has passed and that nobody has received."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name

from series.desk.planned import author_of
from series.desk.rhythm import editorial_today
from series.desk.today.entries import Entry, joined, spoken_day
from series.desk.today.rights import is_told_of_plans
from series.models import PlannedPart


def overdue_manuscripts(user) -> list[Entry]:
    """Those that the user handles first, then the longest overdue. A plan that a live part stands for is history."""
    if not is_told_of_plans(user):
        return []
    today = editorial_today()
    late = PlannedPart.objects.overdue(today).select_related("series", "author", "handling_editor")
    late = late.order_by("due_on", "pk")
    return [_entry(part, today) for part in sorted(late, key=lambda part: part.handling_editor_id != user.pk)]


def _entry(part: PlannedPart, today) -> Entry:
    days = part.days_overdue(today)
    return Entry(
        title=str(part),
        url=reverse("planned:edit", args=[part.pk]),
        detail=joined(
            author_of(part),
            part.series.get_admin_display_title(),
            _("due %(day)s") % {"day": spoken_day(part.due_on)},
            get_user_display_name(part.handling_editor),
        ),
        alert=ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days},
    )
