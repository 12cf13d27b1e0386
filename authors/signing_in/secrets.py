"""How the secrets of second factors lie in the database: encrypted with the site's key, as a copy of it may get lost.

Keys that were in use before (SECRET_KEY_FALLBACKS) still open them; each use writes them with the key of today.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

SALT = b"authors.signing_in.secrets:"


def seal(text: str) -> str:
    """The text as it is stored."""
    return _keys().encrypt(text.encode()).decode()


def unseal(stored: str) -> str:
    """The text again; raise cryptography.fernet.InvalidToken where no key of ours opens it."""
    return _keys().decrypt(stored.encode()).decode()


def _keys() -> MultiFernet:
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(SALT + key.encode()).digest()))
            for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ]
    )
