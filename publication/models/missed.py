"""Addresses that readers asked for and found nothing at."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MissedAddress(models.Model):
    """An address, how often it was asked for in vain, and when; nothing of who asked. Written as redirects are."""

    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="+", verbose_name=_("site")
    )
    path = models.CharField(_("address"), max_length=255)
    count = models.PositiveIntegerField(_("times asked for"), default=1)
    first_at = models.DateTimeField(_("first"), auto_now_add=True)
    last_at = models.DateTimeField(_("last"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("site", "path"), name="one_row_for_each_missed_address")
        ]
        verbose_name = _("address that was not found")
        verbose_name_plural = _("addresses that were not found")

    def __str__(self):
        return self.path
