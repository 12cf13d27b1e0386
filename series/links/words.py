"""What is said of an answer to people."""

from django.utils.translation import gettext as _

from publication.outgoing import Reason


def why(reason: str, status: int | None) -> str:
    """Why nothing is known of a link ("" where something is): the reason of its answer and the status, if there was one."""
    if not reason:
        return ""
    return {
        Reason.REFUSED: _("not a public web address, so it was not asked"),
        Reason.NAME: _("nobody has this name"),
        Reason.SILENT: _("no answer"),
        Reason.ENCRYPTION: _("its certificate does not hold"),
        Reason.LOOP: _("it redirects without an end"),
        Reason.STATUS: _("it answers with status %(status)s, which may be meant for programs only")
        % {"status": status},
    }[Reason(reason)]
