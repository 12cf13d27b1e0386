"""Filters that our reports share. A series, an author and a person at work are chosen once for all languages."""

import django_filters
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.models import Locale, Revision

from authors.models import AuthorPage
from series.desk.planned import plannable_series
from series.models import Byline, InstallmentPage, InstallmentTopic, Topic


class SeriesFilter(django_filters.ModelChoiceFilter):
    """Rows of one series, in all its languages; `field_name` leads to the series."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Series"), queryset=lambda request: plannable_series(), empty_label=_("Any"), **kwargs
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
            label=_("Author"), queryset=lambda request: authors_once(), empty_label=_("Any"), **kwargs
        )

    def filter(self, pieces, value):
        if not value:
            return pieces
        pages = AuthorPage.objects.filter(translation_key=value.translation_key).values_list("pk", flat=True)
        return pieces.filter(pk__in=naming(Byline, "bylines", "author", set(pages)))


class TopicFilter(django_filters.ModelChoiceFilter):
    """Pieces that have a topic, in the same sense."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Topic"),
            queryset=Topic.objects.filter(merged_into=None),
            empty_label=_("Any"),
            **kwargs,
        )

    def filter(self, pieces, value):
        return (
            pieces.filter(pk__in=naming(InstallmentTopic, "topic_rows", "topic", {value.pk}))
            if value
            else pieces
        )


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From a day to a day, both included, on the clock of the current zone."""

    def __init__(self, **kwargs):
        super().__init__(widget=DateRangePickerWidget, **kwargs)


def naming(model, rows: str, field: str, wanted: set[int]) -> set[int]:
    """The ids of pieces with a row of `model` that points at one of `wanted`; of drafts, in their latest version.

    `rows` is what a version calls these rows, `field` what a row calls what it points at.
    """
    live = model.objects.filter(page__live=True, **{f"{field}__in": wanted})
    unpublished = InstallmentPage.objects.filter(live=False)
    versions = Revision.objects.filter(pk__in=unpublished.order_by().values("latest_revision"))
    drafts = versions.annotate(named=KeyTransform(rows, "content")).values_list("object_id", "named")
    return set(live.values_list("page_id", flat=True)) | {
        int(pk) for pk, named in drafts if any(row.get(field) in wanted for row in named or ())
    }
