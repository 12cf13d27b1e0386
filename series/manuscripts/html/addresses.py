"""Addresses of links, pictures and embeds: what is allowed, what leads around a tracker, what is lost."""

import re
from urllib.parse import parse_qs, urljoin, urlsplit, urlunsplit

LONGEST = 2000
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
WEB = frozenset({"http", "https"})

IGNORED = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
TO_ENCODE = str.maketrans({" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "\\": "%5C", "`": "%60"})
# Parameters that tell a site which mail or advertisement a reader came from.
TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hsenc|_hsmi|mkt_tok)(?:=|$)", re.I
)
# Addresses that only pass a reader on: host, path, and the parameter with the real address.
PASSING_ON = (
    (re.compile(r"^(?:www\.)?google\.[a-z.]+$"), re.compile(r"^/url$"), ("q", "url")),
    (re.compile(r"^lm?\.facebook\.com$"), re.compile(r"^/l\.php$"), ("u",)),
    (re.compile(r"\.safelinks\.protection\.outlook\.com$"), re.compile(r""), ("url",)),
)


class Address:
    """One address from the markup, made fit for the page.

    `value` is absolute (http, https, mailto, tel) or begins with a single "/" (the site it is read for), and is ""
    when it was lost; the flags say what was done on the way.
    """

    def __init__(self, raw: str, base: str = ""):
        self.was_unwrapped = self.was_tracked = self.is_lost = self.is_inside = False
        self.value = self._of(IGNORED.sub("", raw).strip(), base)

    def _of(self, raw: str, base: str) -> str:
        if not raw or raw.startswith("#"):
            self.is_inside = True
            return ""
        try:
            address = self._absolute(raw, base)
            if not address:
                self.is_lost = True
                return ""
            return self._without_tracking(self._unwrapped(address))
        except ValueError:  # an address that is no address: a bracket, a port that is no number
            self.is_lost = True
            return ""

    def _absolute(self, raw: str, base: str) -> str:
        if len(raw) > LONGEST:
            return ""
        if raw.replace("\\", "/").startswith("//"):
            raw = "https:" + raw.replace("\\", "/")
        scheme = SCHEME.match(raw)
        if not scheme:
            # "/\\host" is another host to a browser.
            if raw.startswith("/") and not base:
                return "" if raw.startswith("/\\") else raw.translate(TO_ENCODE)
            if not base:
                return ""
            raw = urljoin(base, raw)
            scheme = SCHEME.match(raw)
        if not scheme or scheme[1].lower() not in SCHEMES:
            return ""
        if scheme[1].lower() in WEB:
            parts = urlsplit(raw)
            # Asking for the port raises ValueError where it is no number.
            if not parts.hostname or parts.port == 0:
                return ""
        return raw.translate(TO_ENCODE)

    def _unwrapped(self, address: str) -> str:
        for _ in range(3):
            parts = urlsplit(address)
            host = (parts.hostname or "").lower()
            names = next(
                (names for at, path, names in PASSING_ON if at.search(host) and path.search(parts.path)), ()
            )
            values = parse_qs(parts.query, max_num_fields=100) if names else {}
            target = next((values[name][0] for name in names if name in values), "")
            if not target or not SCHEME.match(target):
                return address
            target = self._absolute(IGNORED.sub("", target), "")
            if not target:
                self.is_lost = True
                return ""
            self.was_unwrapped = True
            address = target
        return address

    def _without_tracking(self, address: str) -> str:
        if "?" not in address or address.startswith(("mailto:", "tel:")):
            return address
        parts = urlsplit(address)
        kept = [pair for pair in parts.query.split("&") if not TRACKING.match(pair)]
        if len(kept) == len(parts.query.split("&")):
            return address
        self.was_tracked = True
        return urlunsplit(parts._replace(query="&".join(kept)))


def web_address(raw: str, base: str = "") -> str:
    """An absolute http or https address, "" for every other."""
    value = Address(raw, base).value
    return value if value.lower().startswith(("http://", "https://")) else ""
