"""The admin's form of a picture: says in its own words why a file is not taken, keeps what was typed."""

from django.forms import FileField
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from publication.images.intake import take_in
from publication.uploads import refuse_while_away

OF_THE_FILE = ("file", "width", "height", "file_size", "file_hash", "keeps_format")


class UploadField(WagtailImageField):
    """A file input that gives back a cleaned PictureFile. The suffix of what was sent does not count."""

    def to_python(self, data):
        """The cleaned picture, or None; raises PictureRefused, which is a ValidationError."""
        upload = FileField.to_python(self, data)
        if upload is not None:
            refuse_while_away()
        return None if upload is None else take_in(upload, upload.name)


class PictureForm(BaseImageForm):
    """Wagtail's image form with UploadField for the file. Wagtail makes that field itself, so it is replaced."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._stored = {name: self.instance.__dict__[name] for name in OF_THE_FILE}
        stock = self.fields.get("file")
        if stock:
            self.fields["file"] = UploadField(
                label=stock.label, required=stock.required, widget=stock.widget, initial=stock.initial
            )

    def _post_clean(self):
        """Leave a stored picture with its stored file while the form has mistakes.

        The page that shows the mistakes shows the picture too: its copies would be made of the new file,
        kept, and shown to readers although nothing was saved. Past the attributes, which would read the file.
        """
        super()._post_clean()
        if self.errors and self.instance.pk:
            self.instance.__dict__.update(self._stored)
