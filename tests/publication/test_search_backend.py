"""The desk's search: the same pages in the same order as Wagtail's own backend, read for the rows that are shown."""

import pytest
from modelsearch.backends import database
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_ALL, Phrase, PlainText

from authors.models import AuthorPage
from series.models import InstallmentPage, Topic
from tests import factories

pytestmark = pytest.mark.django_db


PARTS = (slice(0, 5), slice(5, 10), slice(10, 30), slice(None))


@pytest.fixture(scope="module", autouse=True)
def world(lasting):
    with lasting():
        series = factories.SeriesFactory(title="Gauges of the river")
        for number in range(12):
            title = f"The gauge {'gauge ' * (number % 3)}{number}"
            factories.InstallmentFactory(parent=series, title=title, standfirst="Silt.", live=number % 2 == 0)
        factories.InstallmentFactory(parent=series, title="Levees", standfirst="A gauge beside silt.")
        yield


@pytest.fixture
def stock():
    return database.SearchBackend({"SEARCH_CONFIG": "english_unaccent"})


@pytest.mark.parametrize(
    ("find", "query"),
    [
        ("autocomplete", "gau"),
        ("autocomplete", "the gauge"),
        ("search", "gauge"),
        ("search", "gauge silt"),
        ("search", Phrase("gauge gauge")),
        ("search", PlainText("levees gauge", operator="or")),
        ("search", PlainText("levees") | PlainText("silt")),
        ("search", ~PlainText("levees")),
        ("search", MATCH_ALL),
        ("search", "nowhere"),
    ],
)
def test_the_same_is_found_in_the_same_order(stock, find, query):
    for pages in (Page.objects.all(), InstallmentPage.objects.filter(live=True), Page.objects.none()):
        ours, wagtails = (getattr(backend, find)(query, pages) for backend in (get_search_backend(), stock))
        if query is MATCH_ALL:  # in no order
            assert set(ours) == set(wagtails)
            continue
        for part in PARTS:
            assert list(ours[part]) == list(wagtails[part])
        assert ours.count() == wagtails.count()


def test_something_is_found():
    best = get_search_backend().autocomplete("gau", Page.objects.all())[:20]

    assert len(best) == 13
    assert {page.title for page in best} >= {"Gauges of the river", "The gauge 0", "The gauge gauge 1"}


def test_scores_and_other_orders_are_wagtails(stock):
    pages = InstallmentPage.objects.order_by("title")
    ours, wagtails = (
        backend.search("gauge", pages, order_by_relevance=False)[:5]
        for backend in (get_search_backend(), stock)
    )
    assert (
        [page.title for page in ours]
        == [page.title for page in wagtails]
        == sorted(page.title for page in ours)
    )

    scored = get_search_backend().search("gauge", pages).annotate_score("score")[:5]
    assert all(page.score for page in scored)


def test_people_and_topics_are_found(stock):
    factories.AuthorFactory(title="Zora Neale")
    factories.TopicFactory(name="Zoning")
    for things in (AuthorPage.objects.all(), Topic.objects.all()):
        ours, wagtails = (backend.autocomplete("zo", things)[:5] for backend in (get_search_backend(), stock))
        assert list(ours) == list(wagtails)
        assert len(ours) == 1


def test_what_a_row_shows_is_asked_for_those_shown_only_in_two_queries(django_assert_num_queries):
    pages = Page.objects.annotate_site_root_state().annotate_approved_schedule()
    list(get_search_backend().autocomplete("gau", pages)[:5])

    with django_assert_num_queries(2):
        assert len(list(get_search_backend().autocomplete("gau", pages)[:5])) == 5
