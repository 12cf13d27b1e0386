"""The admin's form of a document: says in its own words why a file is not taken."""

from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm

from publication.documents.intake import take_in
from publication.uploads import refuse_while_away


class UploadField(WagtailDocumentField):
    """A file input that names a file by what it is."""

    def to_python(self, data):
        """The file, or None; raises DocumentRefused, which is a ValidationError."""
        upload = super().to_python(data)
        if upload is not None:
            refuse_while_away()
            upload.name = take_in(upload, upload.name)
        return upload


class DocumentForm(BaseDocumentForm):
    """Wagtail's document form with UploadField for the file. Wagtail makes that field itself, so it is replaced."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stock = self.fields.get("file")
        if stock:
            self.fields["file"] = UploadField(
                label=stock.label, required=stock.required, widget=stock.widget, initial=stock.initial
            )
