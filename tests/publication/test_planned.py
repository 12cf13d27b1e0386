"""PostgreSQL plans a prepared query once for a connection, whatever is asked of it, and answers after its tables have changed."""

import pytest
from django.db import connection
from django.db.models import DateTimeField, F, IntegerField, TextField, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from publication.planned import rows_of
from publication.prepared import Prepared, Slot, rows_in
from tests.factories import SeriesFactory

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans in no time.")

# Words in it that look like marks and quotes stay what they are.
TITLED = Prepared(
    lambda: (
        Page.objects.filter(pk=Slot("pk", IntegerField()))
        .annotate(words=Value("100 %s of 'it', 5 %%"), given=Slot("given", TextField()))
        .values("title", "words", "given")
    )
)


@pytest.fixture
def keeps(monkeypatch):
    """The connection keeps a plan from the first time on."""
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", 0)


def kept_plans() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


@pytest.mark.django_db
def test_it_is_planned_once_for_all_values(keeps):
    rivers, rails = (SeriesFactory(title=title) for title in ("Rivers", "Rails"))
    before = kept_plans()
    for series in (rivers, rails):
        for given in ("one", "it's 100 %"):
            assert TITLED.rows(pk=series.pk, given=given) == [
                {"title": series.title, "words": "100 %s of 'it', 5 %%", "given": given}
            ]
    made = [statement for statement in kept_plans() if statement not in before]
    assert len(made) == 1
    assert "one" not in made[0]


@pytest.mark.django_db
def test_the_log_of_queries_says_what_was_sent(keeps):
    with CaptureQueriesContext(connection) as asked:
        TITLED.rows(pk=1, given="")
        TITLED.rows(pk=2, given="")
    assert ["of ''it''" in query["sql"] for query in asked.captured_queries] == [True, True]


@pytest.mark.django_db
def test_a_number_too_large_for_the_column_finds_nothing():
    assert TITLED.rows(pk=2**40, given="") == []


@pytest.mark.django_db
def test_the_texts_of_a_query_that_is_another_each_time_are_sent_beside_it(keeps):
    SeriesFactory(title="Rivers", slug="rivers")
    asked = Page.objects.annotate(now=Slot("now", DateTimeField())).values_list("slug", "now", F("depth") + 1)
    before, now = len(kept_plans()), timezone.now()
    for slug, found in (("rivers", [("rivers", now, 5)]), ("rails", [])):
        assert rows_in(asked.filter(slug=slug), now=now) == found
    assert len(kept_plans()) == before + 1
    assert rows_in(asked.none(), now=now) == []


@pytest.mark.django_db
def test_a_connection_that_may_keep_no_plans_answers_without(monkeypatch):
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    before = kept_plans()
    series = SeriesFactory()
    assert [row["title"] for row in TITLED.rows(pk=series.pk, given="")] == [series.title]
    assert kept_plans() == before


@pytest.mark.django_db(transaction=True)
def test_it_answers_after_a_release_has_widened_a_column(keeps):
    deployer, asked = connection.copy(), "SELECT word FROM widened WHERE word = %s::text"
    try:
        with deployer.cursor() as cursor:
            cursor.execute("CREATE TABLE widened (word varchar(10))")
            cursor.execute("INSERT INTO widened VALUES ('rivers')")
        assert rows_of(connection, asked, ["rivers"]) == [("rivers",)]
        with deployer.cursor() as cursor:
            cursor.execute("ALTER TABLE widened ALTER COLUMN word TYPE varchar(20)")
        assert rows_of(connection, asked, ["rivers"]) == [("rivers",)]
    finally:
        with deployer.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS widened")
        deployer.close()
