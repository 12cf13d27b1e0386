"""Writing a line of the audit log: who acts, and from where, is found out here."""

from allauth.core import context
from django.db import models
from wagtail.log_actions import get_active_log_context

from authors.models import AuditEntry, User
from publication.limits import caller_of

LONGEST = 255


def acting_user() -> User | None:
    """Who is doing this: as Wagtail's log has it, else who is signed in at the request in hand; None for neither."""
    if user := get_active_log_context().user:
        return user
    user = getattr(context.request, "user", None)
    return user if user is not None and user.is_authenticated else None


def record(
    kind: AuditEntry.Kind, *, about: models.Model | str = "", detail: str = "", who=None, request=None
):
    """Add a line. `about` is an account, a page or plain words; `who` acted, by default the acting user."""
    who = who or acting_user()
    request = request if request is not None else context.request
    return AuditEntry.objects.create(
        kind=kind,
        who=who.get_username() if who else "",
        about=(about.get_username() if isinstance(about, User) else str(about))[:LONGEST],
        about_pk=about.pk if isinstance(about, models.Model) else None,
        detail=detail[:LONGEST],
        address=caller_of(request)[:45] if request is not None else "",
    )
