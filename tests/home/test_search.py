"""The search page: what it finds, what it does not, and what no query may do to it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from home.search.asked import understand
from series.models import Byline
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, paragraphs, translated

pytestmark = pytest.mark.django_db


def found(client, query: str) -> list[str]:
    """The titles that a query, as sent, finds."""
    page = client.get(f"/search/?q={query}&type=piece")
    assert page.status_code == 200
    titles = re.findall(r'<h2><a href="[^"]+"[^>]*>(.+?)</a></h2>', page.content.decode())
    return [re.sub(r"<[^>]+>", "", title) for title in titles]


@pytest.mark.parametrize("query", ["levee", "LEVEE", "sluice", "dredging", "sediment", "anand"])
def test_a_word_is_found_in_title_standfirst_subtitle_body_and_byline(client, query):
    InstallmentFactory(
        title="The levee",
        standfirst="About a sluice.",
        subtitle="On dredging",
        body=paragraphs("Much sediment."),
        bylines=[AuthorFactory(title="Abel Anand")],
    ).save()
    InstallmentFactory(title="Elsewhere")
    assert found(client, query) == ["The levee"]


def test_every_word_must_be_there_and_a_phrase_in_its_order(client):
    InstallmentFactory(title="Southern policy")
    InstallmentFactory(title="Policy in southern towns")
    InstallmentFactory(title="Southern winds")
    assert set(found(client, "policy+southern")) == {"Southern policy", "Policy in southern towns"}
    assert found(client, "%22southern+policy%22") == ["Southern policy"]
    assert found(client, "%22southern+policy%22+policy") == ["Southern policy"]


@pytest.mark.parametrize("query", ["한국", "외교정책", "자율", "수위표", "한국+자율"])
def test_a_part_of_a_korean_word_is_found_in_title_standfirst_and_body(client, query):
    InstallmentFactory(
        title="수위표를 읽는 법",
        standfirst="대한민국의 외교정책을",
        body=paragraphs("전략적 자율성과 한국은"),
    )
    InstallmentFactory(title="Elsewhere")
    assert found(client, query) == ["수위표를 읽는 법"]


def test_a_korean_name_in_a_byline_is_found(client):
    InstallmentFactory(title="The gauge", bylines=[AuthorFactory(title="최원기")]).save()
    assert found(client, "최원") == ["The gauge"]


def test_both_languages_are_found_and_marked(client):
    piece = InstallmentFactory(title="ASEAN gauge")
    translated(piece, title="ASEAN 수위표")
    page = client.get("/search/?q=asean").content.decode()
    assert 'lang="ko" hreflang="ko"><mark>ASEAN</mark> 수위표</a>' in page
    assert "Two results for “asean”" in page


@pytest.mark.parametrize("state", ["draft", "expired", "private", "unpublished series"])
def test_what_the_public_may_not_see_is_not_found(client, state):
    series = SeriesFactory(live=state != "unpublished series")
    piece = InstallmentFactory(parent=series, title="Quillfeather 갈매기", live=state != "draft")
    if state == "expired":
        piece.expire_at = timezone.now() - timedelta(seconds=1)
        piece.save()
    if state == "private":
        series.view_restrictions.create(restriction_type="login")
    assert found(client, "quillfeather") == []
    assert found(client, "갈매") == []


HOSTILE = [
    "", "+++", "%00", "water%00weir", "%ff%fe", "-Data", "%27", "%22", "%22unbalanced", "drink%5C", "%5C",
    "a+%26+%7C+%21+%28+%29", "%3A*", "John+Doe+%3Cjohn%40provider.example%3E", "%27+OR+1%3D1--", "%25", "_",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%7B%7B7*7%7D%7D", "x" * 8000, "%22" * 500, "the+of+and", "levee&q=dike",
    "weir&topic=%27", "weir&from=2026-13-45", "NOT+AND+OR+NEAR", "title:levee", "a*", "^a", "한%00", "한%25_%5C",
    "%E1%84%92", "...", "--", "%zz", "%",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_fails_and_none_finds_everything(client, query):
    InstallmentFactory(title="The levee")
    assert found(client, query) == []


def test_the_word_beside_an_open_quotation_mark_and_a_versioned_name_are_found(client):
    InstallmentFactory(title="Data-X.2")
    InstallmentFactory(title="Unbalanced")
    assert found(client, "Data-X.2") == ["Data-X.2"]
    assert found(client, "%22unbalanced") == ["Unbalanced"]


def test_composed_and_decomposed_letters_find_the_same(client):
    InstallmentFactory(title="Réseaux")
    assert found(client, "re%CC%81seaux") == found(client, "r%C3%A9seaux") == ["Réseaux"]


def test_a_query_is_echoed_escaped(client):
    page = client.get("/search/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E{{7*7}}").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page


def test_results_are_paged(client):
    series = SeriesFactory()
    for _ in range(21):
        InstallmentFactory(parent=series, title="A levee")
    assert len(found(client, "levee")) == 20
    assert len(found(client, "levee&page=2")) == 1
    assert client.get("/search/?q=levee&page=3").status_code == 404
    assert 'href="/search/?q=levee&amp;page=2" rel="next"' in client.get("/search/?q=levee").content.decode()


def test_a_line_is_taken_apart_into_phrases_and_words():
    asked = understand('"southern policies" won-gi & 3.5 “Data-X.2” "open the')
    assert [term.ways for term in asked.terms] == [
        ("southern polici",), ("data x 2",), ("won gi", "wongi"), ("3 5", "35"), ("open",)
    ]  # fmt: skip


@pytest.mark.parametrize("pieces", [3, 25])
def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries, pieces):
    series, author = SeriesFactory(), AuthorFactory()
    for _ in range(pieces):
        InstallmentFactory(parent=series, title="A levee 제방을", bylines=[author])
    for query in ("levee", "제방"):
        client.get(f"/search/?q={query}")
        with django_assert_max_num_queries(8):
            assert len(found(client, query)) == min(pieces, 20)
    assert Byline.objects.count() == pieces
