"""Editions that were made: files that readers take away, kept until what stands in them changes."""

from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from publication.private_files import private_name, private_storage, remove_when_committed


def edition_name(instance, filename: str) -> str:
    """Where an edition is stored: in no public folder, as what is in it may be closed tomorrow."""
    return private_name("editions")


class Edition(models.Model):
    """The newest whole file of a piece or a series in one form. series/editions/shelf is the only writer.

    `digest` is that of the book that the file was made of; `pieces` are the ids of the pages whose text is in it.
    `making_since` says since when somebody is at work on the next one, `problem` why the last attempt failed.
    """

    class Form(models.TextChoices):
        EPUB = "epub", "EPUB"
        PDF = "pdf", "PDF"

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=10, choices=Form.choices)
    file = models.FileField(storage=private_storage, upload_to=edition_name, max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    pieces = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    making_since = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)

    # A row of the machinery, which is no use of the page that it is made of.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.UniqueConstraint(fields=["page", "form"], name="one_edition_of_a_form")]

    def __str__(self):
        return f"{self.form} of page {self.page_id}"


@receiver(post_delete, sender=Edition, dispatch_uid="edition-takes-its-file")
def take_the_file(instance: Edition, **kwargs) -> None:
    """The file of an edition goes with it."""
    remove_when_committed(instance.file.name)
