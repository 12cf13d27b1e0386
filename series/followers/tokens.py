"""The signed part of a link: which row it is about, its stamp, and what it may be used for. Nothing of it is secret.

No link is kept anywhere. One of another purpose, of another row or with one letter changed has no valid signature, and
one whose stamp the row has no longer was revoked.
"""

from datetime import timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner

CONFIRM, LEAVE, MANAGE = "confirm", "leave", "manage"
# To end the weekly letter in a language, with all that it is made of: of the row of an address.
LEAVE_WEEKLY = {"en": "leave-weekly-en", "ko": "leave-weekly-ko"}
# For how long a link confirms. Of the others, which stand in every letter, none runs out.
DAYS_TO_CONFIRM = 3
LONGEST = 200


def make(purpose: str, row) -> str:
    """The token of a row that has a stamp, for one purpose."""
    return _signer(purpose).sign(f"{row.pk}-{row.stamp}")


def read(purpose: str, token: str) -> tuple[int, str] | None:
    """The id and the stamp in a token; None for what this site never signed for the purpose, and for what ran out."""
    if len(token) > LONGEST or not token.isascii():
        return None
    how_long = {"max_age": timedelta(days=DAYS_TO_CONFIRM)} if purpose == CONFIRM else {}
    try:
        pk, _separator, stamp = _signer(purpose).unsign(token, **how_long).partition("-")
    except BadSignature:
        return None
    return int(pk), stamp


def _signer(purpose: str) -> Signer:
    # A full stop, because a colon in an address is cut off by some mail programs.
    kind = TimestampSigner if purpose == CONFIRM else Signer
    return kind(salt=f"series.followers.{purpose}", sep=".")
