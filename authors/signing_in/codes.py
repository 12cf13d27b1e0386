"""Is this code right? One of an authenticator works once, one of the recovery codes works once.

allauth remembers used codes in the cache; here the row of the second factor does, so that codes are accepted, and once
only, while the cache is down. https://datatracker.ietf.org/doc/html/rfc6238#section-5.2
"""

import time

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken
from django.db import transaction

from authors.signing_in.secrets import seal, unseal

LAST = "last_counter"
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


def factors_of(user) -> list[Authenticator]:
    """The second factors whose codes can be typed, the authenticator first."""
    found = Authenticator.objects.filter(user_id=user.pk, type__in=KINDS)
    return sorted(found, key=lambda each: KINDS.index(each.type))


def proven_by(user, code: str) -> Authenticator | None:
    """The second factor that the code proves, which is used up by that; None where it proves none."""
    for factor in factors_of(user):
        try:
            if (
                _use_totp(factor, code)
                if factor.type == Authenticator.Type.TOTP
                else factor.wrap().validate_code(code)
            ):
                return factor
        except InvalidToken:  # sealed with a key that is gone: no code can be right
            continue
    return None


def note_first_use(factor: Authenticator) -> None:
    """Count the code by which an authenticator was added as used."""
    factor.data[LAST] = int(time.time()) // app_settings.TOTP_PERIOD
    factor.save(update_fields=["data"])


@transaction.atomic
def _use_totp(factor: Authenticator, code: str) -> bool:
    row = Authenticator.objects.select_for_update().get(pk=factor.pk)
    secret = unseal(row.data["secret"])
    for counter in yield_hotp_counters_from_time():
        is_right = compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter)))
        if is_right and counter > row.data.get(LAST, -1):
            row.data = row.data | {LAST: counter, "secret": seal(secret)}
            row.save(update_fields=["data"])
            return True
    return False
