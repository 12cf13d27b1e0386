"""Inviting, sending again, withdrawing, and accepting: what changes, each with its line in the audit log."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Site

from authors.audit.recording import record
from authors.invitations.rights import may_give
from authors.models import AuditEntry, Invitation, User
from authors.signing_in.letters import deliver, letter
from authors.signing_in.privilege import role_needs_second_factor
from publication.letter_secrets import LetterSecret
from publication.models import Masthead

Kind = AuditEntry.Kind
# The database knows an invitation by the hash of its secret.
SECRET = LetterSecret("authors.invitations.address")


class InvitationClosed(Exception):
    """The link does not work; `reason` is "used", "withdrawn", "expired" or "refused"."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def invite(email: str, role: Group, language: str, by: User) -> tuple[Invitation, str]:
    """(the invitation, the absolute address of its page). PermissionDenied where `by` has not all that the role has."""
    if not may_give(by, role):
        raise PermissionDenied
    token, token_hash = SECRET.new()
    made = Invitation.objects.create(
        email=email, role=role, language=language, token_hash=token_hash, invited_by=by, expires_at=_until()
    )
    record(Kind.INVITED, about=email, detail=role.name)
    return made, _address(token, language)


def send_again(invitation: Invitation, by: User) -> str:
    """Make a new link, which works as long again; the one before works no more. The address of its page."""
    if invitation.used_at or not may_give(by, invitation.role):
        raise PermissionDenied
    token, invitation.token_hash = SECRET.new()
    invitation.expires_at, invitation.withdrawn_at, invitation.invited_by = _until(), None, by
    invitation.save()
    record(Kind.INVITATION_SENT_AGAIN, about=invitation.email, detail=invitation.role.name)
    return _address(token, invitation.language)


def withdraw(invitation: Invitation) -> None:
    """Close the link of an invitation that was not used."""
    if invitation.state in ("open", "expired"):
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        record(Kind.INVITATION_WITHDRAWN, about=invitation.email)


def post(invitation: Invitation, address: str) -> bool:
    """Send the letter; False when the mail server took it not."""
    with translation.override(invitation.language):
        publication = Masthead.for_site(Site.objects.get(is_default_site=True)).local_name
        text = _(
            "%(inviter)s invites you to work on %(publication)s. Behind this link you say your name and choose a password. "
            "It works once, until %(day)s. Whoever has it can open the account, so please keep it to yourself."
        ) % {
            "inviter": get_user_display_name(invitation.invited_by),
            "publication": publication,
            "day": date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
        }
        if role_needs_second_factor(invitation.role):
            text += " " + _(
                "When you sign in, you will set up two-factor sign-in: have your telephone at hand."
            )
        title = _("You are invited to %(publication)s") % {"publication": publication}
        made = letter(title, text, invitation.email, address, _("Accept the invitation"))
        editor = invitation.invited_by
        made.reply_to = [editor.email] if editor.email else []
    if not deliver(made):
        return False
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now())
    return True


def find(token: str) -> Invitation:
    """The invitation behind a link, if it is still good; raise InvitationClosed with the reason otherwise."""
    token_hash = SECRET.hash_of(token)
    rows = Invitation.objects.select_related("role", "invited_by")
    invitation = rows.filter(token_hash=token_hash).first() if token_hash else None
    if invitation is None:
        raise InvitationClosed("refused")
    _check(invitation)
    return invitation


@transaction.atomic
def accept(invitation: Invitation, first_name: str, last_name: str, password: str) -> User:
    """Make the account, once; raise InvitationClosed where somebody was quicker, or it was withdrawn meanwhile."""
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if row.token_hash != invitation.token_hash:
        raise InvitationClosed("withdrawn")
    _check(row)
    account = User.objects.create_user(
        username_for(row.email), row.email, password, first_name=first_name, last_name=last_name
    )
    account.groups.add(row.role)
    row.used_at, row.account = timezone.now(), account
    row.save(update_fields=["used_at", "account"])
    record(Kind.INVITATION_ACCEPTED, about=account, detail=row.role.name)
    return account


def username_for(email: str) -> str:
    """A free username from an address; its owner signs in with the address, and editors read the name in lists."""
    base = slugify(email.partition("@")[0].replace(".", "-"))[:140] or "editor"
    name, number = base, 2
    while User.objects.filter(username__iexact=name).exists():
        name, number = f"{base}-{number}", number + 1
    return name


def _check(invitation: Invitation) -> None:
    if invitation.state != "open":
        raise InvitationClosed(invitation.state)
    by = invitation.invited_by
    # Rights of today: who has lost them, or was sent away, has nothing to give any more.
    if by is None or not by.has_perm("authors.add_user") or not may_give(by, invitation.role):
        raise InvitationClosed("withdrawn")
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise InvitationClosed("used")


def _until():
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)


def _address(token: str, language: str) -> str:
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("account_invitation", args=[token])
