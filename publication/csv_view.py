"""The page of the admin that takes a spreadsheet: says first what would happen, then does it, row by row."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publication.csv_files import MOST_BYTES, UnreadableTable


class SheetForm(forms.Form):
    """A CSV file, and whether anything is to be written yet."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("Saved as CSV. The first row holds the headings, in English or Korean, in any order."),
    )
    rehearse = forms.BooleanField(
        label=_("Only say what would happen"), required=False, help_text=_("Nothing is written then.")
    )


class SheetView(WagtailAdminTemplateMixin, FormView):
    """Shows the form and, after it, what came of each row. A view says with `bring_in` what the rows become."""

    form_class = SheetForm
    template_name = "admin/spreadsheet.html"
    header_icon = "table"
    # The columns that are read, the needed one first; the template names them.
    columns: tuple[str, ...] = ()

    def bring_in(self, data: bytes, *, rehearse: bool):
        """Read the rows; returns a report with created, unchanged, refused, remarks and unknown_columns."""
        raise NotImplementedError

    def get_initial(self):
        return {"rehearse": True}

    def form_valid(self, form):
        rehearse = form.cleaned_data["rehearse"]
        try:
            report = self.bring_in(form.cleaned_data["file"].read(MOST_BYTES + 1), rehearse=rehearse)
        except UnreadableTable as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, report=report, is_rehearsal=rehearse))

    def get_context_data(self, **kwargs):
        return super().get_context_data(columns=self.columns, **kwargs)
