"""The rows of a list that is found first, on both databases."""

import pytest
from django.db.models import F
from wagtail.models import Page

from publication.one_of import OneOf
from tests.factories import SeriesFactory

pytestmark = pytest.mark.django_db


def test_the_rows_are_those_whose_keys_the_query_finds():
    rivers, rails = SeriesFactory(slug="rivers"), SeriesFactory(slug="rails")
    for keys, found in (
        (Page.objects.filter(slug="rivers"), {rivers.pk}),
        (Page.objects.filter(slug__in=["rivers", "rails"]), {rivers.pk, rails.pk}),
        (Page.objects.filter(slug="nowhere"), set()),
    ):
        for key in ("pk", F("pk") + 0):
            rows = Page.objects.filter(OneOf(keys.order_by().values("pk"), key))
            assert set(rows.values_list("pk", flat=True)) == found
