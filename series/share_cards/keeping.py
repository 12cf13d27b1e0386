"""Keeps the cards that were drawn: one file for each page, named by what it shows, where no web server reaches it.

A card is drawn when it is first asked for, by one thread of a process at a time. The file of the card before it goes
then, and that of a page when the page is taken down or deleted. Nothing is lost with them: they are drawn again.
"""

import logging
import threading
from contextlib import suppress
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from publication.private_files import private_storage
from series.share_cards.card import Card
from series.share_cards.drawing import draw

logger = logging.getLogger(__name__)

FOLDER = "share-cards"
SECONDS_OF_WAITING = 5
_drawing = threading.Lock()


class Busy(Exception):
    """Others are drawing, and have been for a while: ask again later."""


def kept(page_id: int, card: Card) -> bytes:
    """The PNG of a page's card, drawn now where it is not kept. Raises Busy."""
    name = f"{FOLDER}/{page_id}/{card.file}"
    if (found := _read(name)) is not None:
        return found
    if not _drawing.acquire(timeout=SECONDS_OF_WAITING):
        raise Busy
    try:
        # Whoever drew meanwhile may have drawn this one.
        found = _read(name)
        return _drawn(page_id, name, card) if found is None else found
    finally:
        _drawing.release()


def files_of(page_id: int) -> list[str]:
    """The names of the cards that are kept of a page: one, or none."""
    try:
        return private_storage().listdir(f"{FOLDER}/{page_id}")[1]
    except OSError:
        return []


def forget(page_id: int) -> None:
    """Remove what is kept of a page."""
    for name in files_of(page_id):
        with suppress(OSError):
            private_storage().delete(f"{FOLDER}/{page_id}/{name}")


def forget_when_committed(instance, **kwargs) -> None:
    """Remove what is kept of a page that is taken down or deleted, once it is."""
    transaction.on_commit(partial(forget, instance.pk), robust=True)


def _read(name: str) -> bytes | None:
    try:
        with private_storage().open(name) as file:
            return file.read()
    except OSError:
        return None


def _drawn(page_id: int, name: str, card: Card) -> bytes:
    content = draw(card)
    forget(page_id)
    try:
        private_storage().save(name, ContentFile(content))
    except OSError:
        # It is shown all the same; the next who asks has it drawn again.
        logger.exception("The share card of page %s cannot be kept.", page_id)
    return content
