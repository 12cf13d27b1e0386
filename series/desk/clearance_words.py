"""What the desk says of clearance, in a few words."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from series.clearance.states import Standing, State


def spoken_state(standing: Standing) -> str:
    """Where an author stands: "cleared, 3 March 2026", "voided by later changes (3 March 2026)"."""
    words = {
        State.CLEARED: _("cleared, %(day)s"),
        State.VOIDED: _("voided by later changes (cleared %(day)s)"),
        State.ASKED: _("asked, %(day)s"),
        State.LAPSED: _("link no longer works (asked %(day)s)"),
        State.NOT_ASKED: _("not asked"),
    }
    day = date_format(localtime(standing.at)) if standing.at else ""
    said = words[standing.state] % {"day": day}
    if standing.comments:
        count = ngettext("%(count)d comment", "%(count)d comments", standing.comments)
        said = f"{said}, {count % {'count': standing.comments}}"
    return said


def spoken_clearances(standings: tuple[Standing, ...]) -> tuple[str, ...]:
    """A line for each author who was asked, without the name where there is only one."""
    return tuple(
        f"{standing.name}: {spoken_state(standing)}" if len(standings) > 1 else spoken_state(standing)
        for standing in standings
        if standing.state is not State.NOT_ASKED
    )
