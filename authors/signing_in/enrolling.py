"""What follows when somebody adds or loses a second factor."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator

from authors.audit.recording import record
from authors.models import AuditEntry
from authors.signing_in.codes import note_first_use
from authors.signing_in.letters import letter_of
from authors.signing_in.sessions import end_sessions, renew


def enrolled(request) -> None:
    """The authenticator that was just added is proven for this session, which gets a new key; all others end."""
    factor = Authenticator.objects.get(user=request.user, type=Authenticator.Type.TOTP)
    note_first_use(factor)
    record_authentication(request, request.user, "mfa", id=factor.pk, type=factor.type)
    renew(request)
    end_sessions(request.user, keep=request.session.session_key)


def take_off(account):
    """Take all second factors of an account off, end its sessions, note it; returns the letter to its owner or None.

    For somebody who lost telephone and codes: the next sign-in is by password, and asks for a new one where one is needed.
    """
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account)
    record(AuditEntry.Kind.SECOND_FACTOR_TAKEN_OFF, about=account)
    return letter_of("second_factor_removed", account.email, {}) if account.email else None
