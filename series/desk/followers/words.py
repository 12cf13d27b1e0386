"""What editors are told of a mailing, in a sentence."""

from django.utils.translation import gettext as _

from publication.times import said
from series.models import Mailing


def told(mailing: Mailing) -> str:
    """ "Goes out on 3 March at 9:10 (Asia/Seoul)", "Held", "Sent", "Left out: It came with an import"."""
    state = Mailing.State
    if mailing.state == state.WAITING and mailing.problem == Mailing.Problem.CLOSED:
        return _("Waits until readers can see the piece")
    if mailing.state == state.WAITING:
        return _("Goes out on %(time)s") % {"time": said(mailing.release_at)}
    if mailing.state == state.SKIPPED:
        return _("Left out: %(reason)s") % {
            "reason": mailing.get_problem_display() or _("no reason is known")
        }
    if mailing.state == state.DONE:
        return _("Sent, done on %(time)s") % {"time": said(mailing.done_at)}
    return str(mailing.get_state_display())
