"""Filters that our reports share. A series, an author and a person at work are chosen once for all languages."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django_filters.fields import DateRangeField
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.models import Locale

from authors.models import AuthorPage
from publication.long_choices import LongSelect
from publication.times import DayField
from series.desk.drafts import pieces_crediting, pieces_naming
from series.desk.planned import plannable_series
from series.models import InstallmentTopic, Topic


class SeriesFilter(django_filters.ModelChoiceFilter):
    """Rows of one series, in all its languages; `field_name` leads to the series."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Series"),
            queryset=lambda request: plannable_series(),
            empty_label=_("Any"),
            widget=LongSelect,
            **kwargs,
        )

    def filter(self, rows, value):
        return (
            rows.filter(**{f"{self.field_name}__translation_key": value.translation_key}) if value else rows
        )


def authors_once():
    """Authors without their translations, except those who have no page in the site's first language."""
    first = Locale.get_default()
    known = AuthorPage.objects.filter(locale=first).values("translation_key")
    authors = AuthorPage.objects.filter(merged_into=None, alias_of=None).order_by("title")
    return authors.filter(locale=first) | authors.exclude(translation_key__in=known)


class AuthorFilter(django_filters.ModelChoiceFilter):
    """Pieces that credit an author: as readers have them, or where they have none, as the latest draft says."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Author"),
            queryset=lambda request: authors_once(),
            empty_label=_("Any"),
            widget=LongSelect,
            **kwargs,
        )

    def filter(self, pieces, value):
        return pieces.filter(pk__in=pieces_crediting(value, as_published=True)) if value else pieces


class TopicFilter(django_filters.ModelChoiceFilter):
    """Pieces that have a topic, in the same sense."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Topic"),
            queryset=Topic.objects.filter(merged_into=None),
            empty_label=_("Any"),
            widget=LongSelect,
            **kwargs,
        )

    def filter(self, pieces, value):
        if not value:
            return pieces
        named = pieces_naming(InstallmentTopic, "topic_rows", "topic", {value.pk}, as_published=True)
        return pieces.filter(pk__in=named)


class PeriodField(DateRangeField):
    """From a day to a day. The days are bounded: those at the ends of all calendars have no moment in other zones."""

    def __init__(self, *args, **kwargs):
        super(DateRangeField, self).__init__((DayField(), DayField()), *args, **kwargs)


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From a day to a day, both included, on the clock of the current zone."""

    field_class = PeriodField

    def __init__(self, **kwargs):
        super().__init__(widget=DateRangePickerWidget, **kwargs)
