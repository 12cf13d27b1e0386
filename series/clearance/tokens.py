"""The secret in the address of a clearance page (publication/letter_secrets.py), and the key that its form carries."""

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from publication.letter_secrets import LetterSecret

SALT = "series.clearance.address"
SECRET = LetterSecret(SALT)


def is_hash(stored: str, wanted: str) -> bool:
    """Compare two hashes in constant time."""
    return constant_time_compare(stored, wanted)


def form_key(token_hash: str) -> str:
    """What the form of a page carries: only who was shown the page can have it. It needs no cookie."""
    return Signer(salt=f"{SALT}.form").signature(token_hash)


def is_form_key(key: str, token_hash: str) -> bool:
    """Did the form of this very page carry the key?"""
    return constant_time_compare(key, form_key(token_hash))
