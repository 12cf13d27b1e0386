"""Corrections: what was wrong in a piece, and what is right."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin


class Correction(TranslatableMixin, Orderable):
    """A dated note that readers see under the piece."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        WITHDRAWAL = "withdrawal", _("Withdrawal")

    page = ParentalKey("series.InstallmentPage", on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.CORRECTION,
        help_text=_(
            "A withdrawal takes the text out of everything that readers see; address, title and reason stay."
        ),
    )
    date = models.DateField(_("date"))
    text = RichTextField(
        _("text"), features=["bold", "italic", "link"], help_text=_("What it said, and what is right.")
    )

    is_mailed = models.BooleanField(
        _("mail it to followers"),
        default=False,
        help_text=_("Once, to those who were mailed the piece, some minutes after it is published."),
    )

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self):
        return f"{self.get_kind_display()}, {self.date}"
