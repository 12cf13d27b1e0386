"""Identifiers of other registries as editors type them: DOIs of publications, ORCID iDs of people, ROR ids of organisations.

Kept bare, whatever was pasted: `doi:10.1234/abcd` and `https://doi.org/10.1234/abcd` become `10.1234/abcd`. Where they
are resolved, series/citation/identifiers.py says.
"""

import re
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# What stands before an identifier that was copied from somewhere; the longest address of a resolver first.
BEFORE_A_DOI = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?:urn:)?doi:\s*|info:doi/", re.IGNORECASE)
BEFORE_AN_ORCID = re.compile(r"(?:https?://)?(?:www\.)?orcid\.org/|orcid(?: id)?:\s*", re.IGNORECASE)
BEFORE_A_ROR = re.compile(r"(?:https?://)?(?:www\.)?ror\.org/|ror:\s*", re.IGNORECASE)

# DOI Handbook, 2.2: a prefix of "10." and a registrant, a slash, and a suffix of any printable signs.
DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f]+")
ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
# https://ror.readme.io/docs/identifier: a zero, six signs of Crockford's base 32, two digits of a checksum.
ROR = re.compile(r"0[0-9a-hj-km-np-tv-z]{6}[0-9]{2}")
BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz"

# Room for an identifier with the address of its resolver around it.
MOST_TYPED = 400


def bare_doi(typed: str) -> str:
    """A DOI without what was pasted around it; what is none stays as it was typed, for the validator to refuse."""
    text = " ".join(str(typed or "").split())
    bare = BEFORE_A_DOI.sub("", text, count=1) if BEFORE_A_DOI.match(text) else text
    # In an address its signs are percent-encoded, and a question or a place in the page may follow them.
    if bare != text and "doi.org/" in text.lower():
        bare = unquote(re.split(r"[?#]", bare, maxsplit=1)[0])
    return bare if DOI.fullmatch(bare) else text


def bare_orcid(typed: str) -> str:
    """An ORCID iD with its hyphens and nothing around it; what is none stays as it was typed."""
    text = " ".join(str(typed or "").split())
    bare = BEFORE_AN_ORCID.sub("", text, count=1) if BEFORE_AN_ORCID.match(text) else text
    digits = re.sub(r"[\s\u2010-\u2015-]", "", bare.rstrip("/")).upper()
    if re.fullmatch(r"[0-9]{15}[0-9X]", digits):
        return "-".join(digits[place : place + 4] for place in range(0, 16, 4))
    return text


def bare_ror(typed: str) -> str:
    """A ROR id in small letters and with nothing around it; what is none stays as it was typed."""
    text = " ".join(str(typed or "").split())
    bare = BEFORE_A_ROR.sub("", text, count=1) if BEFORE_A_ROR.match(text) else text
    bare = bare.rstrip("/").lower()
    return bare if ROR.fullmatch(bare) else text


def validate_doi(value: str) -> None:
    """Raise ValidationError unless the value is a bare DOI."""
    if not DOI.fullmatch(value):
        raise ValidationError(
            _(
                "This is no DOI. One looks like 10.1234/abcd; it may be pasted with https://doi.org/ before it."
            )
        )


def validate_orcid(value: str) -> None:
    """Raise ValidationError unless the value is an ORCID with a right check character (ISO 7064 MOD 11-2)."""
    if not ORCID.fullmatch(value):
        raise ValidationError(_("Write the ORCID like 0000-0002-1825-0097."))
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if value[-1] != ("X" if check == 10 else str(check)):
        raise ValidationError(_("One digit of this ORCID is mistyped: its check character does not match."))


def validate_ror(value: str) -> None:
    """Raise ValidationError unless the value is a ROR id with a right checksum (ISO 7064 MOD 97-10)."""
    if not ROR.fullmatch(value):
        raise ValidationError(_("This is no ROR id. One looks like 05dxps055, or https://ror.org/05dxps055."))
    number = 0
    for sign in value[:-2]:
        number = number * 32 + BASE_32.index(sign)
    if int(value[-2:]) != 98 - number * 100 % 97:
        raise ValidationError(_("One sign of this ROR id is mistyped: its checksum does not match."))


class IdentifierField(models.CharField):
    """A bare identifier; `bare` makes one of what was typed. Forms leave room for the address around it."""

    @staticmethod
    def bare(typed: str) -> str:
        raise NotImplementedError

    def to_python(self, value):
        value = super().to_python(value)
        return type(self).bare(value) if value else value

    def formfield(self, **kwargs):
        return super().formfield(**{"max_length": MOST_TYPED} | kwargs)


class DoiField(IdentifierField):
    """The DOI of a publication."""

    bare = staticmethod(bare_doi)
    default_validators = [validate_doi]


class OrcidField(IdentifierField):
    """The ORCID iD of a person."""

    bare = staticmethod(bare_orcid)
    default_validators = [validate_orcid]


class RorField(IdentifierField):
    """The ROR id of an organisation."""

    bare = staticmethod(bare_ror)
    default_validators = [validate_ror]
