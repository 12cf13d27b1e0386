"""The secret in an address that goes out in a letter: random, signed, and kept nowhere but there.

The signature lets a made-up address be refused without asking the database; the database holds only a hash, so that who
reads it cannot open a page. 256 random bits are not guessed, whatever the rate.
"""

import hashlib
import secrets
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

BYTES = 32
LONGEST = 200


@dataclass(frozen=True)
class LetterSecret:
    """Secrets of one purpose; what was signed for another (`salt`) is none of them."""

    salt: str

    def new(self) -> tuple[str, str]:
        """(the token for the address, its hash for the database)."""
        secret = secrets.token_urlsafe(BYTES)
        return self._signer().sign(secret), _hash(secret)

    def hash_of(self, token: str) -> str | None:
        """The hash under which what belongs to a token is kept; None for what this site never signed."""
        if len(token) > LONGEST or not token.isascii():
            return None
        try:
            return _hash(self._signer().unsign(token))
        except BadSignature:
            return None

    def _signer(self) -> Signer:
        # A full stop, because a colon in an address is cut off by some mail programs.
        return Signer(salt=self.salt, sep=".")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
