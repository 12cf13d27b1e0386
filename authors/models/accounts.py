"""Accounts. Ours from the first migration, because a user model cannot be changed later."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who signs in. What they may do comes from their role, a group made by a migration."""

    author_page = models.OneToOneField(
        "authors.AuthorPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="account",
        verbose_name=_("author page"),
        help_text=_("The page of this person as an author. A contributor sees and edits only this one."),
    )

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"
