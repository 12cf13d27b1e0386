"""What feeds said last, and since when: the one thing about a feed that its pieces do not tell."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedState(models.Model):
    """The fingerprint of one page of a feed, and the moment at which it was first seen to be that.

    A piece that expires, is unpublished or deleted leaves no date behind, yet the feed changed then. `key` is a hash
    of the address.
    """

    key = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("state of a feed")
        verbose_name_plural = _("states of feeds")

    def __str__(self):
        return f"{self.key[:12]}, {self.changed_at:%Y-%m-%d %H:%M}"
