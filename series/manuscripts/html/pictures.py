"""Pictures and embeds in markup: where they are, what is said about them; nothing is ever fetched."""

import base64
import binascii
import re
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

from ..bounds import Bounds
from ..manuscript import Embed, ImageFile, ImageSlot
from ..numbers import whole_number
from .addresses import web_address
from .tally import Tally
from .tree import SPACE, Element, classes, is_longer

# Where pages that load pictures late keep the address.
SOURCES = ("data-src", "data-original", "data-lazy-src", "data-url", "data-hi-res-src", "src")
SOURCE_SETS = ("data-srcset", "srcset")
DATA = re.compile(r"^data:image/(png|jpe?g|gif|webp)((?:;[\w=-]+)*),", re.IGNORECASE)
TINY = re.compile(r"^\s*[0-2](?:px)?\s*$")
SMALL = 40  # pixels of a side, up to which a picture is an icon
EMOJI = re.compile(r"\b(?:emoji|wp-smiley|emoticon)\b")
# Words of a name. Each pattern reads a word once: names are whatever a page's author made of them.
BEGIN, END, LETTERS = r"(?:^|[\s_-])", r"(?:$|[\s_-])", r"[^\W_]"
WHOLE_WORD = rf"(?={LETTERS}*+{END})"
PHOTO_BOX = re.compile(
    rf"{BEGIN}(?:photo|image|img|figure|pic|picture|wp-caption|caption){LETTERS}*+{END}|사진"
)
CAPTION = re.compile(
    rf"{BEGIN}(?:{WHOLE_WORD}{LETTERS}*?caption|(?:img[_-]?desc|photo[_-]?desc|legend){END})"
)
CREDIT = re.compile(
    rf"{BEGIN}(?:{WHOLE_WORD}{LETTERS}*?credit"
    rf"|(?:copyright|photographer|photo-?by(?:line)?|img[_-]?source){END})"
)
BOX_TAGS = frozenset({"div", "span", "p", "center", "section", "dl", "a", "td"})
LONGEST_CAPTION = 500

ADVERTISING = re.compile(
    r"(?:^|\.)(?:doubleclick\.net|googlesyndication\.com|googleadservices\.com|adnxs\.com|taboola\.com|outbrain\.com"
    r"|googletagmanager\.com|criteo\.(?:com|net)|realclick\.co\.kr|mobon\.net|dable\.io)$"
)
# Players, and the address of the page that people know the film by.
PLAYERS = (
    (
        re.compile(r"(?:^|\.)youtube(?:-nocookie)?\.com$"),
        re.compile(r"^/(?:embed|v|shorts)/([\w-]{6,20})"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"^player\.vimeo\.com$"), re.compile(r"^/video/(\d+)"), "https://vimeo.com/{}"),
)
FILMS = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|soundcloud\.com|ted\.com)$"
)

NOT_THERE = "A picture stood here and is not in the file; its slot waits for the image."


def picture(element: Element, base: str, bounds: Bounds, tally: Tally, place: int) -> ImageSlot | str | None:
    """The slot of an `img`; the words that a drawn sign stands for; None for a picture that nobody sees."""
    alt = SPACE.sub(" ", element.get("alt") or "").strip()
    if EMOJI.search(classes(element)) and len(alt) <= 20:
        return alt or None
    if TINY.match(element.get("width") or "") or TINY.match(element.get("height") or ""):
        tally.add("dropped", "Pictures of a dot, which count readers, were left out.", place)
        return None
    if not alt and _is_small(element):
        tally.add("dropped", "Small pictures without a description, which decorate, were left out.", place)
        return None
    raw = _source(element)
    file = _embedded(raw, bounds, tally, place)
    address = "" if file else web_address(raw, base)
    if not file:
        tally.add("missing", NOT_THERE, place, passage=alt)
    return ImageSlot(alt=alt, file=file, address=address)


def _is_small(element: Element) -> bool:
    sides = (element.get("width") or "", element.get("height") or "")
    numbers = [whole_number(side.strip().removesuffix("px")) for side in sides]
    return all(number is not None and number <= SMALL for number in numbers)


def _source(element: Element) -> str:
    for name in SOURCES:
        value = (element.get(name) or "").strip()
        if value and not (name == "src" and value.startswith("data:") and _from_set(element)):
            return value
    return _from_set(element)


def _from_set(element: Element) -> str:
    for name in SOURCE_SETS:
        if value := element.get(name):
            # The last of a set is, as pages write it, the largest.
            parts = value.strip().rsplit(", ", 1)[-1].split()
            if parts:
                return parts[0]
    return ""


def _embedded(raw: str, bounds: Bounds, tally: Tally, place: int) -> ImageFile | None:
    head = DATA.match(raw[:200])
    if not head:
        if raw.lower().startswith("data:"):
            tally.add("dropped", "A picture inside the page is of a kind that is not taken.", place)
        return None
    if len(raw) > bounds.picture_bytes * 4 // 3 + 200:
        tally.add("dropped", "A picture inside the page is too large.", place)
        return None
    body = raw[head.end() :]
    try:
        data = (
            base64.b64decode("".join(body.split()), validate=True)
            if ";base64" in head[2].lower()
            else unquote_to_bytes(body)
        )
    except (binascii.Error, ValueError):
        data = b""
    # Pages put a picture of a dot where the real one is loaded late.
    if len(data) < 100:
        return None
    kind = head[1].lower().replace("jpg", "jpeg")
    return ImageFile(data, f"picture-{place}.{'jpg' if kind == 'jpeg' else kind}")


def embed(element: Element, base: str) -> Embed | None:
    """What an iframe, video, audio, object or oembed shows from elsewhere; None when it has no address for people."""
    raw = next((value for name in ("src", "data-src", "url", "data") if (value := element.get(name))), "")
    if not raw and element.tag in ("video", "audio"):
        raw = next((source.get("src") or "" for source in element.iterdescendants("source")), "")
    address = embed_address(raw, base)
    if not address or TINY.match(element.get("width") or "") or TINY.match(element.get("height") or ""):
        return None
    if element.tag in ("object", "embed") and not is_film(address):
        return None
    return Embed(address, SPACE.sub(" ", element.get("title") or "").strip())


def embed_address(raw: str, base: str = "") -> str:
    """The address by which people know what a player shows; "" for advertisements and what is not on the web."""
    address = web_address(raw, base)
    if not address:
        return ""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if ADVERTISING.search(host):
        return ""
    for at, path, known in PLAYERS:
        if at.search(host) and (film := path.match(parts.path)):
            return known.format(film[1])
    if host == "www.facebook.com" and parts.path.startswith("/plugins/"):
        return web_address(parse_qs(parts.query, max_num_fields=50).get("href", [""])[0])
    return address


def is_film(address: str) -> bool:
    """Whether an address is of a site for films or sound, which alone on a line stands for the film itself."""
    try:
        return bool(FILMS.search(urlsplit(address).hostname or ""))
    except ValueError:
        return False


def is_photo_box(element: Element) -> bool:
    """Whether an element is called a photo box, and holds one picture and little else."""
    if element.tag not in BOX_TAGS or not PHOTO_BOX.search(classes(element)):
        return False
    pictures = 0
    for inner in element.iterdescendants():
        if inner.tag in ("h1", "h2", "h3", "table", "figure", "li", "blockquote"):
            return False
        pictures += inner.tag == "img"
    return pictures == 1 and not is_longer(element, LONGEST_CAPTION)
