"""JSON-LD: in schema.org's own words, whole, and never out of its script element.

vocabulary.json holds schema.org's types, their parents, properties and what these may be (release of 2026, without
what is superseded).
"""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import timezone

from series.metadata.description import (
    Correction,
    Description,
    Image,
    Neighbour,
    PageKind,
    Publisher,
    SeriesFacts,
    Source,
    Topic,
    Version,
    Who,
)
from series.metadata.graph import graph_of, script_of
from tests import factories

VOCABULARY = json.loads((Path(__file__).parent / "vocabulary.json").read_text())
AT = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
PUBLISHER = Publisher(
    site="Rivers & Rates",
    home="https://c.example/",
    name="River Institute",
    logo="https://c.example/logo.png",
    policies=(("correctionsPolicy", "https://c.example/corrections-policy/"),),
)
AUTHOR = Who(
    "Choe Won-gi",
    family="Choe",
    given="Won-gi",
    other_name="최원기",
    position="Professor",
    organisation="KNDA",
    address="https://c.example/authors/choe/",
    orcid="0000-0002-1825-0097",
)
DESK = Who("Desk", role="editor", is_organisation=True)
PARTS = (
    Neighbour("One", "https://c.example/rivers/one/", 0, AT, (AUTHOR,)),
    Neighbour("Two", "https://c.example/rivers/two/", 1, AT),
)
SERIES = SeriesFacts(
    "Rivers", "https://c.example/rivers/", status="complete", position=3, parts=PARTS, editors=(DESK,)
)
FULL = {
    "title": "Overview",
    "subtitle": "A view",
    "address": "https://c.example/rivers/overview/",
    "language": "en",
    "publisher": PUBLISHER,
    "summary": "What it says.",
    "published_at": AT,
    "modified_at": AT,
    "people": (
        AUTHOR,
        Who("Marsh", role="translator"),
        Who("Oak", role="original_author"),
        Who("Photo", role="photographer"),
    ),
    "topics": (Topic("Water", "https://c.example/topics/water/"),),
    "image": Image("https://c.example/i.jpg", 1280, 800, "A river", "The river.", "Photo: Oak"),
    "series": SERIES,
    "versions": (Version("ko", "https://c.example/ko/rivers/overview/"),),
    "corrections": (Correction("Correction", "It was 3.", date(2026, 3, 10)),),
    "trail": (("Home", "https://c.example/"), ("Rivers", "https://c.example/rivers/")),
    "licence": "https://creativecommons.org/licenses/by/4.0/",
    "rights": "All rights reserved",
    "doi": "10.1234/abcd",
    "disclosure": "The author owns a boat.",
    "source": Source("Herald", "https://herald.example/1", date(2026, 3, 1)),
    "minutes": 4,
    "profile": AUTHOR,
    "items": PARTS,
    "search": "https://c.example/search/",
}


def ancestors(type_: str) -> set[str]:
    found, open_ = set(), [type_]
    while open_:
        name = open_.pop()
        if name not in found:
            found.add(name)
            open_ += VOCABULARY[name]["parents"]
    return found


def problems(node, allowed: list[str] | None = None) -> list[str]:
    """What in a node is not schema.org's: unknown types and properties, values of a type that is not allowed."""
    if isinstance(node, list):
        return [problem for item in node for problem in problems(item, allowed)]
    if not isinstance(node, dict):
        return []
    if "@type" not in node:
        return [] if "@id" in node else [f"no type: {node}"]
    type_ = node["@type"]
    if type_ not in VOCABULARY:
        return [f"no such type: {type_}"]
    kin = ancestors(type_)
    wrong = [] if allowed is None or kin & set(allowed) else [f"{type_} is none of {allowed}"]
    for name, value in node.items():
        if name.startswith("@"):
            continue
        # An action says of a property what is to be typed into it: schema.org/docs/actions.html.
        plain = name.removesuffix("-input")
        ranges = [VOCABULARY[each]["properties"].get(plain) for each in kin]
        known = [each for each in ranges if each is not None]
        if not known:
            wrong.append(f"{type_} has no {name}")
            continue
        wrong += problems(value, known[0])
    return wrong


def nodes(node, type_: str) -> list[dict]:
    if isinstance(node, list):
        return [found for item in node for found in nodes(item, type_)]
    if not isinstance(node, dict):
        return []
    inner = [found for value in node.values() for found in nodes(value, type_)]
    return [node, *inner] if node.get("@type") == type_ else inner


@pytest.mark.parametrize("kind", list(PageKind))
def test_every_kind_of_page_speaks_schema_org(kind):
    graph = graph_of(Description(kind=kind, **FULL))
    assert problems(graph["@graph"]) == []


@pytest.mark.parametrize("kind", list(PageKind))
def test_nothing_is_empty_when_hardly_anything_is_known(kind):
    bare = Description(kind, "Overview", FULL["address"], "en", Publisher("Rivers", "https://c.example/"))
    text = json.dumps(graph_of(bare))
    assert not re.search(r'(""|null|\[\]|\{\})', text)
    assert problems(graph_of(bare)["@graph"]) == []


def test_an_article_names_its_people_its_series_and_its_corrections():
    (article,) = nodes(graph_of(Description(PageKind.INSTALLMENT, **FULL)), "OpinionNewsArticle")
    assert [who["name"] for who in article["author"]] == ["Choe Won-gi"]
    assert article["author"][0]["affiliation"] == {"@type": "Organization", "name": "KNDA"}
    assert article["author"][0]["alternateName"] == "최원기"
    assert [who["name"] for who in article["translator"]] == ["Marsh"]
    assert article["isPartOf"][0] == {"@id": "https://c.example/rivers/#series"}
    assert article["position"] == 3
    assert article["correction"] == [
        {"@type": "CorrectionComment", "text": "It was 3.", "datePublished": "2026-03-10"}
    ]
    assert article["version"] == "2"
    assert article["datePublished"] == "2026-03-09T10:00:00+09:00"
    assert article["isBasedOn"][0]["author"]["name"] == "Oak"


def test_a_series_lists_its_parts_a_preface_with_number_0_too():
    (series,) = nodes(graph_of(Description(PageKind.SERIES, **FULL)), "CreativeWorkSeries")
    assert [(part["name"], part["position"]) for part in series["hasPart"]] == [("One", 0), ("Two", 1)]
    assert (series["startDate"], series["endDate"]) == ("2026-03-09", "2026-03-09")


@pytest.mark.parametrize(
    ("zone", "told"), [("Asia/Seoul", "2026-03-09T10:00:00+09:00"), ("UTC", "2026-03-09T01:00:00+00:00")]
)
def test_a_part_that_was_told_before_is_told_in_the_zone_in_hand(zone, told):
    facts = SeriesFacts("Rivers", "https://c.example/rivers/", parts=(Neighbour("One", "/one/", 1, AT),))
    description = Description(PageKind.SERIES, **(FULL | {"series": facts}))
    graph_of(description)
    with timezone.override(zone):
        (series,) = nodes(graph_of(description), "CreativeWorkSeries")
    assert series["hasPart"][0]["datePublished"] == told


def test_an_ongoing_series_has_no_end():
    ongoing = SeriesFacts("Rivers", "https://c.example/rivers/", status="ongoing", parts=PARTS)
    (series,) = nodes(
        graph_of(Description(PageKind.SERIES, **(FULL | {"series": ongoing}))), "CreativeWorkSeries"
    )
    assert "endDate" not in series


@pytest.mark.parametrize("title", ["</script><script>alert(1)", "<!--", "a & b", "\u2028line", "최원기"])
def test_no_title_leaves_the_script_and_all_come_back(title):
    text = script_of(Description(PageKind.INSTALLMENT, **(FULL | {"title": title})))
    assert not re.search(r"[<>&\u2028\u2029]", text)
    (article,) = nodes(json.loads(text), "OpinionNewsArticle")
    assert article["headline"] == title.replace("\u2028", "").strip() or article["headline"] == title


@pytest.mark.django_db
def test_the_page_of_a_piece_and_of_its_series_give_the_series_one_id(client):
    series = factories.SeriesFactory(title="Rivers")
    piece = factories.InstallmentFactory(parent=series)
    ids = set()
    for page in (series, piece):
        text = client.get(page.url).content.decode()
        graph = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1])
        assert problems(graph["@graph"]) == []
        ids |= {node["@id"] for node in nodes(graph, "CreativeWorkSeries")}
    assert ids == {"http://localhost/series/rivers/#series"}
