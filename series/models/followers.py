"""Who follows what by mail: an address that proved to be its owner's, and for each thing that it follows one row.

No account and no password stand behind them: links that were signed do (series/followers/tokens.py), and `stamp` is
what such a link carries besides the id, so that all links of before are worthless once it changes.
"""

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_stamp() -> str:
    """128 random bits, in hexadecimal digits."""
    return secrets.token_hex(16)


class Follower(models.Model):
    """One mail address. `address` is as it was typed; `key` is what two ways of writing one address share.

    `confirmed_at` is when its owner first followed a confirmation link; nothing but such links is mailed before.
    series/followers/addresses.py makes the key.
    """

    address = models.CharField(_("mail address"), max_length=254)
    key = models.CharField(max_length=320, unique=True)
    stamp = models.CharField(max_length=32, default=new_stamp)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")

    def __str__(self):
        # Lists, logs and errors of the admin and of Django print this, and none of them may have an address.
        return f"follower {self.pk}"


class FollowQuerySet(models.QuerySet):
    """Follows, and which of them count."""

    def open(self):
        """Those that were not ended, confirmed or not."""
        return self.filter(ended_at=None)

    def active(self):
        """Those to mail: confirmed by the owner of the address, and not ended."""
        return self.open().filter(confirmed_at__isnull=False, follower__confirmed_at__isnull=False)

    def like(self, follow: "Follow"):
        """Those of the same follower for the same thing in the same language, itself among them."""
        return self.filter(
            follower=follow.follower_id,
            kind=follow.kind,
            family=follow.family,
            topic=follow.topic_id,
            language=follow.language,
        )


class Follow(models.Model):
    """One thing that a follower wants to hear of: the site, a series, an author or a topic, in one language.

    A series or an author is known by `family`, the translation key that its pages in all languages share; `page` is
    one of them, and the follow goes when it is deleted. `weekday` counts from 0, Monday, as Python does: the day of a
    weekly digest, or of each next part for who reads a series from the start. A link to confirm works for some days
    from `asked_at`, which is the moment of the change where its owner chose another language later. An ended follow is
    never opened again: whoever comes back makes a new one.
    """

    class Kind(models.TextChoices):
        SITE = "site", _("The whole site")
        SERIES = "series", _("Series")
        AUTHOR = "author", _("Author")
        TOPIC = "topic", _("Topic")

    class Choice(models.TextChoices):
        EACH = "each", _("Each new piece")
        WEEKLY = "weekly", _("Once a week")
        START = "start", _("From the start")

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        KOREAN = "ko", _("Korean")

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    family = models.UUIDField(null=True, blank=True, db_index=True)
    topic = models.ForeignKey(
        "series.Topic", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    choice = models.CharField(max_length=10, choices=Choice.choices, default=Choice.EACH)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    stamp = models.CharField(max_length=32, default=new_stamp)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FollowQuerySet.as_manager()

    # Who follows is no use of a page or a topic that would forbid its deletion.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.CheckConstraint(
                name="follow_of_one_thing",
                condition=Q(kind="site", page=None, family=None, topic=None)
                | Q(kind__in=["series", "author"], page__isnull=False, family__isnull=False, topic=None)
                | Q(kind="topic", page=None, family=None, topic__isnull=False),
            ),
            models.CheckConstraint(
                name="follow_has_its_day",
                condition=Q(choice="each", weekday=None)
                | Q(choice="weekly", weekday__range=(0, 6))
                | Q(choice="start", kind="series", weekday__range=(0, 6)),
            ),
            models.UniqueConstraint(
                fields=["follower", "language"],
                condition=Q(ended_at=None, kind="site"),
                name="one_open_follow_of_the_site",
            ),
            models.UniqueConstraint(
                fields=["follower", "family", "language"],
                condition=Q(ended_at=None, family__isnull=False),
                name="one_open_follow_of_a_family",
            ),
            models.UniqueConstraint(
                fields=["follower", "topic", "language"],
                condition=Q(ended_at=None, topic__isnull=False),
                name="one_open_follow_of_a_topic",
            ),
        ]

    def __str__(self):
        return f"follow {self.pk}"

    @property
    def is_active(self) -> bool:
        """Is it to be mailed, as far as the row itself says?"""
        return self.confirmed_at is not None and self.ended_at is None
