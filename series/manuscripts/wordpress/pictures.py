"""Pictures in a post: each copy that WordPress made leads back to the file that was uploaded."""

import re
from collections.abc import Sequence
from html import escape, unescape
from posixpath import basename
from urllib.parse import quote, urlsplit, urlunsplit

from series.manuscripts.numbers import whole_number
from series.manuscripts.wordpress.fields import file_key, original, original_names
from series.manuscripts.wordpress.records import Attachment, Index

IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
# A picture that leads to its own file: the old site showed it larger there.
ENLARGED = re.compile(r"<a\b([^<>]*)>\s*(<img\b[^<>]*>)\s*</a>", re.IGNORECASE)
LINKED_IMAGE = re.compile(r"(?:<a\b[^<>]*>\s*)?(<img\b[^<>]*>)(?:\s*</a>)?", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""(?<![\w-])([a-zA-Z][\w-]*+)\s*+=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
NUMBER = re.compile(r"\bwp-image-(\d{1,11})\b")
UPLOADS = "/uploads/"


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag, their entities read."""
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(tag):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def restore(html: str, index: Index, number: int = 0) -> str:
    """HTML in which every image names its original file, and has the library's words for it where it has none.

    `number` is the id of the attachment where a block names it for its one image.
    """
    html = ENLARGED.sub(lambda match: match[2] if UPLOADS in match[1] else match[0], html)
    return IMAGE.sub(lambda match: _image(attributes(match[0]), index, number), html)


def figure(attachment: Attachment, caption: str = "") -> str:
    """An attachment as a figure; `caption` is HTML."""
    return _figure(_tag(attachment.address, attachment.alt), caption or escape(attachment.caption))


def captioned(html: str, values: dict[str, str]) -> str | None:
    """What the shortcode for captions encloses, an image and its caption, as a figure; None without an image."""
    match = LINKED_IMAGE.search(html)
    if match is None:
        return None
    caption = html[: match.start()] + html[match.end() :]
    return _figure(match[1], " ".join(caption.split()) or escape(unescape(values.get("caption", ""))))


def of_gallery(ids: str, post: int, index: Index) -> Sequence[Attachment | int]:
    """The pictures of a gallery: those that are named, or those that were put in the post. An id where one is missing."""
    if not ids.strip():
        return index.put_in.get(post, ())
    words = re.split(r"[\s,]+", ids.strip())[:500]
    numbers = [whole_number(word, digits=11) or 0 for word in words]
    return [index.attachments.get(number) or number for number in numbers]


def _figure(image: str, caption: str) -> str:
    return f"\n\n<figure>{image}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>\n\n"


def _tag(address: str, alt: str) -> str:
    return f'<img src="{escape(address)}" alt="{escape(alt)}">'


def _image(values: dict[str, str], index: Index, number: int) -> str:
    source = values.get("src", "")
    if match := NUMBER.search(values.get("class", "")):
        number = int(match[1])
    attachment = index.attachments.get(number) or _by_file(source, index)
    address = attachment.address if attachment else _without_size(source)
    return _tag(address or source, values.get("alt") or (attachment.alt if attachment else ""))


def _by_file(source: str, index: Index) -> Attachment | None:
    key = file_key(source)
    folder = key[: len(key) - len(basename(key))]
    for name in original_names(basename(key)):
        if (number := index.files.get(folder + name)) is not None:
            return index.attachments[number]
    return None


def _without_size(source: str) -> str:
    try:
        parts = urlsplit(source)
    except ValueError:
        return source
    if UPLOADS not in parts.path:
        return source
    name = basename(parts.path)
    path = parts.path[: len(parts.path) - len(name)] + original(name)
    return urlunsplit(parts._replace(path=quote(path, safe="/%"), query="", fragment=""))
