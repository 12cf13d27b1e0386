"""The filters of the calendar, in the address: series, editor, author, state. What makes no sense filters nothing."""

import re
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from authors.models import AuthorPage, User
from publication.long_choices import LongSelect, TitlesOfPages
from series.desk.calendar.scope import OF_PLANS, STATES, Scope
from series.desk.planned import plannable_series
from series.models import InstallmentPage, PlannedPart, SeriesPage

ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


class RowField(forms.ModelChoiceField):
    """A choice of rows by id. Ids that no database could hold are refused before it is asked: SQLite raises."""

    widget = LongSelect

    def to_python(self, value):
        if value not in self.empty_values and not ID.fullmatch(str(value)):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class EditorField(RowField):
    """An account, by the name of the person."""

    def label_from_instance(self, user):
        return get_user_display_name(user)


class PageField(RowField):
    """A page, by its title as it stands in the admin."""

    iterator = TitlesOfPages


class FilterForm(forms.Form):
    """The filters. `scope` is what they leave, for the user who looks."""

    series = PageField(
        label=_("Series"), queryset=SeriesPage.objects.none(), required=False, empty_label=_("Any")
    )
    editor = EditorField(
        label=_("Editor"), queryset=User.objects.none(), required=False, empty_label=_("Any")
    )
    author = PageField(
        label=_("Author"),
        queryset=AuthorPage.objects.filter(merged_into=None, alias_of=None).order_by("title"),
        required=False,
        empty_label=_("Any"),
    )
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data, user):
        super().__init__(data, auto_id="filter-%s", label_suffix="")
        everything = Scope(user)
        if everything.sees_drafts_of_others:
            owners = InstallmentPage.objects.order_by().values("owner")
            handling = PlannedPart.objects.order_by().values("handling_editor")
            at_work = User.objects.filter(Q(pk__in=owners) | Q(pk__in=handling))
            self.fields["editor"].queryset = at_work.order_by("first_name", "last_name", "username")
        else:
            del self.fields["editor"]
        self.fields["series"].queryset = plannable_series()
        states = [state for state in STATES if everything.sees_plans or state[0] not in OF_PLANS]
        self.fields["state"].choices = [("", _("Any")), *states]
        self.is_valid()
        chosen = self.cleaned_data
        self.scope = Scope(
            user,
            series=chosen.get("series") and chosen["series"].translation_key,
            editor=chosen.get("editor") and chosen["editor"].pk,
            author=chosen.get("author"),
            state=chosen.get("state") or "",
        )

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set, as the address names them."""
        values = {name: self.cleaned_data.get(name) for name in self.fields}
        return {name: str(getattr(value, "pk", value)) for name, value in values.items() if value}

    def address(self, path: str, **more: str) -> str:
        """An address with these filters and more."""
        query = self.chosen | {name: str(value) for name, value in more.items() if value}
        return f"{path}?{urlencode(query)}" if query else path
