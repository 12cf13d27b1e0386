"""Pieces as programs are told them."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from series.models import InstallmentPage, SeriesPage
from tests.factories import InstallmentFactory
from tests.home.api.world import ask, titles

LEVEE, SITE = '=HYPERLINK("levee")', "http://localhost"


def test_a_piece_says_what_its_page_says(client, world):
    piece = ask(client, f"pieces/{world.gauge.pk}")
    assert piece["title"] == "The gauge"
    assert piece["subtitle"] == "Who reads it"
    assert piece["url"] == piece["canonical_url"] == f"{SITE}/series/rivers/gauge/"
    assert piece["published_at"] == "2021-03-01T15:30:00Z"
    assert piece["series"] | {"id": 0} == {
        "id": 0, "title": "Rivers", "url": f"{SITE}/series/rivers/", "status": "ongoing", "number": 1, "total": 3,
        "is_last": False,
    }  # fmt: skip
    assert piece["doi"] == "https://doi.org/10.1234/gauge"
    assert piece["licence"]["code"] == "cc-by-4.0"
    assert piece["licence"]["may_be_republished"] is True
    assert piece["corrections"] == [{"kind": "Correction", "date": "2021-03-03", "text": "It was 3."}]
    assert piece["version"] == 2
    assert piece["topics"] == [{"name": "Water", "url": f"{SITE}/topics/water/"}]
    assert piece["disclosure"] == "The author advised a ministry."
    assert (piece["image"]["alt"], piece["image"]["credit"]) == ("A levee", "Photo: L. Marsh")
    assert piece["image"]["width"] > 0
    assert len(piece["images"]) == 2
    assert {edition["format"] for edition in piece["editions"]} >= {"epub"}


def test_people_come_in_their_order_with_identifiers(client, world):
    first, second = ask(client, f"pieces/{world.gauge.pk}")["people"]
    assert (first["name"], first["family_name"], first["given_name"]) == ("Choe Won-gi", "Choe", "Won-gi")
    assert first["orcid"] == "https://orcid.org/0000-0002-1825-0097"
    assert first["url"] == f"{SITE}/authors/zora/"
    assert first["person"] == str(world.zora.translation_key)
    assert second["name"] == "Abel Anand"
    desk = ask(client, f"pieces/{world.levee.pk}")["people"][1]
    assert (desk["ror"], desk["is_organisation"]) == ("https://ror.org/05dxps055", True)


def test_a_translation_is_an_item_of_its_own_that_the_original_names(client, world):
    gauge, twin = (ask(client, f"pieces/{page.pk}") for page in (world.gauge, world.twin))
    assert gauge["work"] == twin["work"]
    assert [other["id"] for other in gauge["translations"]] == [world.twin.pk]
    assert [other["language"] for other in twin["translations"]] == ["en"]
    assert twin["licence"]["name"] == "크리에이티브 커먼즈 저작자표시 4.0"
    assert client.get(f"/api/v1/pieces/{world.twin.pk}").headers["Content-Language"] == "ko"


def test_the_text_is_html_with_whole_addresses_and_plain(client, world):
    piece = ask(client, f"pieces/{world.gauge.pk}")
    assert f'<a href="{SITE}/about/">About</a>' in piece["html"]
    assert "Its source." in piece["html"]
    assert "It was 3." in piece["html"]
    assert "The water rose.[1] About" in piece["text"]
    assert "<" not in piece["text"]


def test_it_is_cited_in_every_style_and_by_files(client, world):
    cited = ask(client, f"pieces/{world.gauge.pk}?fields=citations")["citations"]
    assert cited["apa"]["text"].startswith("Choe, W. & Abel Anand. (2021, March 2). The gauge: Who reads it.")
    assert cited["csl_json"]["DOI"] == "10.1234/gauge"
    assert "accessed" not in cited["csl_json"]
    assert f"{SITE}/series/rivers/gauge/cite.bib" in [file["url"] for file in cited["files"]]
    assert "<i>Commentary Series</i>" in cited["mla"]["html"]


def test_of_a_withdrawn_piece_the_reason_is_told_and_no_word_of_it(client, world):
    piece = ask(client, f"pieces/{world.withdrawn.pk}")
    assert piece["is_withdrawn"] is True
    assert piece["summary"] == "It was invented."
    assert (piece["html"], piece["text"], piece["minutes"], piece["editions"]) == ("", "", 0, [])
    assert "An invented sentence" not in json.dumps(piece)


def test_a_list_is_without_texts_unless_they_are_asked_for(client, world):
    item = ask(client, "pieces?order=oldest")["items"][1]
    assert not {"html", "text", "images", "citations"} & item.keys()
    (item,) = ask(client, "pieces?order=oldest&page_size=1&page=2&fields=title,text")["items"]
    assert item.keys() == {"title", "text"}
    assert "The water rose." in item["text"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Light", LEVEE, "The gauge", "수위계", "Taken back"]),
        ("order=oldest&language=en", ["Taken back", "The gauge", LEVEE, "Light"]),
        ("language=ko", ["수위계"]),
        ("series=rivers&language=en&order=number", ["The gauge", LEVEE]),
        ("series=rivers&language=ko", ["수위계"]),
        ("author=zora&language=en", ["The gauge"]),
        ("topic=water&language=en", ["The gauge"]),
        ("from=2022-01-01&to=2022-12-31", [LEVEE]),
        # In Seoul it was the second of March already.
        ("from=2021-03-02&to=2021-03-02&language=en", ["The gauge"]),
        ("from=2021-03-01&to=2021-03-01", []),
        ("updated_since=2023-01-01&language=en", ["Light"]),
        # PostgreSQL itself takes no such offset.
        ("updated_since=2023-01-01T16:00:00%2B16:00&language=en", ["Light"]),
        ("from=0001-01-01&to=9999-12-31&language=ko", ["수위계"]),
        ("updated_since=0001-01-01T00:00:00Z&language=ko", ["수위계"]),
        ("series=&author=&topic=&from=&language=ko", ["수위계"]),
    ],
)  # fmt: skip
def test_a_list_is_narrowed_and_ordered(client, world, query, expected):
    InstallmentPage.objects.filter(pk=world.twin.pk).update(
        first_published_at=world.gauge.first_published_at, last_published_at=datetime(2021, 4, 1, tzinfo=UTC)
    )
    found = titles(client, query)
    assert sorted(found) == sorted(expected) if not query else found == expected


def test_what_changed_last_stands_last_for_those_who_harvest(client, world):
    InstallmentPage.objects.filter(pk=world.gauge.pk).update(
        last_published_at=datetime(2030, 1, 1, tzinfo=UTC)
    )
    assert titles(client, "order=updated&language=en")[-1] == "The gauge"


@pytest.mark.parametrize("query", ["author=mina", "author=nobody", "series=secret", "topic=no", "author=%27"])
def test_a_name_that_nobody_may_know_of_finds_as_little_as_one_that_is_not_there(client, world, query):
    SeriesPage.objects.filter(pk=world.lamps.pk).update(live=False, slug="secret")
    answer = ask(client, f"pieces?{query}")
    assert (answer["total"], answer["items"]) == (0, [])


def test_pages_of_a_list_lead_on(client, world):
    first = client.get("/api/v1/pieces?page_size=2&language=en&fields=title")
    assert first.json() | {"items": 0} == {
        "total": 4, "page": 1, "page_size": 2, "pages": 2, "previous": None, "items": 0,
        "next": f"{SITE}/api/v1/pieces?fields=title&language=en&page_size=2&page=2",
    }  # fmt: skip
    assert f'<{first.json()["next"]}>; rel="next"' in first.headers["Link"]
    second = client.get(first.json()["next"]).json()
    assert second["next"] is None
    assert len({item["title"] for item in first.json()["items"] + second["items"]}) == 4


def test_what_was_taken_down_is_gone_and_what_never_was_is_not_there(client, world):
    world.light.unpublish()
    assert ask(client, f"pieces/{world.light.pk}", 410)["detail"] == "It was here once and was taken down."
    draft = InstallmentPage.objects.get(slug="draft", locale=world.gauge.locale)
    assert ask(client, f"pieces/{draft.pk}", 404) == ask(client, "pieces/2147483647", 404)


def test_an_alias_is_no_piece_of_its_own(client, world):
    alias = world.gauge.create_alias(parent=world.lamps, update_slug="again")
    ask(client, f"pieces/{alias.pk}", 404)
    assert ask(client, "pieces?language=en")["total"] == 4


def test_a_list_takes_the_same_queries_however_long_it_is(client, world):
    def asked(query: str) -> int:
        client.get(f"/api/v1/pieces?{query}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/api/v1/pieces?{query}").status_code == 200
        return len(queries)

    short = asked("page_size=2"), asked("page_size=2&fields=html,citations")
    for _ in range(4):
        InstallmentFactory(
            parent=world.rivers, bylines=[world.zora], topics=[world.water], image=world.gauge.image
        )
    assert (asked("page_size=50"), asked("page_size=50&fields=html,citations")) <= short
    assert max(short) <= 10
