"""How a value stands in a backup: as PostgreSQL's COPY writes it, whichever database it comes from or goes to.

One row is a line, tabs between the values, \\N where there is none, backslashes before what would end a value
(https://www.postgresql.org/docs/current/sql-copy.html). PostgreSQL reads and writes this by itself; for SQLite the
functions here turn values into that form and back, by the kind of their column.
"""

import re
from collections.abc import Callable

from django.db.models import Field

# What Django calls a field -> what its values are. Others are `native`: only the same database can read them.
KINDS = {
    **dict.fromkeys(
        (
            "AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField",
            "PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField",
        ),
        "number",
    ),
    **dict.fromkeys(("CharField", "SlugField", "TextField", "FileField", "EmailField", "URLField"), "text"),
    "BooleanField": "truth",
    "BinaryField": "bytes",
    "DateField": "date",
    "DateTimeField": "moment",
    "FloatField": "float",
    "DecimalField": "decimal",
    "GenericIPAddressField": "text",
    "JSONField": "json",
    "TimeField": "time",
    "UUIDField": "uuid",
}  # fmt: skip

NOTHING = b"\\N"
_ESCAPES = {
    "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v",
}  # fmt: skip
_ESCAPED = re.compile(r"[\\\b\f\n\r\t\v]")
_MEANT = {escape[1]: sign for sign, escape in _ESCAPES.items()}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def kind_of(field: Field) -> str:
    """What the values of a field are; those of a foreign key are what its target's are."""
    while field.remote_field is not None:
        field = field.target_field
    return KINDS.get(field.get_internal_type(), "native")


def written_by_sqlite(kind: str) -> Callable[[object], bytes]:
    """The function that writes what SQLite holds in a column of that kind as COPY does."""
    form = _FROM_SQLITE.get(kind, str)

    def write(value) -> bytes:
        if value is None:
            return NOTHING
        return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], form(value)).encode("utf-8", "surrogatepass")

    return write


def read_for_sqlite(kind: str) -> Callable[[bytes], object]:
    """The function that reads what COPY wrote as SQLite, and Django in it, keeps a column of that kind."""
    form = _TO_SQLITE.get(kind, str)

    def read(written: bytes):
        if written == NOTHING:
            return None
        text = written.decode("utf-8", "surrogatepass")
        return form(_ESCAPE.sub(lambda found: _MEANT.get(found[1], found[1]), text) if "\\" in text else text)

    return read


def _shortest(value) -> str:
    """A time without the zeros at the end of its fraction, which PostgreSQL does not write."""
    whole, point, fraction = str(value).partition(".")
    return whole + (point + fraction.rstrip("0") if fraction.rstrip("0") else "")


def _six_digits(text: str) -> str:
    """A time as Django writes it into SQLite, where times are compared as texts: no fraction, or one of six digits."""
    whole, _point, fraction = text.partition(".")
    return f"{whole}.{fraction:0<6}" if fraction else whole


def _without_zone(text: str) -> str:
    """SQLite keeps moments in UTC and does not say so."""
    if not text.endswith("+00"):
        raise ValueError(f"{text!r} is no moment in UTC.")
    return _six_digits(text.removesuffix("+00"))


def _dashed(value) -> str:
    digits = str(value)
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


_FROM_SQLITE = {
    "truth": lambda value: "t" if value else "f",
    "bytes": lambda value: f"\\x{bytes(value).hex()}",
    "moment": lambda value: f"{_shortest(value)}+00",
    "time": _shortest,
    "uuid": _dashed,
}
_TO_SQLITE = {
    "number": int,
    "float": float,
    "truth": lambda text: int(text == "t"),
    "bytes": lambda text: bytes.fromhex(text.removeprefix("\\x")),
    "moment": _without_zone,
    "time": _six_digits,
    "uuid": lambda text: text.replace("-", ""),
}
