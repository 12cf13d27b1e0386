"""The form that takes files: several at once, within bounds, with or without a script."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publication.uploads import refuse_while_away
from series.manuscripts.importing import bounds_of_the_site

ENDINGS = (".docx", ".html", ".htm", ".txt", ".md", ".text")


class FilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of files, each within the bounds of a manuscript."""

    widget = FilesInput(attrs={"accept": ",".join(ENDINGS)})

    def clean(self, data, initial=None):
        files = [super(FilesField, self).clean(each, initial) for each in data or [None]]
        refuse_while_away()
        most = settings.MANUSCRIPT_FILES_AT_ONCE
        if len(files) > most:
            raise ValidationError(_("These are too many files: at most %(most)d at once.") % {"most": most})
        largest = bounds_of_the_site().file_bytes
        for file in files:
            if file.size > largest:
                words = _("“%(name)s” is too large (%(size)s): a manuscript may have %(most)s at most.")
                raise ValidationError(
                    words
                    % {"name": file.name, "size": filesizeformat(file.size), "most": filesizeformat(largest)}
                )
        return files


class UploadForm(forms.Form):
    """The files of one upload."""

    files = FilesField(
        label=gettext_lazy("Manuscripts"),
        help_text=gettext_lazy(
            "Word (.docx), web pages (.html) and plain text. Choose several, and each becomes a part. "
            "Nothing is published, and readers never see the files."
        ),
    )
