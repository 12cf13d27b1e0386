"""Who needs a second factor: by what they may do, not by the name of their role."""

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page
from wagtail.permissions import policy_registry

PUBLISHES = "publish_page"
ACCOUNTS = "change_user"


def is_privileged(user) -> bool:
    """May the user publish, or look after accounts and so raise anybody, themselves included?"""
    if user.is_superuser:
        return True
    held = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    return any(each.permission.codename == PUBLISHES for each in held) or user.has_perm(f"authors.{ACCOUNTS}")


def needs_second_factor(user) -> bool:
    """Must the user have one on this site (TWO_FACTOR)?"""
    return settings.TWO_FACTOR == "required" and user.is_active and is_privileged(user)


def role_needs_second_factor(role: Group) -> bool:
    """Will whoever gets the role need one?"""
    if settings.TWO_FACTOR != "required":
        return False
    publishes = GroupPagePermission.objects.filter(group=role, permission__codename=PUBLISHES).exists()
    return publishes or role.permissions.filter(codename=ACCOUNTS, content_type__app_label="authors").exists()
