"""What readers looked for: words, a day and counts, and nothing about who asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchedWords(models.Model):
    """How often some words were looked for on one day. Written by home/search/log.py only."""

    words = models.CharField(_("words"), max_length=100)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("searches"), default=0)
    times_empty = models.PositiveIntegerField(_("found nothing"), default=0)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="one_count_of_words_a_day")]

    def __str__(self):
        return self.words
