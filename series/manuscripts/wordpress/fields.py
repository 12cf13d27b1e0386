"""Single values of an export: titles, slugs, dates, addresses, the names of picture files."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from posixpath import basename
from urllib.parse import parse_qs, unquote, urlsplit

from series.manuscripts.numbers import whole_number

TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})")
# A post without a date has one in the year -0001 there.
FEED_DATE = re.compile(r"\d [A-Z][a-z]{2} (?:19|20)\d\d ")
# The copies that WordPress makes of a picture, and what it adds when one was turned, edited or scaled down.
SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w{2,5}$)")
EDITED = re.compile(r"-(?:scaled|rotated|e\d{10,13})(?=\.\w{2,5}$)")
LONGEST_ADDRESS = 2_000


def plain(markup: str) -> str:
    """HTML text as plain text, its entities read once: "&amp;amp;" stays "&amp;". Spaces are tidied."""
    text = unescape(TAG.sub("", markup))
    return " ".join(unicodedata.normalize("NFC", text).replace("\x00", "").split())


def slug(name: str) -> str:
    """A post's name as it reads: percent-encoded letters decoded, what WordPress cut through left out."""
    return unicodedata.normalize("NFC", unquote(name, errors="replace")).rstrip("\ufffd").strip("/- ")


def moment(text: str) -> datetime | None:
    """A date of the database, taken as UTC; None for "0000-00-00 00:00:00" and what is no date."""
    match = DATE.fullmatch(text.strip())
    try:
        return datetime(*map(int, match.groups()), tzinfo=UTC) if match else None
    except ValueError:
        return None


def post_date(gmt: str, local: str, published: str, offset: timedelta) -> datetime | None:
    """When a post was published, or is to be, in UTC.

    A draft has no date in GMT (zeros), only one on the site's clock, which was `offset` ahead; the date of the feed
    comes last.
    """
    if found := moment(gmt):
        return found
    if found := moment(local):
        return found - offset
    if not FEED_DATE.search(published):
        return None
    try:
        found = parsedate_to_datetime(published)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def address_key(address: str) -> str:
    """What two spellings of one address of the old site share: scheme, www, slash and percent-encoding do not count.

    "" for what is no address of a page. Of a query only the number of a post counts (`?p=10`).
    """
    if len(address) > LONGEST_ADDRESS:
        return ""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    number = parse_qs(parts.query, max_num_fields=20).get("p", [""])[0] if parts.query.count("&") < 20 else ""
    if number.isascii() and number.isdigit():
        post = whole_number(number, digits=11)
        return f"{host}/?p={post}" if post is not None else ""
    path = unicodedata.normalize("NFC", unquote(parts.path)).rstrip("/")
    return f"{host}{path}" if path else ""


def path_of(address: str) -> str:
    """The readable path of an address, "" where it has none or is only a number."""
    try:
        path = unicodedata.normalize("NFC", unquote(urlsplit(address).path)).rstrip("/")
    except ValueError:
        return ""
    return f"{path}/" if path else ""


def file_key(address: str) -> str:
    """A file by its place below `wp-content/uploads/` or, outside of it, by its path; readable, in composed form."""
    path = path_of(address).rstrip("/")
    _, found, below = path.partition("/uploads/")
    return below if found else path.lstrip("/")


def original(name: str) -> str:
    """The name of the file of which a copy was made: gauge-600x400.jpg is one of gauge.jpg."""
    return SIZE.sub("", name)


def original_names(name: str) -> tuple[str, ...]:
    """Names under which the original of a picture may lie, the likeliest first."""
    bare = original(name)
    return tuple(dict.fromkeys((bare, EDITED.sub("", bare), name)))


def file_name(address: str) -> str:
    """The last name in the path of an address."""
    return basename(path_of(address).rstrip("/"))
