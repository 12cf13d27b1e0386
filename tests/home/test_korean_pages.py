"""The site's own words in Korean, on the pages of a series under way, of a column and of an empty site."""

import pytest

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
from tests.home.english import english_words, korean_page

pytestmark = pytest.mark.django_db


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


def test_an_ongoing_series_is_korean_on_every_page(client, ongoing):
    assert "전체 네 편 중 지금까지 두 편, 모두 읽는 데" in korean_page(client, "/ko/")
    source = korean_page(client, "/ko/series/river/")
    assert "전체 네 편 시리즈, 연재 중" in source
    assert "연재 중, 전체 4편 중 2편 발행" in source
    assert "제목 미정" in source
    assert "4부 중 2부" in korean_page(client, "/ko/series/river/p4/")
    assert "4부 중 3부, 발행 예정" in korean_page(client, "/ko/series/river/forthcoming/3/")
    korean_page(client, "/ko/authors/kim/")
    korean_page(client, "/ko/series/column/")
    korean_page(client, "/ko/series/column/p2/")
    assert "검색 결과" in korean_page(client, "/ko/search/?q=물이")


def test_an_empty_site_is_korean(client):
    for address in ["/ko/", "/ko/series/", "/ko/authors/", "/ko/topics/", "/ko/search/"]:
        korean_page(client, address)


def test_english_on_a_page_would_be_noticed(client):
    source = client.get("/").content.decode().replace('<html lang="en"', '<html lang="ko"')
    assert {"search", "topics", "nothing", "published"} <= set(english_words(source))
