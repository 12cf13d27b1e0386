"""What looks alike and is not the same: an editor's word, so that it is not suggested again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SetApart(models.Model):
    """Two topics, or two people, that are not the same. Written by series/desk/setting_apart.py only.

    A topic is named by its id, a person by the translation key of their profiles; the lower one is the first.
    """

    class Kind(models.TextChoices):
        TOPICS = "topics", _("Topics")
        AUTHORS = "authors", _("Authors")

    kind = models.CharField(max_length=10, choices=Kind)
    one = models.CharField(max_length=36)
    other = models.CharField(max_length=36)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "one", "other"], name="set_apart_once")]

    def __str__(self):
        return f"{self.one} / {self.other}"
