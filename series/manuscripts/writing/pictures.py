"""Pictures of a manuscript on their way into the library: through the one door, once each, or not at all.

A database takes rows back when a transaction fails; a storage keeps its files. So every file that was stored is
remembered until the transaction has succeeded.
"""

import hashlib
import logging

from django.core.files.base import ContentFile

from publication.images import examine, take_in
from publication.models import CreditedImage
from series.manuscripts.manuscript import ImageSlot
from series.manuscripts.writing.fields import one_line

logger = logging.getLogger(__name__)


def _room(name: str) -> int:
    return CreditedImage._meta.get_field(name).max_length


class Shelf:
    """Puts pictures into the library; the same picture is there once, whoever brought it. Share one between pieces."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        # From the bytes that were brought to those that are kept: cleaning a picture is dear.
        self._cleaned: dict[bytes, str] = {}
        self._stored: list[tuple[str, str]] = []

    def put(self, slot: ImageSlot, *, owner=None) -> int | None:
        """The id of the image in the library for a slot that has a file. Raises PictureRefused."""
        brought = hashlib.sha256(slot.file.data).digest()
        if (digest := self._cleaned.get(brought)) in self._ids:
            return self._ids[digest]
        picture = take_in(ContentFile(slot.file.data), slot.file.name or "picture")
        self._cleaned[brought] = picture.digest
        if picture.digest not in self._ids:
            self._ids[picture.digest] = self._found(picture.digest) or self._made(picture, slot, owner)
        return self._ids[picture.digest]

    @staticmethod
    def _found(digest: str) -> int | None:
        same = CreditedImage.objects.filter(file_hash=digest).order_by("pk")
        return same.values_list("pk", flat=True).first()

    def _made(self, picture, slot: ImageSlot, owner) -> int:
        name = picture.name.rsplit(".", 1)[0]
        image = CreditedImage(
            title=(one_line(slot.alt) or one_line(slot.caption) or name)[: _room("title")],
            description=one_line(slot.alt)[: _room("description")],
            caption=one_line(slot.caption)[: _room("caption")],
            credit=one_line(slot.credit)[: _room("credit")],
            uploaded_by_user=owner,
        )
        image.file = picture
        image.save()
        self._stored.append((picture.digest, image.file.name))
        return image.pk

    def mark(self) -> int:
        """Where the shelf stands now; `take_back` returns to it."""
        return len(self._stored)

    def take_back(self, mark: int = 0) -> None:
        """Remove the files that were stored since; their rows went with the transaction."""
        storage = CreditedImage._meta.get_field("file").storage
        for digest, name in self._stored[mark:]:
            self._ids.pop(digest, None)
            try:
                storage.delete(name)
            except OSError as error:
                logger.warning("the file %s of a picture that was not kept is still there: %s", name, error)
        del self._stored[mark:]


class RehearsalShelf(Shelf):
    """Looks at pictures as the library would, and stores none; `taken` holds (width, height) of each it would take."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[int, int]] = []

    def put(self, slot: ImageSlot, *, owner=None) -> int | None:
        self.taken.append(examine(ContentFile(slot.file.data), slot.file.name or "picture"))
        return None
