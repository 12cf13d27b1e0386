"""Topics: one controlled vocabulary in two languages, in which no two entries can be mistaken for each other."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from publication.deletion import refuse_if_named
from publication.models.masthead import in_language
from publication.slugs import compose, slug_for
from series.topic_addresses import keep_old_address, take_address


def topic_key(name: str) -> str:
    """What two spellings of one topic have in common: case, accents, spaces, hyphens and encoding do not count.

    "Réseaux", "Reseaux" and "reseaux" have one key. Hangul keeps its syllables: only combining marks are dropped.
    """
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[\s\-\u2010-\u2015·_]+", "", unicodedata.normalize("NFC", bare).casefold())


class Topic(index.Indexed, ClusterableModel):
    """A subject under which pieces are found, the same in both languages."""

    name = models.CharField(_("name"), max_length=100)
    name_ko = models.CharField(_("name in Korean"), max_length=100, blank=True)
    slug = models.SlugField(
        _("address"),
        max_length=255,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text=_("Made from the name."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences for its page.")
    )
    description_ko = models.TextField(_("description in Korean"), blank=True)
    broader = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="narrower",
        verbose_name=_("broader topic"),
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged_from"
    )

    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("name_ko", boost=2),
        index.AutocompleteField("name"),
        index.AutocompleteField("name_ko"),
        index.RelatedFields(
            "alternative_names", [index.SearchField("name"), index.AutocompleteField("name")]
        ),
        index.FilterField("merged_into_id"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        permissions = [("merge_topic", "Can merge and rename topics")]

    def __str__(self):
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the language of the page in hand."""
        return in_language(self.name, self.name_ko)

    @property
    def local_description(self) -> str:
        """The description in the language of the page in hand."""
        return in_language(self.description, self.description_ko)

    def get_absolute_url(self) -> str:
        """The topic's address in the language of the page in hand."""
        return reverse("topic", args=[self.slug])

    def all_names(self) -> list[str]:
        """Every name it is known by, tidied, the preferred ones first."""
        names = [self.name, self.name_ko, *(row.name for row in self.alternative_names.all())]
        return [tidy(name) for name in names if tidy(name)]

    def clean(self):
        super().clean()
        self.name, self.name_ko = tidy(self.name), tidy(self.name_ko)
        for name in self.all_names():
            other = (
                TopicKey.objects.filter(key=topic_key(name))
                .exclude(topic=self.pk)
                .select_related("topic")
                .first()
            )
            if other:
                raise ValidationError(
                    _(
                        "“%(name)s” is already a name of the topic “%(topic)s”. Use that one, or merge the two."
                    )
                    % {"name": name, "topic": other.topic.name}
                )
        self._check_broader()

    def _check_broader(self) -> None:
        if self.broader_id and self.broader_id == self.pk:
            raise ValidationError({"broader": _("A topic cannot be broader than itself.")})
        if self.pk and self.pk in topics_above(self.broader_id, Topic.broader_topics()):
            raise ValidationError(
                {
                    "broader": _("“%(broader)s” is part of “%(name)s” already.")
                    % {"broader": self.broader.name, "name": self.name}
                }
            )

    @staticmethod
    def broader_topics() -> dict[int, int]:
        """For each topic that has one, its broader topic. One query."""
        return dict(Topic.objects.exclude(broader=None).values_list("pk", "broader_id"))

    @staticmethod
    def hold_all() -> None:
        """Hold the whole vocabulary until the transaction ends: whoever renames, merges or places topics waits.

        Names, broader topics and heirs are rules over all topics, so one topic is not enough to hold. SQLite has
        one writer at a time anyway.
        """
        list(Topic.objects.select_for_update().order_by("pk").values_list("pk", flat=True))

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.name, self.name_ko = tidy(self.name), tidy(self.name_ko)
        if not self.slug:
            taken = frozenset(Topic.objects.exclude(pk=self.pk).values_list("slug", flat=True))
            self.slug = slug_for(self.name, fallback="topic", taken=taken)
        self.slug = compose(self.slug)
        old_slug = Topic.objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        super().save(*args, **kwargs)
        if old_slug is None:
            take_address(self.slug)
        elif old_slug != self.slug:
            keep_old_address(old_slug, self.slug)
        self._claim_names()

    def delete(self, *args, **kwargs):
        """Delete the topic; raise DeletionRefused when it is in use anywhere, drafts included."""
        refuse_if_named(self)
        return super().delete(*args, **kwargs)

    def _claim_names(self) -> None:
        """Keep one row for each name; its unique key is what makes a duplicate impossible, even in a race.

        The names of a merged topic are its heir's.
        """
        wanted = {topic_key(name) for name in self.all_names()}
        if self.merged_into_id:
            wanted -= set(
                TopicKey.objects.filter(key__in=wanted).exclude(topic=self).values_list("key", flat=True)
            )
        TopicKey.objects.filter(topic=self).exclude(key__in=wanted).delete()
        have = set(TopicKey.objects.filter(topic=self).values_list("key", flat=True))
        for key in sorted(wanted - have):
            TopicKey.objects.create(topic=self, key=key)


class AlternativeName(Orderable):
    """Another name of a topic: found by search and by the topic field, never shown as a topic of its own."""

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="alternative_names")
    name = models.CharField(_("name"), max_length=100)

    class Meta(Orderable.Meta):
        verbose_name = _("alternative name")
        verbose_name_plural = _("alternative names")

    def __str__(self):
        return self.name


class TopicKey(models.Model):
    """A name that is taken, by its key. Written by Topic.save only."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=200, unique=True)

    def __str__(self):
        return self.key


def topics_above(pk: int | None, broader: dict[int, int]) -> list[int]:
    """A topic and all above it, from the nearest to the broadest, given what is broader than what."""
    found: list[int] = []
    while pk is not None and pk not in found:
        found.append(pk)
        pk = broader.get(pk)
    return found


def tidy(name: str) -> str:
    """A name without stray spaces (no-break ones too) and in composed form."""
    return " ".join(unicodedata.normalize("NFC", name or "").replace("\u00a0", " ").split())


@transaction.atomic
def topic_named(name: str) -> tuple[Topic, bool]:
    """The topic known by a name, made when there is none: (topic, was it made). A merged one leads to its heir.

    Raises ValidationError when the name is empty or too long.
    """
    found = TopicKey.objects.filter(key=topic_key(name)).select_related("topic__merged_into").first()
    if found:
        return found.topic.merged_into or found.topic, False
    topic = Topic(name=tidy(name))
    topic.full_clean(exclude=["slug"])
    topic.save()
    return topic, True
