"""Where published pieces lead out: which piece has which address, and at which place of its form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models import OutgoingLink


class LinkUse(models.Model):
    """An address in a piece as the public has it. series/links is the only writer.

    `place` is Wagtail's content path of the field or block: "body.3f2a…", "footnotes", "disclosure".
    """

    link = models.ForeignKey(OutgoingLink, on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey("series.InstallmentPage", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=100)

    # A row of the machinery, which is no use of the page.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("outgoing link of a piece")
        verbose_name_plural = _("outgoing links of pieces")
        constraints = [models.UniqueConstraint(fields=["link", "page"], name="one_use_of_a_link_in_a_piece")]

    def __str__(self):
        return f"{self.link_id} in page {self.page_id}"
