"""Parts that are planned: asked for, promised or received, not yet pieces."""

from django.apps import apps
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models.masthead import in_language
from publication.visibility import is_open


class PlannedPartQuerySet(models.QuerySet):
    """Planned parts, and which of them readers may know of."""

    def announced(self):
        """Those announced to readers: of a series the public may see, and not published yet.

        A planned part gives way to the visible part that has its number.
        """
        installments = apps.get_model("series", "InstallmentPage").objects.visible()
        published = installments.filter(
            series=models.OuterRef("series"), part_number=models.OuterRef("part_number")
        )
        return (
            self.filter(announced=True)
            .filter(is_open(path="series__path"))
            .filter(~models.Exists(published.order_by()))
        )

    def awaited(self):
        """Those whose manuscript is awaited: due on a day, not received, and nothing published under their number."""
        published = apps.get_model("series", "InstallmentPage").objects.filter(
            live=True,
            alias_of=None,
            series__translation_key=models.OuterRef("series__translation_key"),
            part_number=models.OuterRef("part_number"),
        )
        return (
            self.filter(due_on__isnull=False)
            .exclude(state=PlannedPart.State.RECEIVED)
            .exclude(models.Exists(published.order_by()))
        )

    def overdue(self, today):
        """Those awaited that were due before a day."""
        return self.awaited().filter(due_on__lt=today)


class PlannedPart(models.Model):
    """A part that is still to come. It gives way to the published part that takes its number.

    A plain foreign key to the series, in its source language only, and not a child of the page: publishing an old
    draft of the series must not undo what was planned since.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        PROMISED = "promised", _("Promised")
        RECEIVED = "received", _("Received")

    series = models.ForeignKey(
        "series.SeriesPage", on_delete=models.CASCADE, related_name="planned", verbose_name=_("series")
    )
    part_number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, validators=[MaxValueValidator(9999)]
    )
    working_title = models.CharField(
        _("working title"),
        max_length=255,
        blank=True,
        help_text=_("Left empty, readers see “Title to be announced”."),
    )
    working_title_ko = models.CharField(_("working title in Korean"), max_length=255, blank=True)
    standfirst = models.TextField(_("what it will ask"), blank=True)
    standfirst_ko = models.TextField(_("what it will ask, in Korean"), blank=True)
    author = models.ForeignKey(
        "authors.AuthorPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="planned_parts",
        verbose_name=_("author"),
    )
    author_name = models.CharField(
        _("or a name"), max_length=255, blank=True, help_text=_("When the author has no page yet.")
    )
    topics = models.ManyToManyField(
        "series.Topic", blank=True, related_name="planned_parts", verbose_name=_("topics")
    )
    expected_on = models.DateField(
        _("expected on"), null=True, blank=True, help_text=_("Readers see it until the day has passed.")
    )
    first_expected_on = models.DateField(
        _("planned for at first"),
        null=True,
        blank=True,
        help_text=_(
            "Stays when the expected date moves: what came of the plan is told by it. Empty: the expected date."
        ),
    )
    announced = models.BooleanField(
        _("announced"), default=False, help_text=_("Readers see number, title, author and expected date.")
    )
    due_on = models.DateField(_("manuscript due on"), null=True, blank=True)
    words = models.PositiveIntegerField(_("words asked for"), null=True, blank=True)
    handling_editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("handling editor"),
    )
    brief = models.TextField(
        _("brief"), blank=True, help_text=_("What was agreed with the author. Never public.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)

    objects = PlannedPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned part")
        verbose_name_plural = _("planned parts")
        ordering = [models.F("part_number").asc(nulls_last=True), "expected_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "part_number"], name="one_planned_part_for_each_number")
        ]

    def save(self, *args, **kwargs):
        """Save, and keep the first day that was expected: later ones replace `expected_on` alone."""
        if self.first_expected_on is None and self.expected_on is not None:
            self.first_expected_on = self.expected_on
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "first_expected_on"}
        super().save(*args, **kwargs)

    def expect_on(self, day) -> None:
        """Give it another expected day, at once, and touch nothing else of the row."""
        self.expected_on = day
        self.save(update_fields=["expected_on"])

    def __str__(self):
        return self.working_title or str(_("Title to be announced"))

    def days_overdue(self, today) -> int:
        """How many days ago the manuscript was due that was not received; 0 while it is in time, or no day was agreed."""
        if self.due_on is None or self.state == self.State.RECEIVED:
            return 0
        return max((today - self.due_on).days, 0)

    @property
    def local_title(self) -> str:
        """The working title in the language of the page in hand; empty when none was given."""
        return in_language(self.working_title, self.working_title_ko)

    @property
    def local_standfirst(self) -> str:
        """What the part will ask, in the language of the page in hand."""
        return in_language(self.standfirst, self.standfirst_ko)
