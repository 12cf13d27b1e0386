"""The library's file field: whatever is put into it, by a form or by code, is taken in first."""

from django.core.files.base import ContentFile
from django.template.defaultfilters import slugify
from wagtail.coreutils import string_to_ascii
from wagtail.images import get_image_model
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from publication.images.intake import PictureFile, take_in

ROOM_FOR_THE_NAME = (
    60  # of the column's 100 characters; folder, suffix and a distinguishing tail need the rest
)


class PictureFieldFile(WagtailImageFieldFile):
    """A file of the library. A new one is cleaned when its size is first asked for, which is on assignment."""

    def get_image_dimensions(self):
        """Width and height in pixels, upright; raises PictureRefused for a new file that is not taken."""
        if self._committed:
            return super().get_image_dimensions()
        picture = take_in(self.file, self.name)
        self.file, self.name = picture, picture.name
        self._describe(picture)
        return picture.width, picture.height

    def save(self, name, content, save=True):
        """Store `content`, cleaned; the only way of a file into the storage."""
        picture = take_in(content, name)
        self._describe(picture)
        super().save(picture.name, picture, save)

    save.alters_data = True

    def _describe(self, picture: PictureFile) -> None:
        self.instance.file_size = picture.size
        self.instance.file_hash = picture.digest
        self.instance.keeps_format = picture.keeps_format


class PictureField(WagtailImageField):
    """Wagtail's image field with PictureFieldFile behind it."""

    attr_class = PictureFieldFile


def stored_name(filename: str) -> str:
    """A file name that every file system and address can bear: ASCII letters, digits, hyphens, one suffix."""
    stem, _dot, suffix = filename.rpartition(".")
    stem = slugify(string_to_ascii(stem))[:ROOM_FOR_THE_NAME].strip("-_")
    return f"{stem or 'picture'}.{suffix}"


def take_in_waiting_upload(sender, instance, **kwargs) -> None:
    """Clean a picture that waits for its form to be filled in: it lies under a public address meanwhile."""
    kind = instance.for_content_type
    if kind and kind.model_class() is get_image_model() and not instance.file._committed:
        picture = take_in(instance.file.file, instance.file.name)
        instance.file = ContentFile(picture.read(), stored_name(picture.name))
