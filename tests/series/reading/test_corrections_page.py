"""The list of corrections, and the mark in a corrected piece's dateline."""

from datetime import UTC, date, datetime

import pytest

from series.models import Correction
from tests.factories import InstallmentFactory, SeriesFactory, translated

pytestmark = pytest.mark.django_db


def correct(piece, day=date(2026, 3, 3), text="<p>It was a flood.</p>", kind="correction", **more):
    return Correction.objects.create(page=piece, date=day, text=text, kind=kind, locale=piece.locale, **more)


def shown(client, address="/corrections/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_corrections_are_listed_the_newest_first_with_piece_series_kind_date_and_text(client):
    series = SeriesFactory(title="Rivers and Rates")
    first = InstallmentFactory(parent=series, title="The gauge")
    second = InstallmentFactory(parent=series, title="The levee")
    correct(first, date(2026, 3, 3))
    correct(second, date(2026, 3, 5), "<p>It was <b>nine</b>.</p>", "clarification")
    html = shown(client)
    assert html.index("The levee") < html.index("The gauge")
    assert "Rivers and Rates</a>, part 2" in html
    assert (
        '<b>Clarification, <time datetime="2026-03-05">5 March 2026</time>.</b> It was <b>nine</b>.' in html
    )
    assert f'href="{first.url}#correction"' in html


def test_thirty_stand_on_a_page(client):
    piece = InstallmentFactory()
    for number in range(31):
        correct(piece, text=f"<p>No {number}.</p>")
    assert shown(client).count('class="result"') == 30
    assert shown(client, "/corrections/?page=2").count('class="result"') == 1
    assert client.get("/corrections/?page=3").status_code == 404


def test_a_correction_in_the_other_language_is_marked(client):
    korean = translated(InstallmentFactory(title="The gauge"), title="수위")
    correct(korean, text="<p>홍수였다.</p>")
    assert '<span lang="ko">홍수였다.</span>' in shown(client)
    assert '<span lang="ko">' not in shown(client, "/ko/corrections/")


def test_one_correction_of_a_piece_and_its_translation_is_listed_once_in_the_language_of_the_page(client):
    piece = InstallmentFactory(title="The gauge")
    korean = translated(piece, title="수위")
    english = correct(piece)
    correct(korean, text="<p>홍수였다.</p>", translation_key=english.translation_key)
    assert shown(client).count('class="result"') == 1
    assert "It was a flood." in shown(client)
    assert shown(client, "/ko/corrections/").count('class="result"') == 1
    assert "홍수였다." in shown(client, "/ko/corrections/")


def test_the_footer_leads_to_the_list_only_while_a_visible_piece_is_corrected(client):
    piece = InstallmentFactory()
    link = 'href="/corrections/"'
    assert link not in shown(client, "/topics/")
    correct(piece)
    assert link in shown(client, "/topics/")
    assert 'href="/ko/corrections/"' in shown(client, "/ko/topics/")
    piece.unpublish()
    assert link not in shown(client, "/topics/")
    assert "Nothing has been corrected yet." in shown(client)


def test_the_list_costs_at_most_ten_queries(client, django_assert_max_num_queries):
    for _ in range(30):
        correct(
            InstallmentFactory(), text=f'<p>See <a linktype="page" id="{InstallmentFactory().pk}">x</a>.</p>'
        )
    shown(client)  # what the process remembers is read
    with django_assert_max_num_queries(10):
        shown(client)


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("correction", "Corrected"),
        ("clarification", "Clarified"),
        ("update", "Updated"),
        ("withdrawal", "Withdrawn"),
    ],
)
def test_the_dateline_says_what_was_done_and_when(client, kind, mark):
    piece = InstallmentFactory()
    correct(piece, date(2026, 3, 3), kind=kind)
    correct(piece, date(2026, 3, 4), kind=kind)
    html = shown(client, piece.url)
    assert f'<a href="#correction">{mark} <time datetime="2026-03-04">4 March 2026</time></a>' in html
    assert f'{mark} <time datetime="2026-03-03">' not in html


def test_the_day_of_a_correction_is_not_told_twice(client):
    moments = {
        "first_published_at": datetime(2026, 3, 1, tzinfo=UTC),
        "last_published_at": datetime(2026, 3, 3, tzinfo=UTC),
    }
    piece = InstallmentFactory(**moments)
    assert "<span>Updated <time" in shown(client, piece.url)
    correct(piece, date(2026, 3, 3))
    assert "<span>Updated <time" not in shown(client, piece.url)
