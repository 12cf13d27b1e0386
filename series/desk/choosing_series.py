"""Where a new installment goes: the series that the editor may add to, in one list."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import ParentChooserForm
from wagtail.admin.views.pages.choose_parent import ChooseParentView

from publication.long_choices import LongSelect
from series.models import SeriesPage


class SeriesChoice(forms.ModelChoiceField):
    """Series by title, with the language of those that stand in both."""

    widget = LongSelect

    def label_from_instance(self, series):
        return f"{series.title} ({series.locale.get_display_name()})"


class SeriesChooserForm(ParentChooserForm):
    """Wagtail's form, which begins a window at the root of the tree, with a plain list instead."""

    def __init__(self, child_page_type, user, series, *args):
        super().__init__(child_page_type, user, *args)
        self.fields["parent_page"] = SeriesChoice(queryset=series, label=_("Series"))


class ChooseSeriesView(ChooseParentView):
    """ "Add installment" from the menu: which series?"""

    page_title = _("Choose the series")

    def get_form(self):
        allowed = self.get_valid_parent_pages(self.request.user)
        series = SeriesPage.objects.filter(pk__in=allowed.values("pk"), alias_of=None)
        series = series.select_related("locale").order_by("title", "pk")
        posted = [self.request.POST] if self.request.method == "POST" else []
        return SeriesChooserForm(self.model, self.request.user, series, *posted)
