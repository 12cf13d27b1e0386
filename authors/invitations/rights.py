"""Nobody gives more than they have: which roles somebody may give."""

from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from authors.roles import ROLES


def may_give(user, role: Group) -> bool:
    """Has the user, here and now, every right that the role has? Superusers have all; others give the three roles only."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    if role.name not in ROLES:
        return False
    held = user.get_all_permissions()
    wanted = role.permissions.values_list("content_type__app_label", "codename")
    if not all(f"{app}.{codename}" in held for app, codename in wanted):
        return False
    return _covers(GroupPagePermission, "page__path", user, role) and _covers(
        GroupCollectionPermission, "collection__path", user, role
    )


def roles_to_give(user) -> list[Group]:
    """The roles that somebody may give, in the order of what they may do."""
    order = {name: place for place, name in enumerate(ROLES)}
    roles = sorted(Group.objects.all(), key=lambda role: (order.get(role.name, len(order)), role.name))
    return [role for role in roles if may_give(user, role)]


def _covers(rows, path: str, user, role: Group) -> bool:
    """Does the user hold, on the same place or above it, whatever the role has on places?"""
    held = list(rows.objects.filter(group__user=user).values_list("permission_id", path))
    return all(
        any(permission == mine and place.startswith(above) for mine, above in held)
        for permission, place in rows.objects.filter(group=role).values_list("permission_id", path)
    )
