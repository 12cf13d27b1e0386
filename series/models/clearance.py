"""Clearance: what an outside author was sent, and what came back. A record: nothing here follows later changes.

Whether an approval still holds is not stored; series/clearance/standing.py compares its hash with the text of today.
"""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_COMMENT = 5000


class ClearanceRequestQuerySet(models.QuerySet):
    """Requests, and which of them can still be answered."""

    def open(self):
        """Those whose link works: not revoked, not expired, their version still there."""
        return self.filter(
            revoked_at=None, expires_at__gt=timezone.now(), revision__isnull=False, page__alias_of=None
        )

    def for_person(self, page, author_id: int | None, email: str):
        """Those that asked one person about one piece: by the author of the byline, else by the mail address."""
        same = Q(email__iexact=email)
        if author_id:
            same |= Q(author=author_id)
        return self.filter(same, page=page)


class ClearanceRequest(models.Model):
    """One link that was sent: to whom, for which version of a piece, until when, and whether it was approved.

    `content` is the version as it was sent: autosave writes over revisions, and an approval must be of what was read.
    """

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        KOREAN = "ko", _("Korean")

    page = models.ForeignKey(
        "series.InstallmentPage", on_delete=models.CASCADE, related_name="clearance_requests"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="clearance_requests"
    )
    content = models.JSONField()
    text_hash = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)

    author = models.ForeignKey("authors.AuthorPage", null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(_("name"), max_length=255)
    email = models.EmailField(_("mail address"))
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    message = models.TextField(_("personal message"), blank=True, validators=[MaxLengthValidator(2000)])

    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    mailed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    approved_at = models.DateTimeField(null=True)
    approved_name = models.CharField(max_length=255, blank=True)
    approved_hash = models.CharField(max_length=64, blank=True)

    objects = ClearanceRequestQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("request for clearance")
        verbose_name_plural = _("requests for clearance")

    def __str__(self):
        return self.name

    @property
    def has_expired(self) -> bool:
        """Has its time run out?"""
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Does its link still work, as far as the row itself says?"""
        return self.revoked_at is None and not self.has_expired and self.revision_id is not None

    @property
    def person_id(self) -> int | None:
        """The author who was asked; the heir, where the profile was merged. None: somebody without a profile."""
        return (self.author.merged_into_id or self.author_id) if self.author else None


class ClearanceComment(models.Model):
    """What an author wrote on one passage, as written. Editors answer its copy among Wagtail's comments."""

    request = models.ForeignKey(ClearanceRequest, on_delete=models.CASCADE, related_name="comments")
    target = models.CharField(max_length=100)  # the field, or `body.<block id>`, of the version that was sent
    passage = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("comment of an author")
        verbose_name_plural = _("comments of authors")

    def __str__(self):
        return self.text[:50]
