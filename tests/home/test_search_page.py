"""The page of results: order, facets, filters, marks, promotions, suggestions, and the log of what was asked."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from home.models import SearchedWords
from home.search import log
from home.search.asked import understand
from home.search.highlight import highlighter_for
from publication.models import LibraryDocument
from publication.stemming import stem
from series.models import InstallmentPage
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    SeriesFactory,
    TopicFactory,
    UserFactory,
    paragraphs,
    translated,
)
from tests.home.test_search import found

pytestmark = pytest.mark.django_db


def text_of(client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.content.decode()


def choices(page: str, facet: str) -> list[tuple[str, str]]:
    """(value, count) of the choices of a facet, as the first of the two forms has them."""
    form = page.split("<form")[2].split("</form>")[0]
    return re.findall(rf'name="{facet}" value="([^"]*)".*?class="count">(\d+)', form)


def test_title_stands_before_standfirst_before_body_and_then_the_newest(client):
    series = SeriesFactory(title="Rivers")
    day = datetime(2026, 1, 1, tzinfo=UTC)
    for name, days in (("body", 4), ("standfirst", 3), ("title", 1), ("title again", 2)):
        InstallmentFactory(
            parent=series,
            title=f"Levees, the {name}" if "title" in name else f"In the {name}",
            standfirst="Of levees." if name == "standfirst" else "Nothing.",
            body=paragraphs("Levees and levees and levees." if name == "body" else "Nothing."),
            first_published_at=day + timedelta(days=days),
        )
    assert found(client, "levee") == [
        "Levees, the title again",
        "Levees, the title",
        "In the standfirst",
        "In the body",
    ]
    assert found(client, "levee&sort=date")[0] == "In the body"


@pytest.mark.parametrize("query", ["strategy", "STRATEGIES", "elysee", "ÉLYSÉE", "ＳＴＲＡＴＥＧＹ"])
def test_english_stems_and_accents_do_not_count(client, query):
    InstallmentFactory(title="Strategic strategies of the Élysée")
    assert found(client, quote(query)) == ["Strategic strategies of the Élysée"]


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [("caresses", "caress"), ("ponies", "poni"), ("agreed", "agre"), ("hopping", "hop"), ("falling", "fall"),
     ("filing", "file"), ("happy", "happi"), ("relational", "relat"), ("conflated", "conflat"), ("rate", "rate"),
     ("generalizations", "gener"), ("oscillators", "oscil"), ("sky", "sky"), ("adoption", "adopt"), ("roll", "roll")],
)  # fmt: skip
def test_stems_are_those_of_the_published_algorithm(word, stemmed):
    assert stem(word) == stemmed


def test_facets_count_what_the_other_filters_leave(client):
    rivers, roads = SeriesFactory(title="Rivers"), SeriesFactory(title="Roads")
    abel, bela = AuthorFactory(title="Abel Anand"), AuthorFactory(title="Bela Brand")
    water = TopicFactory(name="Water")
    old = datetime(2019, 12, 31, 16, tzinfo=UTC)  # 2020 in Seoul
    InstallmentFactory(parent=rivers, title="A levee", bylines=[abel], topics=[water], first_published_at=old)
    twin = InstallmentFactory(parent=roads, title="Levee road", bylines=[abel, bela])
    translated(twin, title="Levee 길")
    page = text_of(client, "/search/?q=levee")
    assert choices(page, "series") == [("roads", "2"), ("rivers", "1")]
    assert choices(page, "author") == [("abel-anand", "3"), ("bela-brand", "2")]
    assert choices(page, "topic") == []  # one topic alone: nothing to choose between
    assert choices(page, "year")[-1] == ("2020", "1")
    assert choices(page, "language") == [("en", "2"), ("ko", "1")]
    narrowed = text_of(client, "/search/?q=levee&author=bela-brand&language=en")
    assert choices(narrowed, "author") == [("abel-anand", "2"), ("bela-brand", "1")]
    assert choices(narrowed, "language") == [("en", "1"), ("ko", "1")]
    assert found(client, "levee&author=bela-brand&language=en") == ["Levee road"]
    assert 'href="/search/?q=levee&amp;language=en">Remove filter: <span>Bela Brand</span>' in narrowed


@pytest.mark.parametrize(
    "odd",
    [
        "topic=%27",
        "series=%00",
        "year=abc",
        "type=all&type=none",
        "language=%ff",
        "author=" + "x" * 5000,
        "sort=best",
    ],
)
def test_an_odd_facet_is_none(client, odd):
    InstallmentFactory(title="A levee")
    assert found(client, f"levee&{odd}") == ["A levee"]


def test_days_narrow_and_a_day_that_is_none_is_told(client):
    InstallmentFactory(title="A levee", first_published_at=datetime(2026, 2, 3, tzinfo=UTC))
    assert found(client, "levee&from=2026-02-03&until=2026-02-03") == ["A levee"]
    assert found(client, "levee&from=2026-02-04") == []
    assert "“2026-13-45” is no day" in text_of(client, "/search/?q=levee&from=2026-13-45")


def test_series_and_authors_are_results_of_their_own_kind(client):
    abel = AuthorFactory(title="Abel Levee")
    InstallmentFactory(parent=SeriesFactory(title="The levee series"), title="Levee", bylines=[abel])
    AuthorFactory(title="Levee without a piece")
    page = text_of(client, "/search/?q=levee")
    assert choices(page, "type") == [("author", "1"), ("piece", "1"), ("series", "1")]
    assert "without a piece" not in page


def test_marks_stand_in_escaped_text():
    marks = highlighter_for(understand('strategies 외교정책 "b&b" mark'))
    assert marks.marked("Strategy <b>외교 정책은</b> & B&B") == (
        "<mark>Strategy</mark> &lt;<mark>b</mark>&gt;<mark>외교 정책</mark>은&lt;/<mark>b</mark>&gt; &amp; "
        "<mark>B</mark>&amp;<mark>B</mark>"
    )


def test_the_passage_is_cut_from_the_body_around_the_words(client):
    filler = "Nothing of note happened on the river that day. " * 12
    InstallmentFactory(
        title="The gauge", body=paragraphs(f"{filler} The <i>old</i> levee &amp; the 한미 관계. {filler}")
    )
    passage = re.search(r'<p class="meta">(… .*?)</p>', text_of(client, "/search/?q=levees+한미"))[1]
    assert "The old <mark>levee</mark> &amp; the <mark>한미</mark> 관계." in passage
    assert passage.endswith(" …")
    assert len(passage) < 330


def test_words_of_two_paragraphs_are_found_apart(client):
    SeriesFactory(title="Rivers", introduction="<p>The levee</p><p>holds.</p>")
    author = AuthorFactory(title="Zora", biography="<ul><li>Of sluices</li><li>and weirs.</li></ul>")
    InstallmentFactory(title="The gauge", bylines=[author])
    assert found(client, "levee") == ["Rivers"]
    assert found(client, "sluices") == ["Zora"]


def test_what_a_page_drops_is_neither_found_nor_shown(client):
    document = LibraryDocument.objects.create(title="Tables", file=ContentFile(b"1", name="tables.csv"))
    InstallmentFactory(
        title="The gauge",
        body=[
            *paragraphs("An old levee."),
            ("related_piece", {"page": InstallmentFactory(title="Draft", live=False), "reason": "A sluice."}),
            ("document", {"document": document, "label": "A weir."}),
            ("image", {"image": None, "caption": "A culvert."}),
        ],
    )
    assert found(client, "sluice") == found(client, "weir") == found(client, "culvert") == []
    page = text_of(client, "/search/?q=levee")
    assert "An old <mark>levee</mark>." in page
    assert not re.search("sluice|weir|culvert", page)


def test_nothing_of_the_text_of_a_withdrawn_piece_is_found_or_shown(client):
    piece = InstallmentFactory(title="The gauge", standfirst="A levee.", body=paragraphs("A sluice."))
    assert found(client, "levee") == found(client, "sluice") == ["The gauge"]
    InstallmentPage.objects.filter(pk=piece.pk).update(is_withdrawn=True)
    page = text_of(client, "/search/?q=levee")
    assert "sluice" not in page
    assert "A <mark>levee</mark>" not in page


@pytest.mark.parametrize(
    ("typed", "meant"), [("levve", "levee"), ("elvee", "levee"), ("외교정첵", "외교정책"), ("남방정책", "")]
)
def test_a_word_that_finds_nothing_is_answered_with_one_that_does(client, typed, meant):
    InstallmentFactory(title="The levee", standfirst="신외교정책의 길")
    page = text_of(client, f"/search/?q={quote(typed)}")
    offered = re.search(r'Did you mean <a href="([^"]+)">([^<]+)</a>', page)
    assert (offered[2] if offered else "") == meant
    if meant:
        assert "The " in text_of(client, offered[1])


def test_a_word_of_a_draft_is_never_offered(client):
    InstallmentFactory(title="The levee", live=False)
    assert "Did you mean" not in text_of(client, "/search/?q=levve")
    assert client.get("/search/names/?q=lev").json() == {"names": []}


def test_names_begin_as_typed(client):
    InstallmentFactory(
        title="신남방정책의 끝",
        bylines=[AuthorFactory(title="Sue Levin")],
        topics=[TopicFactory(name="Levees")],
    )
    assert client.get("/search/names/?q=lev").json() == {"names": ["Levees", "Sue Levin"]}
    assert client.get(f"/search/names/?q={quote('남방')}").json() == {"names": ["신남방정책의 끝"]}
    for odd in ("", "%00", "%22", "%25", "_", "x" * 8000, "%ff", "'", "%E3%8E%8F", "™", "℡", "²²"):
        assert client.get(f"/search/names/?q={odd}").json() == {"names": []}
    assert '<option value="Levees">' in text_of(client, "/search/")


def test_promoted_results_stand_above_while_they_are_public(client):
    piece = InstallmentFactory(title="The gauge")
    query = Query.get("Flood Levels")
    SearchPromotion.objects.create(query=query, page=piece, description="Begin <here>.")
    SearchPromotion.objects.create(
        query=query, external_link_url="https://example.org/a", external_link_text="Tables"
    )
    page = text_of(client, "/search/?q=FLOOD+levels!")
    assert f'<a href="{piece.url}">The gauge</a>' in page
    assert "Begin &lt;here&gt;." in page
    assert '<a href="https://example.org/a">Tables</a>' in page
    piece.unpublish()
    assert "Begin" not in text_of(client, "/search/?q=flood+levels")


def test_the_log_counts_words_by_day_and_what_found_nothing(client, time_machine):
    time_machine.move_to("2026-03-09T03:00:00Z")
    InstallmentFactory(title="The levee")
    for query in (
        "Levee",
        "levee!",
        "sluice",
        "levee&page=1",
        "levee&type=piece",
        "a%40b.org",
        "010-1234-5678",
        "",
        "the",
    ):
        client.get(f"/search/?q={query}")
    client.head("/search/?q=levee")
    rows = SearchedWords.objects.order_by("words").values_list("words", "day", "times", "times_empty")
    today = timezone.localdate()
    assert list(rows) == [("levee", today, 2, 0), ("sluice", today, 1, 1)]
    columns = {field.name for field in SearchedWords._meta.get_fields()}
    assert columns == {"id", "words", "day", "times", "times_empty"}


def test_the_log_is_bounded_and_forgets(client, monkeypatch, time_machine):
    time_machine.move_to("2026-03-09T03:00:00Z")
    monkeypatch.setattr(log, "MOST_LINES_A_DAY", 2)
    monkeypatch.setattr(log, "_pruned_on", {})
    SearchedWords.objects.create(words="long ago", day=date(2020, 1, 1), times=1)
    for query in ("sluice", "levee", "gauge", "levee"):
        client.get(f"/search/?q={query}")
    assert dict(SearchedWords.objects.values_list("words", "times")) == {"sluice": 1, "levee": 2}


def test_the_report_adds_days_up_and_its_download_holds_no_formulas(client, time_machine):
    time_machine.move_to("2026-03-09T03:00:00Z")
    today = timezone.localdate()
    SearchedWords.objects.create(words="=1+1", day=today, times=2, times_empty=2)
    SearchedWords.objects.create(words="levee", day=today, times=2)
    SearchedWords.objects.create(words="levee", day=today - timedelta(days=8), times=3, times_empty=1)
    client.force_login(UserFactory(role="Editors", password="x"))
    rows = client.get("/admin/reports/searches/").context["object_list"]
    assert [(row["words"], row["asked"], row["empty"]) for row in rows] == [("levee", 5, 1), ("=1+1", 2, 2)]
    rows = client.get("/admin/reports/searches/?period=7").context["object_list"]
    assert [(row["words"], row["asked"]) for row in rows] == [("=1+1", 2), ("levee", 2)]
    table = b"".join(client.get("/admin/reports/searches/?export=csv").streaming_content).decode()
    assert "'=1+1,2,2" in table
    assert "levee,5,1" in table


def test_asking_far_too_often_is_answered_with_a_time_to_wait(client, monkeypatch):
    from home.search import views

    monkeypatch.setattr(views, "LIMIT", views.Limit("search-test", 2, 300, True))
    cache.clear()
    assert [client.get("/search/?q=levee").status_code for _ in range(3)] == [200, 200, 429]
    assert int(client.get("/search/").headers["Retry-After"]) > 0


@pytest.mark.parametrize("pieces", [3, 25])
def test_eight_queries_at_most(client, django_assert_max_num_queries, pieces):
    series, author, topic = SeriesFactory(), AuthorFactory(title="Zed"), TopicFactory(name="Water")
    for _ in range(pieces):
        InstallmentFactory(parent=series, body=paragraphs("A levee 제방을"), bylines=[author], topics=[topic])
    [client.get(f"/search/?q={warm}") for warm in ("sluice", "river", "zed")]
    for query in ("levee", "제방", "levee&author=zed&sort=date", "levve", "없는낱말"):
        with django_assert_max_num_queries(8):
            client.get(f"/search/?q={query}")
    with django_assert_max_num_queries(3):
        assert json.loads(client.get("/search/names/?q=wat").content) == {"names": ["Water"]}
