"""Where links may lead: an absolute web or mail address, or a telephone number. Nothing is ever opened."""

import re
from urllib.parse import quote

LONGEST = 2_000
# Browsers skip control characters and spaces inside a scheme.
SKIPPED = re.compile("[\x00-\x20\x7f-\x9f\u200b\u2028\u2029\ufeff]")
ALLOWED = re.compile(r"^(?:https?://[^\s/?#]|mailto:\S|tel:\S)", re.IGNORECASE)
BARE = re.compile(r"^www\.[\w-]+\.\S", re.IGNORECASE)
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def usable(address: str) -> str:
    """The address as a page may print it, "" when it may lead nowhere ("javascript:", a file, a place inside)."""
    plain = SKIPPED.sub("", address)
    if len(plain) > LONGEST:
        return ""
    if BARE.match(plain):
        plain = f"https://{plain}"
    if not ALLOWED.match(plain):
        return ""
    if plain[:7].lower() != "mailto:":
        # A space inside an address is a space; the others were noise.
        plain = SKIPPED.sub("", address.strip().replace(" ", "%20"))
        plain = f"https://{plain}" if BARE.match(plain) else plain
    return (
        quote(plain, safe="!#$%&'()*+,/:;=?@[]~-._")
        if not plain.isascii() or '"' in plain or "<" in plain
        else plain
    )


def is_dangerous(address: str) -> bool:
    """Whether an address names a scheme of its own that is not for readers: "javascript:", "data:", "file:"."""
    return bool(SCHEME.match(SKIPPED.sub("", address)))
