"""The library's file field: whatever is put into it, by a form or by code, is taken in first, and kept without an address."""

import secrets

from django.core.files.base import ContentFile
from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.documents import get_document_model

from publication.documents.intake import take_in
from publication.private_files import private_storage


class DocumentFieldFile(FieldFile):
    """A document of the library."""

    def save(self, name, content, save=True):
        """Store `content` under the suffix of what it is; raises DocumentRefused."""
        super().save(take_in(content, name), content, save)

    save.alters_data = True


class DocumentField(models.FileField):
    """A file in the storage of private files: it leaves the site through serving.py alone, which asks who may have it."""

    attr_class = DocumentFieldFile

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"storage": private_storage, **kwargs})


def take_in_waiting_upload(sender, instance, **kwargs) -> None:
    """Ask of a document that waits for its form the same: it lies under a public address meanwhile, so nobody can guess it."""
    kind = instance.for_content_type
    if kind and kind.model_class() is get_document_model() and not instance.file._committed:
        stem, _dot, suffix = take_in(instance.file.file, instance.file.name).rpartition(".")
        name = f"{stem[:40]}-{secrets.token_urlsafe(12)}.{suffix}"
        instance.file = ContentFile(instance.file.file.read(), name)
