"""What was imported: the same file is never read into the same series twice, the same post never twice at all."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRecord(models.Model):
    """One file that became one piece: the file's SHA-256, and the report of what was found in it."""

    series = models.ForeignKey("series.SeriesPage", on_delete=models.CASCADE, related_name="imports")
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    sha256 = models.CharField(_("hash"), max_length=64)
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    report = models.JSONField(_("report"), default=dict)
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(fields=["series", "sha256"], name="one_import_of_a_file_into_a_series")
        ]

    def __str__(self):
        return self.file_name or self.sha256[:12]


class ImportedPost(models.Model):
    """A piece that stood on a WordPress site before, by the name that its feeds gave it there.

    `guid` stays as it was, so that readers of feeds do not take old pieces for new. `version` is the draft that the
    import wrote: when it is no longer the latest, an editor has worked on the piece. `loose_links` says that its text
    still leads to posts of the old site that were not here when it was written. Without a page, an editor deleted it.
    """

    page = models.OneToOneField(
        "series.InstallmentPage", null=True, on_delete=models.SET_NULL, related_name="imported_post"
    )
    guid = models.CharField(_("name on the old site"), max_length=500, unique=True)
    version = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    loose_links = models.BooleanField(default=False)
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)

    class Meta:
        verbose_name = _("imported post")
        verbose_name_plural = _("imported posts")

    def __str__(self):
        return self.guid
