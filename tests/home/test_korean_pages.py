"""Korean pages speak Korean: every page type of the demo and the states it lacks, without a word of English."""

import html
import re

import pytest
from django.core.management import call_command

from series.models import SeriesPage
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
    author_index,
    series_index,
)

pytestmark = pytest.mark.django_db

# A word of the interface in each of its places; none of them is part of a name or title of the worlds below.
ENGLISH = """about affiliation all and article articles author authors based begin breadcrumb commentary complete
correction current dark edited edition editor edition error final find first footnote forthcoming front home in
installment installments language languages latest licence minute minutes more next note notes nothing of ongoing only
page part parts paused people piece pieces planned preface previous print published read reading related result results
search see series show since skip status summary the title topic topics translation translator under updated with
writes""".split()
NAMES = re.compile(r"Series Editors|Choe Won-gi|Korean Edition|https?://[^<\s]*")
TAG = re.compile(r"<[^>]*>")
FOREIGN = re.compile(r'<(\w+)[^>]*\slang="en"[^>]*>.*?</\1>', re.DOTALL)
SPOKEN = re.compile(r'\s(?:aria-label|alt|title|placeholder|content)="([^"]*)"')


def english_words(source: str) -> list[str]:
    """The words of the list that a page says in its text, its labels and its head, outside of English passages."""
    source = NAMES.sub(" ", FOREIGN.sub(" ", source))
    source = re.sub(
        r"<(script|style)\b.*?</\1>|<meta name=\"(?:viewport|robots)[^>]*>", " ", source, flags=re.S
    )
    said = html.unescape(" ".join([TAG.sub(" ", source), *SPOKEN.findall(source)]))
    return sorted(set(ENGLISH) & set(re.findall(r"[a-z]+", said.lower())))


def page(client, address, status=200):
    """A page by its address, which answers as stated and has no English in it."""
    response = client.get(address)
    assert response.status_code == status, address
    source = response.content.decode()
    assert english_words(source) == [], address
    return source


@pytest.fixture
def demo(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("load_demo", verbosity=0)


@pytest.fixture
def ongoing():
    """A series of four in Korean: a preface, two parts, one announced; and a column."""
    topic = TopicFactory(name_ko="강물")
    author = AuthorFactory(parent=author_index("ko"), title="김서윤", slug="kim", organisation="강물연구소")
    series = SeriesFactory(
        parent=series_index("ko"),
        title="강물과 요금",
        slug="river",
        standfirst="누가 둑을 쌓는가.",
        planned_parts=4,
    )
    column = SeriesFactory(
        parent=series_index("ko"),
        title="강가에서",
        slug="column",
        standfirst="강가의 날들.",
        form=SeriesPage.Form.COLUMN,
    )
    words = {
        "standfirst": "물이 불었다.",
        "body": [("paragraph", "<p>물이 불었다.</p>")],
        "bylines": [author],
    }
    for number, parent in enumerate([column, column, series, series], 1):
        InstallmentFactory(parent=parent, title=f"둑 {number}", slug=f"p{number}", topics=[topic], **words)
    PlannedPartFactory(
        series=series, part_number=3, working_title="Locks", working_title_ko="갑문", author=author
    )
    PlannedPartFactory(series=series, part_number=4, working_title="", working_title_ko="")
    return series


def test_every_page_of_the_demo_is_korean(client, demo):
    for address in [
        "/ko/", "/ko/series/", "/ko/authors/", "/ko/authors/?q=없음", "/ko/authors/choe-won-gi/", "/ko/topics/",
        "/ko/topics/new-southern-policy/", "/ko/search/", "/ko/search/?q=신남방", "/ko/search/?q=없음", "/ko/about/",
    ]:  # fmt: skip
        page(client, address)
    page(client, "/ko/no-such-page/", 404)


def test_a_translated_part_says_its_place_in_korean(client, demo):
    source = client.get("/ko/series/asean-korea-2021/after-the-new-southern-policy/").content.decode()
    assert "전체 6편 중 6편, 마지막 회" in source
    assert "<span>전체 여섯 편</span>" in source
    assert "읽는 시간 3분" in source
    assert 'aria-label="각주 1"' in source
    assert "본문으로 건너뛰기" in source
    assert "편집자 주." in source


def test_a_translation_that_stands_alone_is_not_called_the_first_of_all_parts(client, demo):
    source = client.get("/ko/series/asean-korea-2021/after-the-new-southern-policy/").content.decode()
    assert "시리즈의 첫 글입니다" not in source
    assert "여섯 편 모두 보기" not in source


def test_the_editors_of_a_translated_series_are_named_in_its_language(client, demo):
    assert "시리즈 편집자</a>" in client.get("/ko/series/asean-korea-2021/").content.decode()


def test_an_ongoing_series_is_korean_on_every_page(client, ongoing):
    assert "전체 네 편 중 지금까지 두 편, 모두 읽는 데" in page(client, "/ko/")
    source = page(client, "/ko/series/river/")
    assert "전체 네 편 시리즈, 연재 중" in source
    assert "연재 중, 전체 4편 중 2편 발행" in source
    assert "제목 미정" in source
    assert "전체 4편 중 2편" in page(client, "/ko/series/river/p4/")
    assert "3편 발행 예정, 전체 4편" in page(client, "/ko/series/river/forthcoming/3/")
    page(client, "/ko/authors/kim/")
    page(client, "/ko/series/column/")
    page(client, "/ko/series/column/p2/")
    assert "검색 결과" in page(client, "/ko/search/?q=물이")


def test_an_empty_site_is_korean(client):
    for address in ["/ko/", "/ko/series/", "/ko/authors/", "/ko/topics/", "/ko/search/"]:
        page(client, address)


def test_english_on_a_page_would_be_noticed(client):
    source = client.get("/").content.decode().replace('<html lang="en"', '<html lang="ko"')
    assert {"search", "topics", "nothing", "published"} <= set(english_words(source))
