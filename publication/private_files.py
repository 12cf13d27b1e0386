"""Files that are nobody's but the editors': kept outside the media folder, without an address, under names that say nothing.

They leave the site through views that have asked for permission, as `attachment` answers.
"""

import uuid
from functools import partial

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import transaction
from django.http import FileResponse, Http404


class PrivateStorage(FileSystemStorage):
    """The folder PRIVATE_ROOT, readable for the site's own account only; none of its files has an address."""

    def __init__(self):
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    # Asked for each time, not kept as Django does: tests move the folder.
    base_location = property(lambda self: str(settings.PRIVATE_ROOT))
    location = base_location

    def url(self, name):
        raise ValueError("A private file has no address.")


def private_storage():
    """The storage of private files, which STORAGES names: a model's FileField takes this function."""
    return storages["private"]


def private_name(folder: str) -> str:
    """A name in a folder that tells nothing of the file."""
    return f"{folder}/{uuid.uuid4().hex}"


def remove_when_committed(name: str) -> None:
    """Remove a private file once the transaction that let it go has succeeded."""
    if name:
        transaction.on_commit(partial(private_storage().delete, name), robust=True)


def attachment(file, name: str) -> FileResponse:
    """An answer that saves the file and shows nothing of it, in no cache and whatever it holds. Raises Http404."""
    try:
        content = file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is gone.") from None
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
