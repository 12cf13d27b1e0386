"""Parts that are there in the other language only: in their place and marked, or left out, as the series says."""

import json
import re
from copy import deepcopy
from types import SimpleNamespace

import pytest

from series.models import InstallmentPage, InstallmentTopic, SeriesPage
from tests.factories import (
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
    locale,
    translated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    """Six parts in English, of which the third and the sixth are translated, in that order of time: six first."""
    with lasting():
        series = SeriesFactory(title="Rivers and Rates", planned_parts=6)
        parts = [InstallmentFactory(parent=series, title=f"Gauge {n}") for n in range(1, 7)]
        korean = translated(series, title="강과 금리")
        sixth = translated(parts[5], title="여섯째 눈금")
        third = translated(parts[2], title="셋째 눈금")
        yield SimpleNamespace(series=series, parts=parts, korean=korean, third=third, sixth=sixth)


@pytest.fixture
def world(built):
    return deepcopy(built)


def leave_out(series):
    SeriesPage.objects.filter(pk=series.pk).update(untranslated_parts="left_out")


def page(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def titles(html) -> list[str]:
    return re.findall(r"<h3>.*?<a [^>]*>(.*?)</a></h3>", html)


def graph(html) -> dict:
    nodes = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])["@graph"]
    return next(node for node in nodes if node["@type"] == "CreativeWorkSeries")


def test_they_stand_in_their_place_with_their_title_marked(client, world):
    html = page(client, world.korean.url)
    assert titles(html) == ["Gauge 1", "Gauge 2", "셋째 눈금", "Gauge 4", "Gauge 5", "여섯째 눈금"]
    assert f'<a href="{world.parts[0].url}" lang="en" hreflang="en">Gauge 1</a>' in html
    assert html.count("<span>영어</span>") == 4
    assert "1부:" in html


def test_a_part_translated_out_of_order_keeps_its_number(world):
    numbers = InstallmentPage.objects.filter(series=world.korean).order_by("first_published_at")
    assert list(numbers.values_list("title", "part_number")) == [("여섯째 눈금", 6), ("셋째 눈금", 3)]


def test_they_are_left_out_where_the_series_says_so(client, world):
    leave_out(world.korean)
    html = page(client, world.korean.url)
    assert titles(html) == ["셋째 눈금", "여섯째 눈금"]
    assert "Gauge" not in html
    assert [part["position"] for part in graph(html)["hasPart"]] == [3, 6]


def test_neighbours_and_contents_follow_the_same_rule(client, world):
    html = page(client, world.third.url)
    assert f'<a href="{world.parts[3].url}" rel="next" hreflang="en">' in html
    assert '<b lang="en">Gauge 4</b>' in html
    leave_out(world.korean)
    html = page(client, world.third.url)
    assert "Gauge" not in html
    assert re.search(r'rel="next"[^>]*><span>[^<]*6', html)


def test_machines_are_told_which_language_they_are_in(client, world):
    parts = graph(page(client, world.korean.url))["hasPart"]
    assert [(part["position"], part.get("inLanguage")) for part in parts] == [
        (1, "en"), (2, "en"), (3, None), (4, "en"), (5, "en"), (6, None),
    ]  # fmt: skip


def test_what_carries_text_holds_its_own_language_only(client, world):
    assert "Gauge" not in client.get(f"{world.korean.url}feed/rss/").content.decode()
    assert "Gauge" not in client.get(f"{world.korean.url}cite.ris").content.decode()


def test_the_last_part_says_so_in_korean(client, world):
    html = page(client, world.sixth.url)
    assert "6부 중 마지막" in html


def test_the_english_list_is_what_it_was(client, world):
    html = page(client, world.series.url)
    assert titles(html) == [f"Gauge {n}" for n in range(1, 7)]
    assert "눈금" not in html


def test_a_part_that_is_there_in_korean_only_stands_in_the_english_list(client, world):
    InstallmentFactory(parent=world.korean, title="일곱째 눈금", locale=locale("ko"))
    html = page(client, world.series.url)
    assert titles(html)[-1] == "일곱째 눈금"
    assert "<span>in Korean</span>" in html


def test_a_draft_in_either_language_is_shown_in_neither(client, world):
    InstallmentPage.objects.filter(pk=world.parts[0].pk).update(live=False)
    InstallmentPage.objects.filter(pk=world.third.pk).update(live=False)
    html = page(client, world.korean.url)
    assert titles(html) == ["Gauge 2", "Gauge 3", "Gauge 4", "Gauge 5", "여섯째 눈금"]


def test_sixty_of_them_ask_no_more_of_the_database(client, world, django_assert_max_num_queries):
    for n in range(7, 61):
        InstallmentFactory(parent=world.series, title=f"Gauge {n}")
    page(client, world.korean.url)  # what the process remembers is read once
    with django_assert_max_num_queries(10):
        page(client, world.korean.url)


def test_the_switch_stays_on_the_piece_or_says_that_there_is_no_translation(client, world):
    there = page(client, world.parts[2].url)
    assert f'<a href="{world.third.url}" lang="ko" hreflang="ko">한국어</a>' in there
    absent = page(client, world.parts[0].url)
    header = absent[absent.index("<header") : absent.index("</header>")]
    assert '<span class="site-nav__absent" lang="ko">한국어 번역 없음</span>' in header
    assert 'href="/ko/"' not in header
    assert 'hreflang="ko"' not in absent[: absent.index("</head>")]
    assert 'href="/ko/" lang="ko"' in absent[absent.index("<footer") :]


def test_words_that_there_are_in_english_only_are_marked_on_a_korean_page(client, world):
    PlannedPartFactory(
        series=world.series, part_number=7, working_title="A river to come", standfirst="What it asks."
    )
    SeriesPage.objects.filter(translation_key=world.series.translation_key).update(planned_parts=7)
    InstallmentTopic.objects.create(page=world.third, topic=TopicFactory(name="Water policy"))
    for address in (world.korean.url, world.third.url, f"{world.korean.url}forthcoming/7/"):
        html = page(client, address)
        assert re.search(r'<(a|b|div|h1)[^>]* lang="en"[^>]*>(<a[^>]*>)?A river to come', html), address
    html = page(client, world.korean.url)
    assert '<p lang="en">What it asks.</p>' in html
    assert re.search(r'<a href="[^"]*" lang="en">Water policy</a>', html)
    assert re.search(r'<a href="[^"]*" rel="tag" lang="en">Water policy</a>', page(client, world.third.url))
