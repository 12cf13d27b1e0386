"""Addresses elsewhere that published texts lead to: whether they still answer, and where a copy of a dead one is kept."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def key_of(address: str) -> str:
    """The key of an address. The place in a page (`#part`) does not count: one page is asked once."""
    return hashlib.sha256(address.strip().partition("#")[0].encode("utf-8", "surrogatepass")).hexdigest()


class OutgoingLink(models.Model):
    """One address with what was learned of it; series/links is the only writer but for `archived_address`.

    `status` and `reason` are those of the last answer (publication/outgoing.py). `failures` counts answers in a row
    that say that it is gone, the first of them at `first_failed_at`. It is asked again at `due_at`. `trusted_by` looked
    at it in a browser and found it right.
    """

    class State(models.TextChoices):
        NEW = "new", _("Not asked yet")
        FINE = "fine", _("Works")
        MOVED = "moved", _("Moved for good")
        UNKNOWN = "unknown", _("Cannot be told")
        FAILING = "failing", _("Does not answer at present")
        DEAD = "dead", _("Dead")

    key = models.CharField(max_length=64, unique=True, editable=False)
    address = models.TextField(_("address"))
    host = models.CharField(max_length=255, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    target = models.TextField(blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    first_failed_at = models.DateTimeField(_("dead since"), null=True, blank=True)
    checked_at = models.DateTimeField(_("last asked"), null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    trusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    archived_address = models.URLField(
        _("archived copy"),
        max_length=1000,
        blank=True,
        help_text=_(
            "The address of a copy of the page, for example at web.archive.org. Readers see it after the link."
        ),
    )

    # Rows of the machinery, which are no use of the accounts that they name.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("outgoing link")
        verbose_name_plural = _("outgoing links")

    def __str__(self):
        return self.address

    def save(self, *args, **kwargs):
        self.key = key_of(self.address)
        super().save(*args, **kwargs)
