"""Editions that were made: files that readers take away, kept until what stands in them changes."""

from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.private_files import private_name, private_storage, remove_when_committed


def edition_name(instance, filename: str) -> str:
    """Where an edition is stored: in no public folder, as what is in it may be closed tomorrow."""
    return private_name("editions")


class Edition(models.Model):
    """The newest whole file of a piece or a series in one form. series/editions/shelf is the only writer.

    `digest` is that of the book that the file was made of; `pieces` are the ids of the pages whose text is in it;
    `sheets` is the number of its pages on paper, 0 where its text flows.

    `stale_since` says since when something in it may have changed, `due_at` when it is to be made (None: by nobody but
    a reader's download), and `changes` counts the changes, so that one that comes while it is being made is not
    forgotten. `attempts` counts how often it was begun since it was last made.

    `making_since` says since when somebody is at work on the next one, `heard_at` when that maker last gave a sign of
    life, `problem` why the last attempt failed. `leftovers` are names of stored files that are, or may be, there and
    belong to nobody any more, or not yet: whatever the process dies of, the next one finds them.
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
    sheets = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    stale_since = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    changes = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    making_since = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    leftovers = models.JSONField(default=list, blank=True)
    problem = models.TextField(blank=True)

    # A row of the machinery, which is no use of the page that it is made of.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.UniqueConstraint(fields=["page", "form"], name="one_edition_of_a_form")]
        indexes = [models.Index(fields=["due_at"], name="edition_due")]

    def __str__(self):
        return f"{self.form} of page {self.page_id}"


class ChangedThing(models.Model):
    """Something that may stand in books was changed; in which, the worker finds out (series/editions/shelf).

    `kind` is the label of its model, as series/changes.py knows it. Each change has a row of its own, in the transaction
    of the change: nobody waits for anybody, and no change is taken for one that was seen before.
    """

    kind = models.CharField(max_length=100)
    thing_id = models.PositiveBigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    # Rows of the machinery, as above.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("changed thing")
        verbose_name_plural = _("changed things")

    def __str__(self):
        return f"{self.kind} {self.thing_id}"


@receiver(post_delete, sender=Edition, dispatch_uid="edition-takes-its-file")
def take_the_file(instance: Edition, **kwargs) -> None:
    """The file of an edition goes with it."""
    for name in {instance.file.name, *instance.leftovers}:
        remove_when_committed(name)
