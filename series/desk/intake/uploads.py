"""Files that were brought to a series: who may see them, which are there already, and when they go."""

import hashlib
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from publication.private_files import private_storage
from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.importing import earlier_import
from series.models import InstallmentPage, ManuscriptUpload, SeriesPage
from series.models.manuscripts import FOLDER, is_named
from series.permissions import sees_all_uploads

LONGEST_NAME = ManuscriptUpload._meta.get_field("name").max_length


def uploads_for(user, series: SeriesPage):
    """The uploads of a series in all its languages that the user may review, in the order in which they came."""
    uploads = ManuscriptUpload.objects.filter(series__translation_key=series.translation_key)
    if not sees_all_uploads(user, series):
        uploads = uploads.filter(uploaded_by=user)
    return uploads.select_related("series", "uploaded_by")


def keep_upload(
    series: SeriesPage, user, file: UploadedFile, batch: uuid.UUID
) -> tuple[ManuscriptUpload, bool]:
    """Keep a file that was sent: (the upload, is it new). One that waits here already is not kept twice.

    When the row cannot be written, the file goes too.
    """
    sha256 = _sha256(file)
    waiting = ManuscriptUpload.objects.filter(series=series, uploaded_by=user, sha256=sha256).first()
    if waiting is not None:
        return waiting, False
    upload = ManuscriptUpload(
        series=series,
        uploaded_by=user,
        batch=batch,
        name=(file.name or "manuscript")[-LONGEST_NAME:],
        size=file.size,
        sha256=sha256,
    )
    file.seek(0)
    upload.file.save(file.name, file, save=False)
    try:
        with transaction.atomic():
            upload.save()
    except BaseException:
        upload.file.storage.delete(upload.file.name)
        raise
    return upload, True


def content_of(upload: ManuscriptUpload) -> bytes:
    """The bytes of an upload. Raises UnreadableManuscript when the storage has lost them."""
    try:
        with upload.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        raise UnreadableManuscript(
            "The file is gone: the storage does not have it any more.", "Give it up, and bring it once more."
        ) from None


def made_before(upload: ManuscriptUpload) -> InstallmentPage | None:
    """The part that the same file was made before, in the series or a language version of it."""
    group = SeriesPage.objects.filter(translation_key=upload.series.translation_key)
    return next(filter(None, (earlier_import(series, upload.sha256) for series in group)), None)


def forget_stale() -> int:
    """Remove uploads that nobody made a draft of for MANUSCRIPT_UPLOAD_DAYS days; how many there were."""
    before = timezone.now() - timedelta(days=settings.MANUSCRIPT_UPLOAD_DAYS)
    stale = ManuscriptUpload.objects.filter(uploaded_at__lt=before)
    count = stale.count()
    stale.delete()
    return count


def forget_strays() -> int:
    """Remove files that no row names, as a process leaves them that dies between file and row; how many there were.

    Only those older than a day: a younger one may be about to get its row.
    """
    storage, strays = private_storage(), 0
    try:
        files = storage.listdir(FOLDER)[1]
    except FileNotFoundError:  # a folder of a disk to which nothing came yet; object storage has no folders
        return strays
    before = timezone.now() - timedelta(days=1)
    for name in (f"{FOLDER}/{each}" for each in files):
        if not is_named(name) and storage.get_modified_time(name) < before:
            storage.delete(name)
            strays += 1
    return strays


def _sha256(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
