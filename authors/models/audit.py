"""The audit log: who did what to which account, role or page, and when. Written once; kept for some days; never changed.

It names people by their username of that time and points at no row, so that deleting an account changes nothing in it.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RecordIsFinal(TypeError):
    """Somebody tried to change or delete rows of the log; only authors/audit/forgetting.py may, by their age."""


class AuditQuerySet(models.QuerySet):
    """Reads, and adds."""

    def update(self, **values):
        raise RecordIsFinal

    def delete(self):
        raise RecordIsFinal


class AuditEntry(models.Model):
    """One thing that was done. `who` is empty for what nobody did who was signed in."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        SIGN_IN_FAILED = "sign_in_failed", _("could not sign in: wrong name or password")
        CODE_FAILED = "code_failed", _("could not sign in: wrong code")
        SIGNED_OUT = "signed_out", _("signed out")
        SESSIONS_ENDED = "sessions_ended", _("signed out on other devices")
        PASSWORD_CHANGED = "password_changed", _("password changed")
        SECOND_FACTOR_ADDED = "second_factor_added", _("two-factor sign-in turned on")
        SECOND_FACTOR_REMOVED = "second_factor_removed", _("two-factor sign-in turned off")
        SECOND_FACTOR_TAKEN_OFF = (
            "second_factor_taken_off",
            _("two-factor sign-in taken off by an administrator"),
        )
        RECOVERY_CODES_MADE = "recovery_codes_made", _("new recovery codes")
        RECOVERY_CODE_USED = "recovery_code_used", _("recovery code used")
        ACCOUNT_MADE = "account_made", _("account made")
        ACCOUNT_CHANGED = "account_changed", _("account changed")
        ACCOUNT_DELETED = "account_deleted", _("account deleted")
        ROLE_GIVEN = "role_given", _("role given")
        ROLE_TAKEN = "role_taken", _("role taken away")
        PERMISSION_GIVEN = "permission_given", _("permission given")
        PERMISSION_TAKEN = "permission_taken", _("permission taken away")
        INVITED = "invited", _("invited")
        INVITATION_SENT_AGAIN = "invitation_sent_again", _("invitation sent again")
        INVITATION_WITHDRAWN = "invitation_withdrawn", _("invitation withdrawn")
        INVITATION_ACCEPTED = "invitation_accepted", _("invitation accepted")
        PUBLISHED = "published", _("published")
        UNPUBLISHED = "unpublished", _("unpublished")

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what"), max_length=40, choices=Kind.choices, db_index=True)
    who = models.CharField(_("who"), max_length=150, blank=True)
    about = models.CharField(_("about"), max_length=255, blank=True)
    about_pk = models.BigIntegerField(
        null=True, db_index=True
    )  # of the account or page that `kind` speaks of
    detail = models.CharField(_("details"), max_length=255, blank=True)
    address = models.CharField(_("network address"), max_length=45, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")

    def __str__(self):
        return f"{self.get_kind_display()}: {self.about}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise RecordIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise RecordIsFinal
