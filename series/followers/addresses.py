"""What a mail address is here, and when two ways of writing one are the same."""

import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

# RFC 5321, 4.5.3.1.3: a path has 256 octets, its two brackets among them.
LONGEST = 254
# Whatever could begin a new header or a second address is no part of any address that people have.
MARKS = frozenset(' "(),:;<>[\\]')


class NotAnAddress(ValueError):
    """What was typed is no mail address that letters can be sent to."""


@dataclass(frozen=True)
class Address:
    """An address as it was typed, and the key by which it is known."""

    typed: str
    key: str


def read_address(typed: str) -> Address:
    """Read what somebody typed; raises NotAnAddress.

    Space around it is dropped. The key is in lower case throughout, composed (NFC) and has its domain in ASCII (IDNA).
    Providers that ignore dots or what follows a plus are not imitated: to others these are different people.
    """
    address = unicodedata.normalize("NFC", typed).strip().strip("\u200b\ufeff").strip()
    local, _at, domain = address.rpartition("@")
    # Validation without regard to case takes letters such as "ſ" for ASCII, and two people's keys would be one.
    if not address.isprintable() or not local.isascii():
        raise NotAnAddress(address)
    try:
        _check(address)
        key = f"{local}@{domain.encode('idna').decode('ascii')}".casefold()
        # IDNA makes ASCII of signs in full width, "," and "@" among them: this is what a letter would go to.
        _check(key)
    except (ValidationError, UnicodeError) as error:
        raise NotAnAddress(address) from error
    return Address(address, key)


def _check(address: str) -> None:
    """Raise ValidationError where it is no address, or longer than one may be."""
    if len(address) > LONGEST or not MARKS.isdisjoint(address):
        raise ValidationError("")
    validate_email(address)
