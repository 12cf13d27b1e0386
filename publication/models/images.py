"""Images with the credit and licence that a publisher owes for each of them."""

from functools import partial

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError, get_upload_to
from willow.image import UnrecognisedImageFormatError

from publication import pictures
from publication.images.ahead import ask_for_all_of_a_figure
from publication.images.copies import CleanFilter
from publication.images.storing import PictureField, stored_name
from publication.licences import Licence


class CreditedImage(AbstractImage):
    """An image of the library. `description` (Wagtail's) is its alternative text where a place gives none.

    `keeps_format`: its file moves or has holes, and pages show it in the format it came in.

    A new file is taken in by publication.images: cleaned, or refused with a PictureRefused, when it is assigned.
    """

    file = PictureField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_(
            "Who made the picture and where it comes from, as it should be printed: “Photo: Name / Agency”."
        ),
    )
    licence = models.CharField(
        _("licence"),
        max_length=30,
        blank=True,
        choices=Licence.choices,
        help_text=_("Leave empty when the picture may be used here but not passed on."),
    )
    caption = models.CharField(
        _("caption"),
        max_length=500,
        blank=True,
        help_text=_("Offered as a caption wherever the picture is placed; can be changed there."),
    )

    keeps_format = models.BooleanField(default=False, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "licence",
        "collection",
        "tags",
        *(f"focal_point_{side}" for side in ("x", "y", "width", "height")),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args, **kwargs):
        """Save; copies made of a file that is replaced go, or pages would go on showing the old picture."""
        has_new_file = "file" in self.__dict__ and not self.file._committed
        replaces_file = has_new_file and self.pk
        super().save(*args, **kwargs)
        if replaces_file:
            self.renditions.all().delete()
        if has_new_file:
            pictures.forget(self.pk)
            transaction.on_commit(partial(ask_for_all_of_a_figure, self), robust=True)

    def get_upload_to(self, filename):
        """Where an original is stored; every one has a public address."""
        return f"original_images/{stored_name(filename)}"

    def generate_rendition_file(self, filter, *, source=None):
        """A copy without camera notes, in RGB; raises SourceImageIOError where the original cannot be read."""
        try:
            return super().generate_rendition_file(CleanFilter(spec=filter.spec), source=source)
        except UnrecognisedImageFormatError as error:
            raise SourceImageIOError(str(error)) from error


class CreditedRendition(AbstractRendition):
    """A copy of an image at the size and format a page asks for."""

    image = models.ForeignKey(CreditedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_for_each_filter"
            )
        ]
