"""What is noticed by itself. Signals: the models are Django's, Wagtail's and allauth's, with no method to override."""

from allauth.mfa import signals as second
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.models import GroupCollectionPermission, GroupPagePermission, ModelLogEntry, PageLogEntry

from authors.audit.recording import record
from authors.models import AuditEntry, User
from authors.signing_in.backend import account_named

Kind = AuditEntry.Kind
WATCHED = ("username", "email", "is_active", "is_superuser", "password")
PUBLISHING = {"wagtail.publish": Kind.PUBLISHED, "wagtail.unpublish": Kind.UNPUBLISHED}


def connect() -> None:
    """Begin to notice."""
    for signal, receiver, sender in (
        (auth.user_logged_in, signed_in, None),
        (auth.user_logged_out, signed_out, None),
        (auth.user_login_failed, could_not_sign_in, None),
        (second.authenticator_added, factor_added, None),
        (second.authenticator_removed, factor_removed, None),
        (second.authenticator_reset, codes_made, None),
        (second.authenticator_used, factor_used, None),
        (second.authentication_failed, wrong_code, None),
        (pre_save, before_account, User),
        (post_save, after_account, User),
        (post_delete, account_gone, User),
        (m2m_changed, roles_changed, User.groups.through),
        (m2m_changed, own_permissions_changed, User.user_permissions.through),
        (m2m_changed, role_permissions_changed, Group.permissions.through),
        (post_delete, role_gone, Group),
        (post_save, place_given, GroupPagePermission),
        (post_delete, place_taken, GroupPagePermission),
        (post_save, place_given, GroupCollectionPermission),
        (post_delete, place_taken, GroupCollectionPermission),
        (post_save, logged, PageLogEntry),
        (post_save, logged, ModelLogEntry),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=f"audit-{receiver.__name__}-{sender}")


def signed_in(sender, request, user, **kwargs):
    record(Kind.SIGNED_IN, about=user, who=user, request=request)


def signed_out(sender, request, user, **kwargs):
    if user is not None:
        record(Kind.SIGNED_OUT, about=user, who=user, request=request)


def could_not_sign_in(sender, credentials, request=None, **kwargs):
    """What was typed is not noted where it names no account: people type passwords into the wrong field."""
    typed = credentials.get("username") or credentials.get("email") or ""
    record(Kind.SIGN_IN_FAILED, about=account_named(typed) or "", request=request)


def factor_added(sender, request, user, authenticator, **kwargs):
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record(Kind.SECOND_FACTOR_ADDED, about=user, who=user, request=request)


def factor_removed(sender, request, user, authenticator, **kwargs):
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record(Kind.SECOND_FACTOR_REMOVED, about=user, request=request)


def codes_made(sender, request, user, **kwargs):
    record(Kind.RECOVERY_CODES_MADE, about=user, request=request)


def factor_used(sender, request, user, authenticator, **kwargs):
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        record(Kind.RECOVERY_CODE_USED, about=user, who=user, request=request)


def wrong_code(sender, request, user, **kwargs):
    record(Kind.CODE_FAILED, about=user, request=request)


def before_account(sender, instance, raw=False, update_fields=None, **kwargs):
    """Remember what an account was. A save of the password alone is a rehash at sign-in; of the last sign-in, no change."""
    instance._was = None
    if not raw and instance.pk and not update_fields:
        instance._was = User.objects.filter(pk=instance.pk).values(*WATCHED).first()


def after_account(sender, instance, created, raw=False, **kwargs):
    if raw:
        return
    if created:
        record(Kind.ACCOUNT_MADE, about=instance, detail="superuser" if instance.is_superuser else "")
    was = getattr(instance, "_was", None)
    changed = [name for name in WATCHED if was and was[name] != getattr(instance, name)]
    if "password" in changed:
        record(Kind.PASSWORD_CHANGED, about=instance)
    others = [f"{name}: {was[name]} → {getattr(instance, name)}" for name in changed if name != "password"]
    if others:
        record(Kind.ACCOUNT_CHANGED, about=instance, detail="; ".join(others))


def account_gone(sender, instance, **kwargs):
    record(Kind.ACCOUNT_DELETED, about=instance)


def roles_changed(sender, instance, action, reverse, pk_set, **kwargs):
    kind = _given_or_taken(action, Kind.ROLE_GIVEN, Kind.ROLE_TAKEN)
    if kind is None:
        return
    if reverse:  # group.user_set
        for user in User.objects.filter(pk__in=_keys(action, pk_set, lambda: instance.user_set)):
            record(kind, about=user, detail=instance.name)
        return
    names = Group.objects.filter(pk__in=_keys(action, pk_set, lambda: instance.groups)).values_list(
        "name", flat=True
    )
    if names:
        record(kind, about=instance, detail=", ".join(sorted(names)))


def own_permissions_changed(sender, instance, action, reverse, **kwargs):
    _permissions(instance, action, reverse, instance if not reverse else str(instance), **kwargs)


def role_permissions_changed(sender, instance, action, reverse, **kwargs):
    _permissions(instance, action, reverse, str(instance), **kwargs)


def role_gone(sender, instance, **kwargs):
    record(Kind.PERMISSION_TAKEN, about=instance.name, detail="role deleted")


def place_given(sender, instance, created, raw=False, **kwargs):
    if created and not raw:
        record(Kind.PERMISSION_GIVEN, about=instance.group.name, detail=_place(instance))


def place_taken(sender, instance, **kwargs):
    record(Kind.PERMISSION_TAKEN, about=_name_of_group(instance), detail=_place(instance))


def logged(sender, instance, created, raw=False, **kwargs):
    """Wagtail has logged something: publishing, now or on time, and unpublishing are ours too."""
    kind = PUBLISHING.get(instance.action.removesuffix(".scheduled"))
    if not created or raw or kind is None:
        return
    key = getattr(instance, "page_id", None) or getattr(instance, "object_id", None)
    record(kind, about=f"{instance.label} ({key})", who=instance.user)


def _permissions(instance, action, reverse, about, pk_set, model, **kwargs):
    kind = _given_or_taken(action, Kind.PERMISSION_GIVEN, Kind.PERMISSION_TAKEN)
    if kind is None or reverse:
        return
    held = getattr(instance, "user_permissions", None) or instance.permissions
    names = model.objects.filter(pk__in=_keys(action, pk_set, lambda: held)).values_list(
        "codename", flat=True
    )
    if names:
        record(kind, about=about, detail=", ".join(sorted(names)))


def _given_or_taken(action, given, taken):
    return {"post_add": given, "post_remove": taken, "pre_clear": taken}.get(action)


def _keys(action, pk_set, related):
    """The ids that were added or removed; of a clearing, all that are there before it."""
    return list(related().values_list("pk", flat=True)) if action == "pre_clear" else list(pk_set or ())


def _place(instance) -> str:
    where = getattr(instance, "page", None) or getattr(instance, "collection", None)
    return f"{instance.permission.codename}: {where}"


def _name_of_group(instance) -> str:
    return Group.objects.filter(pk=instance.group_id).values_list("name", flat=True).first() or ""
