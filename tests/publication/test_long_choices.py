"""A long list of choices is what Django would have written, without a template for each."""

from django import forms
from django.test import SimpleTestCase

from publication.long_choices import LongSelect

CHOICES = [
    ("", "Any"),
    (1, "Rivers & <b>Rates</b>"),
    ("Korea", [("한강", "The Han"), (3, 'The "Nakdong"')]),
]


def written(widget, value) -> str:
    """A form's field of the widget."""
    field = forms.ChoiceField(choices=CHOICES, widget=widget, required=False, disabled=True)
    form = type("Form", (forms.Form,), {"series": field})(
        {"series": value}, initial={"series": value}, auto_id="filter-%s"
    )
    return str(form["series"])


def test_it_is_what_django_writes():
    for value in ("", "1", "한강", 3, "nowhere", None):
        own = written(LongSelect(attrs={"class": "w-field", "required": False}), value)
        SimpleTestCase().assertHTMLEqual(
            own, written(forms.Select(attrs={"class": "w-field", "required": False}), value)
        )


def test_titles_are_escaped():
    assert "Rivers &amp; &lt;b&gt;Rates&lt;/b&gt;" in written(LongSelect, "")


def test_no_template_is_rendered_for_it():
    renderer = object()
    assert LongSelect(choices=CHOICES).render("series", "1", renderer=renderer).count("<option") == 4
