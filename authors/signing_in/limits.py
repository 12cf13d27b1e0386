"""How often somebody may try: by the network that asks, and by the account that is asked for.

Windows are short, so that nobody who types another's name keeps them out for long. While the cache is down everybody
passes (an editor must be able to sign in then; what stands behind is the length of passwords, their slow hash, and the
second factor). Codes alone are short enough to be guessed, so wrong ones are counted in the audit log too, and the
bound on them holds without the cache.
"""

from datetime import timedelta

from django.utils import timezone

from authors.models import AuditEntry
from authors.signing_in.backend import account_named
from publication.limits import Limit, caller_of

NETWORK = Limit("sign-in-network", most=30, seconds=300, passes_blind=True)
ACCOUNT = Limit("sign-in-account", most=10, seconds=300, passes_blind=True)
CODES = Limit("second-factor", most=6, seconds=300, passes_blind=True)
CODES_A_DAY = Limit("second-factor-day", most=60, seconds=86_400, passes_blind=True)
LETTERS = Limit("password-letter", most=3, seconds=3600, passes_blind=True)
LONGEST_NAME = 254


def sign_in(request) -> int:
    """Seconds to wait before a name and a password are looked at; 0 for none. So do all functions here."""
    typed = request.POST.get("login", "").strip()[:LONGEST_NAME]
    account = account_named(typed) if typed and "\0" not in typed else None
    who = f"account {account.pk}" if account else f"typed {typed.casefold()}"
    return max(NETWORK.wait(caller_of(request)), ACCOUNT.wait(who))


def letter(request) -> int:
    """Before a letter is written to an address, whether anybody has it or not."""
    return max(
        network(request), LETTERS.wait(request.POST.get("email", "").strip().casefold()[:LONGEST_NAME])
    )


def network(request) -> int:
    """Before anything else is looked at that needs no account."""
    return NETWORK.wait(caller_of(request))


def again(request) -> int:
    """Before the password of who is signed in is looked at."""
    return max(network(request), ACCOUNT.wait(f"account {request.user.pk}"))


def code(request, account_pk) -> int:
    """Before a code for an account is looked at."""
    account = f"account {account_pk}"
    since = timezone.now() - timedelta(seconds=CODES.seconds)
    wrong = AuditEntry.objects.filter(
        kind=AuditEntry.Kind.CODE_FAILED, about_pk=account_pk, at__gt=since
    ).count()
    by_the_log = CODES.seconds if wrong >= CODES.most else 0
    return max(network(request), CODES.wait(account), CODES_A_DAY.wait(account), by_the_log)
