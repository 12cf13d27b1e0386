"""Files that pieces are made from: on their way in, and kept with the piece. Never public."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from publication.private_files import private_name, private_storage, remove_when_committed

FOLDER = "manuscripts"


def manuscript_name(instance, filename: str) -> str:
    """Where a manuscript is stored, whatever its name."""
    return private_name(FOLDER)


class PrivateFile(models.Model):
    """A file as it came, its name for people, and its SHA-256."""

    file = models.FileField(storage=private_storage, upload_to=manuscript_name, max_length=100)
    name = models.CharField(_("file"), max_length=255)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("hash"), max_length=64)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class ManuscriptUpload(PrivateFile):
    """A file that somebody brought to a series and that is no part yet. It goes when it was accepted or given up.

    `reading` is what the review shows (series/desk/intake/understanding.py says its shape); `problem` why the file
    cannot be read, or was not made a draft. `batch` holds together what came at once.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits to be read")
        READY = "ready", _("Waits for your review")
        REFUSED = "refused", _("Cannot be read")

    series = models.ForeignKey("series.SeriesPage", on_delete=models.CASCADE, related_name="uploads")
    # An account that goes leaves its uploads to the managing editors.
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    batch = models.UUIDField(default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    problem = models.TextField(blank=True)
    reading = models.JSONField(default=dict, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("uploaded manuscript")
        verbose_name_plural = _("uploaded manuscripts")
        ordering = ["uploaded_at", "pk"]
        indexes = [models.Index(fields=["uploaded_at"])]


class ManuscriptFile(PrivateFile):
    """The manuscript that a piece was made from. Goes with the piece."""

    page = models.ForeignKey(
        "series.InstallmentPage", on_delete=models.CASCADE, related_name="manuscript_files"
    )
    series = models.ForeignKey(
        "series.SeriesPage", null=True, on_delete=models.SET_NULL, related_name="manuscript_files"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("original manuscript")
        verbose_name_plural = _("original manuscripts")
        ordering = ["kept_at", "pk"]


# Signals, because pages, series and accounts take these rows with them without calling their delete().
@receiver(post_delete, sender=ManuscriptFile)
@receiver(post_delete, sender=ManuscriptUpload)
def remove_file(sender, instance, **kwargs):
    """Remove the file of a row that went, unless another row has taken it over."""
    if not is_named(instance.file.name):
        remove_when_committed(instance.file.name)


def is_named(name: str) -> bool:
    """Does any row name this stored file?"""
    return any(model.objects.filter(file=name).exists() for model in (ManuscriptFile, ManuscriptUpload))
