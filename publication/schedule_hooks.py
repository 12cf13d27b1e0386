"""What the admin says of times: fields that take them, the confirmation after saving, the lines of the history."""

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.log_actions import LogFormatter

from publication.forms import about_twin
from publication.times import WallTimeField, said

register_form_field_override(
    models.DateTimeField, override={"form_class": WallTimeField, "widget": AdminDateTimeInput}
)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def confirm_times(request, page):
    """Say when the version that was just saved goes live and expires; not at autosave, which nobody reads."""
    if request.method != "POST" or not request.accepts("text/html"):
        return
    version = page.revisions.filter(pk=page.latest_revision_id).first()  # as it was stored
    if version is None:
        return
    goes_live = (
        _("Goes live on %(time)s.")
        if version.approved_go_live_at
        else _("To go live on %(time)s, as soon as somebody schedules it to be published.")
    )
    for name, words in (("go_live_at", goes_live), ("expire_at", _("Expires on %(time)s."))):
        moment = parse_datetime(version.content.get(name) or "")
        if moment and moment > timezone.now():
            messages.info(request, " ".join([words % {"time": said(moment)}, *about_twin(moment)]))


@hooks.register("register_log_actions", order=100)  # after Wagtail's own, whose words name no zone
def word_schedules_with_their_zone(actions):
    """The lines of the history about schedules, with the same time and zone as the form."""

    class Scheduled(LogFormatter):
        label = gettext_lazy("Schedule publication")

        def format_message(self, log_entry):
            moment = _moment_of_schedule(log_entry)
            return _("Scheduled to go live on %(time)s") % {"time": said(moment)} if moment else self.label

    class Unscheduled(LogFormatter):
        label = gettext_lazy("Unschedule publication")

        def format_message(self, log_entry):
            moment = _moment_of_schedule(log_entry)
            return _("No longer scheduled for %(time)s") % {"time": said(moment)} if moment else self.label

    actions.register_action("wagtail.publish.schedule")(Scheduled)
    actions.register_action("wagtail.schedule.cancel")(Unscheduled)


def _moment_of_schedule(log_entry):
    return parse_datetime(log_entry.data.get("revision", {}).get("go_live_at") or "")
