"""The files behind the pictures of a book. One that cannot be read gives way to its words, never the book."""

import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import DatabaseError
from PIL import Image
from wagtail.images import get_image_model

from series.editions.book.tree import Leaf

log = logging.getLogger(__name__)

# Core media types for images of EPUB 3.3, by Pillow's names of formats; all of them are read by PDF writers as well.
TYPES = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "GIF": ("image/gif", "gif"),
    "WEBP": ("image/webp", "webp"),
}


@dataclass(frozen=True)
class Inside:
    """A picture inside a book: its file name there, its media type, its bytes, and the address that it had on its page."""

    name: str
    media_type: str
    content: bytes
    address: str = ""


def take_in(leaves: list[Leaf]) -> list[Inside]:
    """Replace the addresses of pictures by names in the folder `images/`, and return those files. One query."""
    addresses = list(dict.fromkeys(one.get("src") for leaf in leaves for one in leaf.tree.iter("img")))
    files = stored_files(addresses)
    inside: dict[str, Inside] = {}
    for address in addresses:
        found = read_picture(files.get(address), str(len(inside) + 1))
        if found:
            inside[address] = replace(found, address=address)
    for leaf in leaves:
        for one in list(leaf.tree.iter("img")):
            found = inside.get(one.get("src"))
            if found:
                one.set("src", f"images/{found.name}")
            else:
                say_instead(one)
    return list(inside.values())


def stored_files(addresses: Iterable[str]) -> dict[str, str]:
    """The stored files by their addresses, of pictures that this site made itself."""
    model = get_image_model().get_rendition_model()
    storage = model._meta.get_field("file").storage
    base = storage.url("")
    names = {
        address.removeprefix(base): address for address in addresses if address and address.startswith(base)
    }
    kept = model.objects.filter(file__in=names).values_list("file", flat=True)
    return {names[name]: name for name in kept if name in names}


def read_picture(name: str | None, stem: str) -> Inside | None:
    """The picture in a stored file, named by its stem and the ending of its format; None where it cannot be read."""
    if name is None:
        return None
    storage = get_image_model().get_rendition_model()._meta.get_field("file").storage
    try:
        with storage.open(name, "rb") as file:
            content = file.read()
        with Image.open(io.BytesIO(content)) as image:
            media_type, ending = TYPES[image.format]
            # A JPEG is read at an eighth of its size, which finds one that is cut off as well, and soon.
            image.draft("L", (image.width // 8, image.height // 8))
            image.load()
    except DatabaseError:
        raise
    except Exception as error:
        # Storages and formats have errors of their own, and none of them may cost the book.
        made = get_image_model().get_rendition_model().objects.filter(file=name)
        image_id = made.values_list("image_id", flat=True).first()
        log.warning("image %s is left out of an edition: %s", image_id, error)
        return None
    return Inside(f"{stem}.{ending}", media_type, content)


def say_instead(one) -> None:
    """The words of a picture in its place; nothing where it is decoration."""
    words = one.get("alt", "")
    if not words:
        one.drop_tree()
        return
    one.tag, one.text = "p", words
    for name in list(one.attrib):
        del one.attrib[name]
    one.set("class", "figure__missing")
