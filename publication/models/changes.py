"""A row for each change of something that whole-site counts are made from. The database's own triggers write it."""

from django.db import models


class SiteChange(models.Model):
    """One change. `mark` is a random number, so that no two states of the site have the same rows (site_state.py)."""

    mark = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.pk)
