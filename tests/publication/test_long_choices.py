"""A long list of choices is what Django would have written, without a template for each."""

import pytest
from django import forms
from django.test import SimpleTestCase

from publication.long_choices import LongSelect, TitlesOfPages
from series.models import SeriesPage
from tests.factories import SeriesFactory

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


class SeriesField(forms.ModelChoiceField):
    """Series, by their titles in the admin."""

    iterator = TitlesOfPages


@pytest.mark.django_db
def test_pages_are_told_by_the_titles_that_editors_gave_them_last_in_one_query(django_assert_num_queries):
    first, second = SeriesFactory(title="Rates"), SeriesFactory(title="Rivers")
    first.title = "Rates & Waters"
    first.save_revision()
    rows = SeriesPage.objects.order_by("pk")
    with django_assert_num_queries(1):
        told = list(iter(SeriesField(rows, empty_label="Any").choices))  # as forms do: not counted first
    assert told == [("", "Any"), (first.pk, "Rates & Waters"), (second.pk, "Rivers")]
    assert list(iter(SeriesField(rows, empty_label=None).choices)) == told[1:]
    assert SeriesField(rows).clean(str(second.pk)) == second
