"""Copies of a piece for other sites: what they say and carry, and which pieces have none."""

import re
from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from wagtail.models import PageViewRestriction
from wagtail_footnotes.models import Footnote

from series.models import Correction, InstallmentPage
from series.republication.plain import plain_copy
from tests.factories import AuthorFactory, ImageFactory, InstallmentFactory, SeriesFactory, locale

pytestmark = pytest.mark.django_db

UUID = "3b8cdb5b-9a2b-4a5e-8f8a-0c5a2d8d6f5e"
COPIES = ("republish.html", "republish.txt")


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        series = SeriesFactory(title="Rivers & Rates", planned_parts=2, licence="cc-by-nd-4.0")
        InstallmentFactory(parent=series)
        other = InstallmentFactory(title="The Weir")
        page = InstallmentFactory(
            parent=series,
            title="The Gauge",
            standfirst="Who reads it.",
            bylines=[AuthorFactory(title="Zora Whitlock"), AuthorFactory(title="Abel Anand")],
            first_published_at=datetime(2026, 2, 16, 9, tzinfo=UTC),
            image=ImageFactory(title="Kept here", licence=""),
            body=[
                ("paragraph", f'<p>The water <i>rose</i>.<footnote id="{UUID}">x</footnote></p>'),
                ("heading", {"text": "A level", "level": "2"}),
                ("paragraph", f'<p>See <a linktype="page" id="{other.pk}">the weir</a>.</p>'),
                ("image", {"image": ImageFactory(title="Free", licence="cc-by-4.0", description="A levee.")}),
                ("image", {"image": ImageFactory(title="Bound", licence="all-rights", description="A dam.")}),
            ],
        )
        Footnote.objects.create(page=page.page_ptr, uuid=UUID, text="<p>Its source.</p>", locale=page.locale)
        Correction.objects.create(
            page=page, date=date(2026, 3, 3), text="<p>It rose less.</p>", locale=page.locale
        )
        yield page


@pytest.fixture
def page(built):
    return deepcopy(built)


def copy(client, page, name) -> str:
    response = client.get(f"{page.url}{name}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_html_is_the_text_with_who_made_it_and_where_it_is_from(client, page):
    html = copy(client, page, "republish.html")
    address = f"http://localhost{page.url}"
    assert f'<link rel="canonical" href="{address}">' in html
    assert (
        html.index("<h1>The Gauge</h1>")
        < html.index("By <a href=")
        < html.index("The water <i>rose</i>.<sup>1</sup>")
    )
    assert "Zora Whitlock</a> and <a" in html
    assert '<a href="http://localhost/series/' in html
    assert "<li>Its source.</li>" in html
    assert "Correction, 3 March 2026.</strong> It rose less." in html
    assert ">Rivers &amp; Rates</a>, Part 2 of 2, final installment." in html
    assert "Commentary Series</a>, 16 February 2026." in html
    assert f'Original: <a href="{address}">{address}</a>' in html
    assert "Creative Commons Attribution-NoDerivatives 4.0</a>" in html
    assert not re.search(r'href="(?!http)| class=| id=|<script|<link rel="stylesheet"', html)


def test_pictures_stay_here_unless_their_own_licence_lets_them_go(client, page):
    html = copy(client, page, "republish.html")
    assert re.findall(r'alt="([^"]*)"', html) == ["A levee."]
    assert 'src="http://localhost/media/' in html
    assert "Photo: L. Marsh (Creative Commons Attribution 4.0)" in html


def test_the_plain_text_says_the_same_in_lines(client, page):
    text = copy(client, page, "republish.txt")
    assert text.startswith("The Gauge\n\nWho reads it.\n\nBy Zora Whitlock (http://localhost/authors/")
    assert "\n\nThe water rose.[1]\n\nA level\n\nSee the weir (http://localhost/series/" in text
    assert "\n\nNotes\n\n1. Its source.\n\n" in text
    assert f"\nOriginal: http://localhost{page.url}\n" in text
    assert "<" not in text
    assert "levee" not in text


def test_lists_quotations_and_tables_keep_their_form_in_plain_text():
    markup = (
        '<ol start="3"><li>Three<ul><li>In</li></ul></li><li>Four</li></ol><blockquote><p>One<br>two</p><p>Three</p>'
        "</blockquote><table><caption>Dates</caption><tbody><tr><th>A</th><td>1</td></tr></tbody></table><hr>"
    )
    assert plain_copy(markup) == (
        "3. Three\n   - In\n4. Four\n\n> One\n> two\n>\n> Three\n\nDates\nA | 1\n\n* * *\n"
    )


@pytest.mark.parametrize("name", COPIES)
def test_copies_are_downloads_for_no_search_engine_and_without_a_cookie(
    client, page, name, django_assert_max_num_queries
):
    client.get(page.url)
    with django_assert_max_num_queries(14):
        answer = client.get(f"{page.url}{name}")
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Link"] == f'<http://localhost{page.url}>; rel="canonical"'
    assert answer["Content-Disposition"].startswith("attachment;")
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()


def test_the_panel_tells_the_conditions_and_leads_to_both(client, page):
    panel = client.get(page.url).content.decode().split('id="republish"')[1].split("</details>")[0]
    assert "Change nothing in the text." in panel
    assert "Not for commercial purposes." not in panel
    assert re.findall(r'href="(/[^"]*)"', panel) == [f"{page.url}{name}" for name in COPIES]


def _withdrawn(page):
    page.corrections = [
        Correction(kind="withdrawal", date=date(2026, 3, 3), text="<p>No.</p>", locale=page.locale)
    ]
    page.save()


@pytest.mark.parametrize(
    "closed",
    [
        lambda page: InstallmentPage.objects.filter(pk=page.pk).update(licence="all-rights"),
        lambda page: type(page.series).objects.filter(pk=page.series_id).update(licence=""),
        lambda page: PageViewRestriction.objects.create(page=page, restriction_type="password", password="x"),
        _withdrawn,
    ],
    ids=["all rights reserved", "no licence", "private", "withdrawn"],
)
def test_a_piece_that_may_not_be_passed_on_has_no_copies_and_no_panel(client, page, closed):
    closed(page)
    assert "republish" not in client.get(page.url).content.decode()
    assert [client.get(f"{page.url}{name}").status_code for name in COPIES] == [404, 404]


def test_copies_of_a_piece_that_was_taken_down_are_gone_and_a_draft_had_none(client, page):
    page.unpublish()
    draft = InstallmentFactory(parent=page.get_parent(), live=False)
    assert [client.get(f"{page.url}{name}").status_code for name in COPIES] == [410, 410]
    assert client.get(f"{page.url}cite.ris").status_code == 410
    assert client.get(f"{draft.url}republish.txt").status_code == 404


def test_a_translation_has_a_copy_in_its_own_words(client, page):
    page.series.copy_for_translation(locale("ko"), copy_parents=True).save_revision().publish()
    korean = InstallmentPage.objects.get(pk=page.pk).copy_for_translation(locale("ko"))
    korean.save_revision().publish()
    text = copy(client, korean, "republish.txt")
    assert "\n원문: http://localhost/ko/series/" in text
