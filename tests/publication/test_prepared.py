"""A prepared query asks each time what it is asked, and nothing in it is left from another time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import DateTimeField, F, TextField, Value
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from publication.prepared import Prepared, Slot
from publication.visibility import is_open
from tests.factories import SeriesFactory

pytestmark = pytest.mark.django_db

BY_SLUG = Prepared(
    lambda count: (
        Page.objects.filter(slug__in=[Slot(f"slug_{n}", TextField()) for n in range(count)])
        .order_by("slug")
        .values("slug", "first_published_at", "translation_key", same=F("title"))
    )
)
OPEN = Prepared(
    lambda: Page.objects.filter(is_open(Slot("now", DateTimeField())), slug=Slot("slug", TextField())).values(
        "pk"
    )
)


def test_the_rows_are_those_of_the_queryset_with_its_types():
    series = [SeriesFactory(slug=slug) for slug in ("rails", "rivers")]
    stock = Page.objects.filter(slug__in=["rails", "rivers"]).order_by("slug")
    expected = list(stock.values("slug", "first_published_at", "translation_key", same=F("title")))
    assert BY_SLUG.rows(2, slug_0="rails", slug_1="rivers") == expected
    assert BY_SLUG.rows(1, slug_0="rivers") == expected[1:]
    assert BY_SLUG.rows(1, slug_0=series[0].slug) == expected[:1]


def test_it_is_put_into_sql_once_and_is_one_query_each_time(monkeypatch):
    BY_SLUG.rows(1, slug_0="rivers")
    monkeypatch.setattr(SQLCompiler, "as_sql", None)
    with CaptureQueriesContext(connection) as asked:
        assert BY_SLUG.rows(1, slug_0="nothing") == []
    assert len(asked) == 1


def test_a_page_that_expires_is_gone_from_a_query_that_was_prepared_before():
    now = timezone.now()
    page = SeriesFactory(slug="rivers", expire_at=now + timedelta(minutes=1))
    assert OPEN.rows(slug="rivers", now=now) == [{"pk": page.pk}]
    assert OPEN.rows(slug="rivers", now=now + timedelta(minutes=2)) == []


@pytest.mark.parametrize("condition", [is_open(), is_open(timezone.now())])
def test_a_moment_that_is_no_slot_is_refused(condition):
    with pytest.raises(ValueError, match="is a slot"):
        Prepared(lambda: Page.objects.filter(condition).values("pk")).rows()


def test_a_missing_value_is_an_error():
    with pytest.raises(KeyError, match="slug_0"):
        BY_SLUG.rows(1)


def test_text_that_is_no_moment_may_stay():
    words = Prepared(lambda: Page.objects.annotate(word=Value("2021 in review")).values("word")[:1])
    assert words.rows() == [{"word": "2021 in review"}]
