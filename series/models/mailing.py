"""What is mailed to followers: for each piece one mailing, and for each address that gets it one letter.

Rows that outlive crashes: two unique constraints say what may never happen twice, and every step is a change of `state`
that only one worker can make. series/followers/mailing is the only writer.
"""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from publication.models.masthead import in_language


@register_setting(icon="mail", order=210)
class MailSettings(BaseGenericSetting):
    """How the newsroom mails its followers. Its row is also what two workers that plan at once wait for."""

    is_paused = models.BooleanField(
        _("mail nothing"),
        default=False,
        help_text=_("Everything waits while this is ticked, and nothing is lost."),
    )
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes between publishing and mailing"),
        default=10,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_("Time to see a mistake, and to hold the mail of a piece."),
    )
    oldest_days = models.PositiveSmallIntegerField(
        _("days after which a piece is no news"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("A piece that is dated back further than this is not mailed by itself."),
    )
    hour = models.PositiveSmallIntegerField(
        _("hour of weekly mail"),
        default=8,
        validators=[MaxValueValidator(23)],
        help_text=_(
            "In the editorial time zone: weekly digests, and the next part for those who read from the start."
        ),
    )
    reply_to = models.EmailField(
        _("address for answers"),
        blank=True,
        help_text=_("Empty: the sender’s, which the operator sets. It stands in every mail."),
    )
    postal_address = models.TextField(
        _("postal address"), blank=True, help_text=_("At the foot of every mail; many countries ask for it.")
    )
    postal_address_ko = models.TextField(_("postal address in Korean"), blank=True)

    panels = [
        HelpPanel(_("Mail to those who follow the site, a series, an author or a topic.")),
        FieldPanel("is_paused"),
        FieldPanel("grace_minutes"),
        FieldPanel("oldest_days"),
        FieldPanel("hour"),
        FieldPanel("reply_to"),
        MultiFieldPanel(
            [FieldPanel("postal_address"), FieldPanel("postal_address_ko")], heading=_("Postal address")
        ),
    ]

    class Meta:
        verbose_name = _("mail to followers")
        verbose_name_plural = _("mail to followers")

    @property
    def local_postal_address(self) -> str:
        """The postal address in the language of the letter in hand."""
        return in_language(self.postal_address, self.postal_address_ko)

    @classmethod
    def now(cls) -> "MailSettings":
        """The settings as they are; nothing is written. One query."""
        return cls.objects.first() or cls()


class Mailing(models.Model):
    """One piece, or one correction of it, on its way to followers in the piece's language.

    `about` is the translation key of the piece or of the correction: what a piece keeps whatever becomes of its rows,
    and what a correction keeps from version to version. `release_at` is when it may go, `opened_at` when it went on its
    way. `queued_up_to` is the last follower for whom a letter was written, None once all were. `problem` says why it
    was left out, or what it still waits for.
    """

    class Kind(models.TextChoices):
        PART = "part", _("New piece")
        CORRECTION = "correction", _("Correction")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        HELD = "held", _("Held")
        SKIPPED = "skipped", _("Left out")
        SENDING = "sending", _("Being sent")
        DONE = "done", _("Sent")

    class Problem(models.TextChoices):
        CLOSED = "closed", _("Readers cannot see it")
        OLD = "old", _("It is dated back")
        IMPORTED = "imported", _("It came with an import")
        BY_HAND = "by_hand", _("An editor left it out")

    page = models.ForeignKey("series.InstallmentPage", on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    about = models.UUIDField()
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    problem = models.CharField(max_length=10, choices=Problem.choices, blank=True)
    is_by_hand = models.BooleanField(default=False)  # an editor let it go: however old it is
    made_at = models.DateTimeField(default=timezone.now)
    release_at = models.DateTimeField(_("goes out"))
    opened_at = models.DateTimeField(null=True, blank=True)
    queued_up_to = models.BigIntegerField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    # Rows of the machinery, which are no use of the page.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        permissions = [("export_followers", _("Can export the addresses of followers"))]
        constraints = [
            models.UniqueConstraint(fields=["kind", "about", "language"], name="one_mailing_of_a_piece")
        ]
        indexes = [models.Index(fields=["state", "release_at"])]

    def __str__(self):
        return f"{self.kind} {self.about} ({self.language})"


class Letter(models.Model):
    """One letter to one address. `purpose` says for what, and no address gets two letters for one purpose.

    `message_id` is given when the row is made and goes out with every attempt, so that whoever receives a letter twice,
    after a crash between sending and noting it, can tell. `lease` is the worker that has it in hand, `since` when it
    took it. `reply` is what the mail server answered, by its number only: its words often repeat the address.
    """

    class Kind(models.TextChoices):
        PART = "part", _("New piece")
        START = "start", _("From the start")
        DIGEST = "digest", _("Weekly digest")
        CORRECTION = "correction", _("Correction")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")
        REFUSED = "refused", _("Refused")
        DROPPED = "dropped", _("Not needed")

    follower = models.ForeignKey("series.Follower", on_delete=models.CASCADE, related_name="letters")
    follow = models.ForeignKey(
        "series.Follow", null=True, blank=True, on_delete=models.SET_NULL, related_name="letters"
    )
    mailing = models.ForeignKey(
        Mailing, null=True, blank=True, on_delete=models.CASCADE, related_name="letters"
    )
    page = models.ForeignKey(
        "series.InstallmentPage", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    purpose = models.CharField(max_length=100)
    language = models.CharField(max_length=10)
    message_id = models.CharField(max_length=320, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(default=timezone.now)
    lease = models.UUIDField(null=True, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter to a follower")
        verbose_name_plural = _("letters to followers")
        constraints = [
            models.UniqueConstraint(fields=["follower", "purpose"], name="one_letter_for_a_purpose")
        ]
        indexes = [
            models.Index(fields=["state", "next_try"]),
            models.Index(fields=["mailing", "state"]),
        ]

    def __str__(self):
        return f"{self.purpose} to follower {self.follower_id}"


def new_message_id(host: str) -> str:
    """A Message-ID that nobody can guess, below the site's host (RFC 5322, 3.6.4)."""
    return f"<{uuid.uuid4().hex}@{host}>"
