"""The demo's editors: one account for each role, on a development site only."""

import secrets

from django.conf import settings
from django.contrib.auth.models import Group

from authors.models import User

ROLES = {"contributor": "Contributors", "editor": "Editors", "managing": "Managing editors"}


def make_accounts() -> str | None:
    """Make the accounts that are missing and return the password they were given, None when all were there.

    Never when DEBUG is off: a production site must have no account whose name is known. The password is random
    unless DEMO_PASSWORD is set.
    """
    missing = [name for name in ROLES if not User.objects.filter(username=name).exists()]
    if not settings.DEBUG or not missing:
        return None
    password = settings.ENVIRONMENT.demo_password or secrets.token_urlsafe(9)
    for name in missing:
        user = User.objects.create_user(name, f"{name}@example.org", password, first_name=name.capitalize())
        user.groups.add(Group.objects.get(name=ROLES[name]))
    return password
