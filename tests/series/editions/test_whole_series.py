"""A series on one page: everything that may be read of it, once, in order, each link and note leading on."""

import re

import pytest
from lxml import html
from wagtail.models import PageViewRestriction
from wagtail_footnotes.models import Footnote

from series.models import InstallmentPage, SeriesPage
from tests import factories

pytestmark = pytest.mark.django_db

NOTE = "3b8c2f10-6a4d-4f3e-9a53-0f5d8a6c1b7d"
ALL = "/series/rivers/all/"


@pytest.fixture
def series():
    series = factories.SeriesFactory(title="Rivers", slug="rivers")
    for number, slug in enumerate(("first", "second"), start=1):
        other = "second" if slug == "first" else "first"
        body = [
            ("heading", {"text": "What rose", "level": "2"}),
            ("paragraph", f'<p>Words of the {slug}<footnote id="{NOTE}">[3b8c]</footnote>.</p>'),
            ("paragraph", f'<p><a href="/series/rivers/{other}/#what-rose">there</a></p>'),
        ]
        part = factories.InstallmentFactory(parent=series, title=f"The {slug}", slug=slug, body=body)
        Footnote.objects.create(page=part, uuid=NOTE, text=f"<p>Note {number}</p>")
    return series


def page(client, address: str = ALL):
    response = client.get(address)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def test_all_parts_stand_in_order_with_their_own_headings(client, series):
    tree = page(client)
    assert [one.get("id") for one in tree.iter("article")] == ["part-1", "part-2"]
    assert [one.text_content() for one in tree.iter("h1")] == ["Rivers"]
    assert [one.text_content() for one in tree.iterfind(".//article//h2")] == ["The first", "The second"]
    assert [one.text_content() for one in tree.iterfind(".//article//h3")][:2] == ["What rose", "Notes"]


def test_every_id_stands_once_and_every_link_to_one_leads_somewhere(client, series):
    tree = page(client)
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    led = [a.get("href")[1:] for a in tree.iter("a") if (a.get("href") or "").startswith("#")]
    assert {"part-1", "part-2", "part-2-what-rose", "part-1-fn1", "part-2-ref1"} <= set(led)
    assert set(led) <= {*ids, "main", "top"}


def test_no_two_places_of_the_page_have_one_name(client, series):
    named = [one.get("aria-labelledby") for one in page(client).iter("section") if one.get("aria-labelledby")]
    assert len(named) == len(set(named))
    assert not [name for name in named if name.startswith("part-")]


def test_search_engines_are_led_to_the_parts(client, series):
    assert '<meta name="robots" content="noindex' in client.get(ALL).content.decode()


def test_the_page_of_the_series_leads_there(client, series):
    assert f'href="{ALL}"' in client.get("/series/rivers/").content.decode()


def test_a_series_without_parts_and_a_private_one_have_no_such_page(client, series):
    factories.SeriesFactory(title="Empty", slug="empty")
    assert client.get("/series/empty/all/").status_code == 404
    PageViewRestriction.objects.create(page=series, restriction_type="password", password="x")
    assert client.get(ALL).status_code in (200, 404)
    assert "Words of the first" not in client.get(ALL).content.decode()


def test_a_column_of_too_many_pieces_is_not_read_on_one_page(client, series, monkeypatch):
    monkeypatch.setattr("series.editions.book.on_one_page.MOST_ON_ONE_PAGE", 1)
    monkeypatch.setattr("series.reading.shapes.MOST_ON_ONE_PAGE", 1)
    assert client.get(ALL).status_code == 404
    assert ALL not in client.get("/series/rivers/").content.decode()


def test_a_column_is_read_from_its_oldest_piece_on(client, series):
    SeriesPage.objects.filter(pk=series.pk).update(form="column")
    titles = [one.text_content() for one in page(client).iterfind(".//article//h2")]
    assert titles == ["The first", "The second"]
    assert not re.search(r"Part \d", page(client).text_content())


def test_a_piece_of_which_no_day_is_known_stands_last_in_a_column(client, series):
    SeriesPage.objects.filter(pk=series.pk).update(form="column")
    InstallmentPage.objects.filter(slug="first").update(first_published_at=None)
    titles = [one.text_content() for one in page(client).iterfind(".//article//h2")]
    assert titles == ["The second", "The first"]


def test_the_number_of_queries_does_not_grow_with_the_parts(client, series, django_assert_max_num_queries):
    for number in range(8):
        factories.InstallmentFactory(parent=series, title=f"More {number}")
    page(client)
    with django_assert_max_num_queries(16):
        page(client)
