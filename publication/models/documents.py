"""Documents that pieces lead to, such as reports and data."""

from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from publication.documents.storing import DocumentField


class LibraryDocument(AbstractDocument):
    """A document of the library. Its file is taken in by publication.documents, or refused with a DocumentRefused."""

    file = DocumentField(verbose_name=_("file"), upload_to="documents", max_length=255)
    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        # Who may do what is asked of Wagtail's own permissions on documents, which the groups have.
        default_permissions = ()
