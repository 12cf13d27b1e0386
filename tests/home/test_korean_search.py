"""Korean in the search: parts of words, particles, spaces that writers differ in, and every form of encoding."""

import unicodedata
from urllib.parse import quote

import pytest
from django.db import connection

from home.search.asked import bare, understand
from publication.search_words import fold, index_words
from series.models import AlternativeName
from tests.factories import AuthorFactory, InstallmentFactory, TopicFactory, paragraphs
from tests.home.test_search import found

pytestmark = pytest.mark.django_db

TEXT = "대한민국의 신남방정책은 한·미 관계와 함께 2021년에 새 정부가 ASEAN과 이어갔다."


@pytest.fixture
def piece():
    InstallmentFactory(title="Elsewhere", body=paragraphs("외교부는 북방 정상회담을 열었다."))
    return InstallmentFactory(title="수위표", body=paragraphs(TEXT))


@pytest.mark.parametrize(
    "query",
    [
        "민국", "남방", "남방정책", "신남방정책", "남방 정책", "신남방 정책", "정책 남방", "한미", "한·미", "한미관계",
        "한 미 관계", "2021년", "새정부", "새 정부", "ASEAN과", "ASEAN 정책", "ＡＳＥＡＮ", '"새 정부"', "관계와",
        "정책은",
    ],
)  # fmt: skip
def test_words_are_found_as_parts_and_with_other_spaces(client, piece, query):
    assert found(client, quote(query)) == ["수위표"]
    assert found(client, quote(unicodedata.normalize("NFD", query))) == ["수위표"]


@pytest.mark.parametrize("query", ["대한민국을", "남방정책이", "신남방정책으로", "남방정책에서", "정부는"])
def test_another_particle_is_left_out_when_nothing_has_it(client, piece, query):
    assert found(client, quote(query)) == ["수위표"]


@pytest.mark.parametrize("query", ["방책", "정남", "의신", "남정방책", "북방정책", "정", "관계 북방"])
def test_what_only_looks_alike_is_not_found(client, piece, query):
    assert found(client, quote(query)) == []


@pytest.mark.parametrize(
    "query", ["최원기", "원기 최", "choe won-gi", "Won-gi Choe", "won gi choe", "WONGI", "최원기의"]
)
def test_a_name_is_found_in_either_script_and_order(client, query):
    author = AuthorFactory(title="Choe Won-gi", native_name="최원기")
    InstallmentFactory(title="The gauge", bylines=[author]).save()
    InstallmentFactory(title="Elsewhere")
    assert found(client, quote(query)) == ["The gauge"]


def test_a_piece_is_found_by_every_name_of_its_topic(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        topic = TopicFactory(name="Climate change", name_ko="기후변화")
        InstallmentFactory(title="The gauge", topics=[topic])
    connection.run_on_commit.clear()  # a test's own transaction never ends, so what was done still waits there
    with django_capture_on_commit_callbacks(execute=True):
        AlternativeName.objects.create(topic=topic, name="Global warming")
    for query in ("climate", "기후", "global+warming"):
        assert found(client, query) == ["The gauge"], query


def test_nothing_of_an_unpublished_profile_finds_a_piece(client):
    author = AuthorFactory(title="Choe Won-gi", native_name="최원기", live=False)
    InstallmentFactory(title="The gauge", bylines=[author]).save()
    assert found(client, quote("최원기")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("외교정책은", "외교 교정 정책 책은"),
        ("새 정부", "새 정부"),
        ("Élysée’s strategies", "elyse strategi"),
        ("한·미", "한 미 한미"),
        ("ＡＳＥＡＮ의 2021년", "asean 의 2021 년"),
        ("the of and", ""),
    ],
)
def test_the_words_of_a_text(text, words):
    assert index_words(text) == words


def test_folding_leaves_syllables_whole():
    assert fold(unicodedata.normalize("NFD", "최원기 Réseaux")) == "최원기 reseaux"


def test_particles_leave_two_syllables():
    assert [bare(word) for word in ("정책에서는", "국가의", "나라", "정부")] == [
        "정책",
        "국가",
        "나라",
        "정부",
    ]


def test_a_long_line_stays_a_small_query():
    asked = understand("가나다라마바사아자차카타파하" * 10 + " 남방정책" * 30)
    assert sum(len(term.ways) for term in asked.terms) < 40
