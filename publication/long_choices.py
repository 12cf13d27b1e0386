"""A list of choices that may be long."""

from django import forms
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """Django's list of choices, written in one go.

    Django renders two templates for each choice: for the five hundred series of a large site that takes as long as all the
    rest of a page of the desk.
    """

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        """The element, as Django's own would be. `renderer` is not asked."""
        told = self.get_context(name, value, attrs)["widget"]
        written = SafeString("".join(_group(label, options) for label, options, _place in told["optgroups"]))
        return format_html('<select name="{}"{}>{}</select>', told["name"], flatatt(told["attrs"]), written)


class TitlesOfPages(ModelChoiceIterator):
    """Choices of pages by their titles in the admin, for `iterator` of a field: no page is made for a line of text."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from self.queryset.values_list("pk", "draft_title")


def _group(label: str | None, options: list[dict]) -> str:
    written = SafeString("".join(map(_option, options)))
    return format_html('<optgroup label="{}">{}</optgroup>', label, written) if label else written


def _option(told: dict) -> str:
    attrs = flatatt(told["attrs"])
    return format_html('<option value="{}"{}>{}</option>', str(told["value"]), attrs, told["label"])
