"""Renditions: made from plain pixels, so that a copy is clean even where its original is not."""

from contextlib import contextmanager

from wagtail.images.models import Filter, SourceImageIOError
from willow.plugins.pillow import PillowImage

from publication.images.offered import FORMATS
from publication.images.pixels import plain


class CleanFilter(Filter):
    """A filter whose source is cleaned first.

    Originals are clean when they come through the library's field. Those restored from elsewhere or put into
    the storage by hand are not, and Willow copies their EXIF and their colour space into every rendition.
    """

    @contextmanager
    def get_willow_image(self, image, source=None):
        """Hand Filter.run() an original that turns plain as it is turned upright."""
        with super().get_willow_image(image, source) as original:
            yield _Original(original)


class _Original:
    """As much of a Willow image as Filter.run() asks of an original.

    A copy has the format of its original unless its filter names one. Not every browser, feed reader and site that
    shows a link knows AVIF and WebP, so that copies of those are JPEG, or PNG where what lies behind shows through.
    """

    def __init__(self, original):
        self.original = original
        self.format_name = original.format_name
        if self.format_name in FORMATS:
            self.format_name = "png" if original.has_alpha() else "jpeg"

    def auto_orient(self) -> PillowImage:
        try:
            return PillowImage(plain(self.original.get_pillow_image()))
        except Exception as error:
            # What Wagtail's tags and lists know as "the original cannot be read": they show a placeholder.
            raise SourceImageIOError(str(error)) from error
