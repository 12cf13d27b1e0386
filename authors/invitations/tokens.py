"""The secret in the address of an invitation: random, signed, and kept nowhere but in the letter.

The signature lets a made-up address be refused without asking the database, which holds only a hash.
"""

import hashlib
import secrets

from django.core.signing import BadSignature, Signer

LONGEST = 200


def new_token() -> tuple[str, str]:
    """(the token for the address, its hash for the database)."""
    secret = secrets.token_urlsafe(32)
    return _signer().sign(secret), _hash(secret)


def hash_of(token: str) -> str | None:
    """The hash under which the invitation of this token is kept; None for what this site never signed."""
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        return _hash(_signer().unsign(token))
    except BadSignature:
        return None


def _signer() -> Signer:
    # A full stop, because a colon in an address is cut off by some mail programs.
    return Signer(salt="authors.invitations.address", sep=".")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
