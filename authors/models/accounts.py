"""Accounts. Ours from the first migration, because a user model cannot be changed later."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in. What they may do comes from their role, a group made by a migration."""

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"
