"""What an editor sees before a piece is published: the page, the card, the label, as typed and not as stored."""

import pytest
from django.test import RequestFactory

from series.models import Byline, InstallmentPage, InstallmentTopic, SeriesPage
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, TopicFactory, paragraphs

pytestmark = pytest.mark.django_db


def preview(page, mode="") -> str:
    response = page.make_preview_request(RequestFactory().get("/"), mode)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def series():
    return SeriesFactory(title="Rivers and Rates", planned_parts=3)


def new_page(series, **fields) -> InstallmentPage:
    """A page as the admin has it while it is first being written: in no database."""
    page = InstallmentPage(
        title="The Gauge", slug="the-gauge", standfirst="A number.", locale=series.locale, **fields
    )
    page.path = type(series)._get_children_path_interval(series.path)[1]
    page.depth = series.depth + 1
    page.set_url_path(series)
    return page


def test_a_page_that_was_never_saved_can_be_previewed(series):
    InstallmentFactory(parent=series)
    html = preview(new_page(series, body=paragraphs("As typed.")))
    assert "As typed." in html
    assert "Part 2 of 3" in html
    assert '<a href="#top" aria-current="page">The Gauge</a>' in html
    assert '<meta name="robots" content="noindex">' in html


def test_rows_that_were_never_saved_are_shown(series):
    page = InstallmentFactory(parent=series)
    page.bylines = [Byline(author=AuthorFactory(title="Abel Anand"), name="Abel Anand", locale=page.locale)]
    page.topic_rows = [InstallmentTopic(topic=TopicFactory(name="Dikes"))]
    page.title = "As typed"
    html = preview(page)
    assert "Abel Anand" in html
    assert "Dikes" in html
    assert "<h1>As typed</h1>" in html
    assert not page.bylines.model.objects.exists()


def test_the_card_is_the_one_of_lists(series):
    html = preview(InstallmentFactory(parent=series, standfirst="As in a list."), "card")
    assert '<article class="teaser"' in html
    assert "As in a list." in html
    assert "Rivers and Rates" in html


def test_the_last_part_label_can_be_seen_before_the_series_is_closed(series):
    html = preview(InstallmentFactory(parent=series), "last_part")
    assert "Part 1 of 1, final installment" in html


def test_a_draft_beyond_the_promised_total_is_told_no_total(series):
    series.planned_parts = 1
    series.save()
    InstallmentFactory(parent=series)
    html = preview(InstallmentFactory(parent=series, live=False))
    assert "of 1" not in html
    assert "Part 2" in html


def test_a_preview_of_a_part_of_a_private_series_shows_its_place(series):
    series.view_restrictions.create(restriction_type="login")
    InstallmentFactory(parent=series, title="The first")
    assert "The first" in preview(InstallmentFactory(parent=series))


def test_series_and_their_list_can_be_previewed(series):
    InstallmentFactory(parent=series, title="The first")
    series.introduction = "<p>As typed.</p>"
    html = preview(series)
    assert "The first" in html
    assert "As typed." in html
    assert "Rivers and Rates" in preview(series.get_parent().specific)


def test_a_series_that_was_never_saved_can_be_previewed(series):
    page = SeriesPage(title="A new one", slug="new", standfirst="It asks.", locale=series.locale)
    page.path = type(series)._get_children_path_interval(series.get_parent().path)[1]
    page.depth = series.depth
    page.set_url_path(series.get_parent())
    assert "A new one" in preview(page)
