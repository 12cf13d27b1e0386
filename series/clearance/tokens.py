"""The secret in the address of a clearance page: random, signed, and kept nowhere but in the letter.

The signature lets a made-up address be refused without asking the database; the database holds only a hash, so that
who reads it cannot open a page. 256 random bits are not guessed, whatever the rate.
"""

import hashlib
import secrets

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare

SALT = "series.clearance.address"
BYTES = 32
LONGEST = 200


def new_token() -> tuple[str, str]:
    """(the token for the address, its hash for the database)."""
    secret = secrets.token_urlsafe(BYTES)
    return _signer().sign(secret), _hash(secret)


def hash_of(token: str) -> str | None:
    """The hash under which the request of this token is kept; None for what this site never signed."""
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        return _hash(_signer().unsign(token))
    except BadSignature:
        return None


def is_hash(stored: str, wanted: str) -> bool:
    """Compare two hashes in constant time."""
    return constant_time_compare(stored, wanted)


def form_key(token_hash: str) -> str:
    """What the form of a page carries: only who was shown the page can have it. It needs no cookie."""
    return Signer(salt=f"{SALT}.form").signature(token_hash)


def is_form_key(key: str, token_hash: str) -> bool:
    """Did the form of this very page carry the key?"""
    return constant_time_compare(key, form_key(token_hash))


def _signer() -> Signer:
    # A full stop, because a colon in an address is cut off by some mail programs.
    return Signer(salt=SALT, sep=".")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
