"""The journal of purges: which addresses changed, and which caches still have to be told."""

from django.db import models
from django.utils import timezone

# In the place of an address: all of them.
EVERYTHING = "*"


class Purge(models.Model):
    """An address (a path, not percent-encoded) that showed what was changed; written in the transaction of the change.

    `left` names the caches that were not told yet, a line for each; `again_at` is when they are to be told once more,
    because an answer that was on its way may have been kept in between.
    """

    address = models.TextField()
    digest = models.CharField(max_length=32)  # MD5 of the address
    at = models.DateTimeField(default=timezone.now, db_index=True)
    left = models.TextField(blank=True)
    again_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["digest", "id"], name="purge_by_address"),
            models.Index(fields=["id"], name="purge_left", condition=~models.Q(left="")),
        ]
        verbose_name = "purge"
        verbose_name_plural = "purges"

    def __str__(self):
        return self.address
