"""Bylines: who is credited for a piece, in which role, under which name and affiliation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, TranslatableMixin

from series.models.rows import DanglingRow


class Byline(TranslatableMixin, Orderable, DanglingRow):
    """One credit of an installment. Name and affiliation are taken from the profile once and then stay."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        ORIGINAL_AUTHOR = "original_author", _("Original author")
        SUMMARY_BY = "summary_by", _("Summary by")
        TRANSLATOR = "translator", _("Translator")
        INTERVIEWER = "interviewer", _("Interviewer")
        INTERVIEWEE = "interviewee", _("Interviewee")
        PHOTOGRAPHER = "photographer", _("Photographer")
        ILLUSTRATOR = "illustrator", _("Illustrator")
        EDITOR = "editor", _("Editor")

    points_at = "author"

    page = ParentalKey("series.InstallmentPage", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        "authors.AuthorPage", on_delete=models.PROTECT, related_name="bylines", verbose_name=_("author")
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices, default=Role.AUTHOR)
    name = models.CharField(
        _("name as credited"),
        max_length=255,
        blank=True,
        help_text=_(
            "Left empty, the name, position and organisation are taken from the profile, and then stay as they are."
        ),
    )
    position = models.CharField(_("position"), max_length=255, blank=True)
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")

    def __str__(self):
        return self.name or (self.author.title if self.author_id else "")

    def freeze(self) -> None:
        """Take what is empty from the profile; called when the row is first written to a draft or to the database."""
        if self.author_id and not self.name:
            self.name = self.author.title
            self.position = self.position or self.author.position
            self.organisation = self.organisation or self.author.organisation

    def clean(self):
        super().clean()
        self.freeze()

    def save(self, *args, **kwargs):
        self.freeze()
        return super().save(*args, **kwargs)

    @property
    def affiliation(self) -> str:
        """Position and organisation in one line, as they were when the piece was credited."""
        return ", ".join(part for part in (self.position, self.organisation) if part)
