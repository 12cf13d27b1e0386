"""Addresses of pages that were deleted: nothing but that something stood there once."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GoneAddress(models.Model):
    """An address at which a page was that everybody could see. Its digest tells whoever asks for it, and nobody else."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    gone_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("site", "digest"), name="one_record_for_each_gone_address")
        ]
        verbose_name = _("gone address")
        verbose_name_plural = _("gone addresses")

    def __str__(self):
        return self.digest
