"""The lists of the admin: their columns, their filters, and that their cost does not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series.models import Byline
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def managing(client):
    user = factories.UserFactory(role="Managing editors")
    client.force_login(user)
    return user


def draft_by(series, author, **kwargs):
    """A draft whose byline is in its latest version only."""
    piece = factories.InstallmentFactory(parent=series, live=False, **kwargs)
    piece.bylines = [Byline(author=author)]
    piece.save_revision(clean=False)
    return piece


def count_queries(client, address):
    client.get(address)  # warm caches of content types, sites and permissions
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list_of_installments_shows_part_series_and_authors(client, managing):
    series = factories.SeriesFactory(title="Rivers")
    zora = factories.AuthorFactory(title="Zora Whitlock")
    factories.InstallmentFactory(parent=series, title="Published gauge", bylines=[zora])
    draft_by(series, factories.AuthorFactory(title="Min-ji Park"), title="Drafted gauge")
    page = client.get(reverse("installments:index")).content.decode()
    for words in ("Published gauge", "Drafted gauge", "Zora Whitlock", "Min-ji Park", "Rivers"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("series={rivers}", {"One", "Two"}),
        ("author={zora}", {"One", "Three"}),
        ("topic={water}", {"Two"}),
        ("status=draft", {"Three"}),
        ("status=live", {"One", "Two"}),
        ("language={ko}", set()),
        ("q=Two", {"Two"}),
    ],
)
def test_installments_are_filtered(client, managing, query, titles):
    rivers, roads = factories.SeriesFactory(title="Rivers"), factories.SeriesFactory(title="Roads")
    zora, water = factories.AuthorFactory(), factories.TopicFactory()
    factories.InstallmentFactory(parent=rivers, title="One", bylines=[zora])
    factories.InstallmentFactory(parent=rivers, title="Two", topics=[water])
    draft_by(roads, zora, title="Three")
    query = query.format(rivers=rivers.pk, zora=zora.pk, water=water.pk, ko=factories.locale("ko").pk)
    found = client.get(reverse("installments:index") + "?" + query).context["object_list"]
    assert {piece.title for piece in found} == titles


def test_an_author_is_found_in_the_credits_of_every_language(client, managing):
    zora = factories.AuthorFactory(title="Zora Whitlock")
    piece = factories.InstallmentFactory(title="The gauge", bylines=[zora])
    korean = factories.translated(piece, title="수위표")
    korean.bylines.update(author=factories.translated(zora))
    listed = client.get(reverse("installments:index"), {"author": zora.pk}).context["object_list"]
    assert {page.title for page in listed} == {"The gauge", "수위표"}


@pytest.mark.parametrize("view", ["installments:index", "series:index", "authors:index", "explorer"])
def test_a_longer_list_takes_no_more_queries(client, managing, view):
    series = factories.SeriesFactory()
    address = reverse("wagtailadmin_explore", args=[series.pk]) if view == "explorer" else reverse(view)

    def grow(count):
        for _ in range(count):
            author = factories.AuthorFactory()
            factories.InstallmentFactory(parent=series, bylines=[author]).save_revision()
            draft_by(series, author)
            factories.SeriesFactory()

    grow(2)
    few = count_queries(client, address)
    grow(6)
    assert count_queries(client, address) == few


def test_the_explorer_below_a_series_shows_part_and_authors(client, managing):
    series = factories.SeriesFactory()
    factories.InstallmentFactory(parent=series, bylines=[factories.AuthorFactory(title="Zora Whitlock")])
    page = client.get(reverse("wagtailadmin_explore", args=[series.pk])).content.decode()
    assert "Zora Whitlock" in page
    assert "ordering=-part_number" in page  # it is ordered by part already; the heading turns the order round


def test_the_list_of_authors_counts_pieces_and_leaves_out_the_merged(client, managing):
    zora = factories.AuthorFactory(title="Zora Whitlock")
    factories.InstallmentFactory(bylines=[zora])
    factories.InstallmentFactory(bylines=[zora])
    factories.AuthorFactory(title="Z. Whitlock", merged_into=zora)
    authors = client.get(reverse("authors:index")).context["object_list"]
    assert [(author.title, author.pieces) for author in authors] == [("Zora Whitlock", 2)]


@pytest.mark.parametrize(
    "address",
    [
        lambda series: reverse("installments:index"),
        lambda series: reverse("wagtailadmin_explore", args=[series.pk]),
        lambda series: reverse("wagtailadmin_pages:search") + "?q=zebrafinch",
        lambda series: reverse("wagtailadmin_choose_page_child", args=[series.pk]),
        lambda series: reverse("wagtailadmin_choose_page_search") + "?q=zebrafinch",
    ],
    ids=["list", "explorer", "search", "page chooser", "page chooser's search"],
)
def test_a_contributor_reads_no_title_of_somebody_elses_draft(client, address):
    series = factories.SeriesFactory()
    factories.InstallmentFactory(parent=series, title="A zebrafinch", live=False)
    factories.draft_of(
        factories.InstallmentFactory(parent=series, title="A gauge"), title="A zebrafinch again"
    )
    client.force_login(factories.UserFactory(role="Contributors"))
    response = client.get(address(series))
    assert response.status_code == 200
    assert response.content.decode().replace("q=zebrafinch", "").count("A zebrafinch") == 0


def test_a_contributor_sees_only_what_is_theirs_in_the_list(client):
    writer = factories.UserFactory(role="Contributors")
    series = factories.SeriesFactory()
    factories.InstallmentFactory(parent=series, title="My gauge", owner=writer, live=False)
    factories.InstallmentFactory(parent=series, title="A zebrafinch", live=False)
    client.force_login(writer)
    page = client.get(reverse("installments:index")).content.decode()
    assert "My gauge" in page
    assert "zebrafinch" not in page
