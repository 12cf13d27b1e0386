"""The demo in Korean: every kind of page, and a part whose translation stands alone."""

import pytest
from django.core.management import call_command

from series.models import SeriesPage
from tests.home.english import korean_page

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def demo(lasting):
    with lasting():
        call_command("load_demo", verbosity=0)
        yield


def test_every_page_of_the_demo_is_korean(client):
    part = "/ko/series/asean-korea-2021/after-the-new-southern-policy/"
    for address in [
        "/ko/", "/ko/series/", "/ko/series/asean-korea-2021/", part, "/ko/authors/", "/ko/authors/?q=없음",
        "/ko/authors/choe-won-gi/", "/ko/topics/", "/ko/topics/new-southern-policy/", "/ko/search/",
        "/ko/search/?q=신남방", "/ko/search/?q=없음", "/ko/about/",
    ]:  # fmt: skip
        korean_page(client, address)
    korean_page(client, "/ko/no-such-page/", 404)


def test_a_translated_part_says_its_place_in_korean(client):
    source = client.get("/ko/series/asean-korea-2021/after-the-new-southern-policy/").content.decode()
    assert "6부 중 마지막" in source
    assert "<span>전체 여섯 편</span>" in source
    assert "읽는 시간 3분" in source
    assert 'aria-label="각주 1"' in source
    assert "본문으로 건너뛰기" in source
    assert "편집자 주." in source


def test_a_translation_leads_to_all_parts_as_the_others_stand_beside_it_in_english(client):
    source = client.get("/ko/series/asean-korea-2021/after-the-new-southern-policy/").content.decode()
    assert "여섯 편 모두 보기" in source
    assert 'rel="prev" hreflang="en"' in source


def test_a_translation_that_stands_alone_is_not_called_the_first_of_all_parts(client):
    SeriesPage.objects.filter(locale__language_code="ko").update(untranslated_parts="left_out")
    source = client.get("/ko/series/asean-korea-2021/after-the-new-southern-policy/").content.decode()
    assert "시리즈의 첫 글입니다" not in source
    assert "여섯 편 모두 보기" not in source


def test_the_editors_of_a_translated_series_are_named_in_its_language(client):
    assert "시리즈 편집자</a>" in client.get("/ko/series/asean-korea-2021/").content.decode()
