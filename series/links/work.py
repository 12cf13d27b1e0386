"""Checks in the background: the job that "Check now" in the report starts."""

from collections import Counter

from django.utils.translation import gettext as _

from authors.permissions import edits_pages_of_others
from publication.background import work
from publication.models import OutgoingLink
from series.links.checking import MOST, Asking, check, due_links, told
from series.links.uses import note_all

KIND = "links.check"
# A web server waits half a minute for its own answer, where no worker is there to take longer; the last link that is
# asked may take twenty seconds of it (publication/outgoing.py).
SECONDS_IN_A_REQUEST, SECONDS_IN_A_WORKER = 8, 1800
State = OutgoingLink.State


@work(KIND, may=lambda user, about: edits_pages_of_others(user), again=True)
def check_now(progress) -> dict:
    """Ask what is due, and what did not answer the last time. `{"asked", "dead", "failing", "unknown"}`."""
    progress.say(_("Reading the published pieces"))
    note_all()
    asking = Asking()
    doubtful = OutgoingLink.objects.filter(state__in=[State.DEAD, State.FAILING])
    links = due_links(asking.now(), also=doubtful)
    progress.begin(min(MOST, links.count()))
    states: Counter = Counter()
    seconds = SECONDS_IN_A_REQUEST if progress.job.in_request else SECONDS_IN_A_WORKER
    for link in check(links, asking, seconds=seconds):
        states[link.state] += 1
        progress.result = told(states)
        progress.say(_("Asked %(host)s") % {"host": link.host})
        progress.advance()
    progress.say(
        _("%(asked)d asked: %(dead)d dead, %(failing)d failing, %(unknown)d cannot be told.") % told(states)
    )
    return told(states)
