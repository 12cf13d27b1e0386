"""The home of the admin in one panel: the sections that have something to say, or a sentence that nothing has."""

from django.forms import Media
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from series.desk.today.answers import comments_for_me
from series.desk.today.clearances import clearances_for_me
from series.desk.today.entries import Section, spoken_day
from series.desk.today.gaps import series_with_gaps
from series.desk.today.manuscripts import overdue_manuscripts
from series.desk.today.my_drafts import my_drafts
from series.desk.today.reviews import awaiting_my_review
from series.desk.today.scheduled import in_trouble, scheduled_versions, this_week


def sections_for(user) -> list[Section]:
    """What needs this user today, the most pressing first. As many queries for a thousand pieces as for one."""
    versions = scheduled_versions(user)
    everything, installments = reverse("wagtailadmin_reports:workflow_tasks"), reverse("installments:index")
    scheduled = f"{installments}?status=scheduled"
    sections = [
        Section("trouble", _("Scheduled, but will not go out"), "warning", in_trouble(versions), scheduled),
        Section("review", _("Awaiting your review"), "glasses", awaiting_my_review(user), everything),
        Section("clearances", _("Cleared by authors"), "mail", clearances_for_me(user), installments),
        Section("answers", _("Comments on your pieces"), "comment", comments_for_me(user), installments),
        Section(
            "overdue", _("Overdue manuscripts"), "time", overdue_manuscripts(user), reverse("planned:index")
        ),
        Section(
            "scheduled", _("Going out in the next seven days"), "calendar", this_week(versions), scheduled
        ),
        Section("drafts", _("Your drafts"), "edit", my_drafts(user), installments),
        Section("gaps", _("Series with gaps"), "list-ol", series_with_gaps(user), reverse("series:index")),
    ]
    return [section for section in sections if section.entries]


class TodayPanel(Component):
    """Stands at the top of the home of the admin."""

    name = "today"
    order = 100
    template_name = "admin/series/today.html"

    @property
    def media(self):
        return Media(css={"all": ["css/admin/today.css"]})

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return {
            "sections": sections_for(user),
            "day": spoken_day(timezone.localdate()),
            "zone": timezone.get_current_timezone_name(),
        }
