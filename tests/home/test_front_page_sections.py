"""The sections of the front page as its editors arranged them: what each shows, in which order, and nothing twice."""

import re
from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageViewRestriction

from home.sections.left_out import left_out
from series.models import Correction, InstallmentPage, SeriesEditor, SeriesPage
from tests import factories

QUERIES = 14


def day(number):
    return datetime(2021, 2, number, tzinfo=UTC)


class World:
    """Two series of three parts and a column, by two authors on two topics. Newest first: note, delta 3, 2, 1, hill 3, 2, 1."""

    def __init__(self):
        photo = factories.ImageFactory(file__width=60, file__height=60)
        self.abel = factories.AuthorFactory(title="Abel Anand", photo=photo)
        self.zora = factories.AuthorFactory(title="Zora Whitlock", photo=photo)
        self.rivers, self.cities = (
            factories.TopicFactory(name="Rivers"),
            factories.TopicFactory(name="Cities"),
        )
        self.hill = factories.SeriesFactory(title="Hill")
        self.delta = factories.SeriesFactory(title="Delta", planned_parts=3)
        self.column = factories.SeriesFactory(title="Column", form=SeriesPage.Form.COLUMN)
        SeriesEditor.objects.create(page=self.delta, author=self.abel, sort_order=0)
        self.hills = [self._piece(self.hill, f"Hill {n}", day(n)) for n in (1, 2, 3)]
        self.deltas = [self._piece(self.delta, f"Delta {n}", day(10 + n)) for n in (1, 2, 3)]
        self.note = self._piece(self.column, "Note", day(20))
        for number, piece in enumerate(self.hills, start=1):
            row = {"date": date(2026, 3, number), "text": f"<p>It was {number}.</p>", "locale": piece.locale}
            Correction.objects.create(page=piece, **row)

    def _piece(self, series, title, published):
        topics = [self.rivers] if series is self.hill else [self.rivers, self.cities]
        authors = [self.zora] if series is self.hill else [self.zora, self.abel]
        return factories.InstallmentFactory(
            parent=series,
            title=title,
            first_published_at=published,
            body=factories.paragraphs(f"The beginning of {title}."),
            bylines=authors,
            topics=topics,
        )


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        yield World()


@pytest.fixture
def world(built, db):
    return deepcopy(built)


def section(kind: str, **value) -> dict:
    return {"type": kind, "value": {"title": "", "chosen": None, **value}}


def several(kind: str, *things, **value) -> dict:
    chosen = [{"type": "item", "value": thing.pk, "id": str(at)} for at, thing in enumerate(things)]
    return {"type": kind, "value": {"title": "", "chosen": chosen, **value}}


def arrange(*sections, language="en"):
    front = factories.home(language)
    front.sections = list(sections)
    front.save()
    return front


def main_of(client, address="/") -> str:
    """What editors arrange: all between header and footer but the form that follows by mail."""
    main = client.get(address).content.decode().split("<main")[1].split("</main>")[0]
    return main.split('<section class="follow')[0]


def shown(client, address="/") -> list[tuple[str, list[str]]]:
    """(heading, the headings below it) of each section, in the order of the page."""
    found = []
    for level, words in re.findall(r"<h([23])[^>]*>(.*?)</h\1>", main_of(client, address), re.DOTALL):
        words = " ".join(
            re.sub(r'<span class="visually-hidden">.*?</span>|<[^>]+>', " ", words, flags=re.DOTALL).split()
        )
        if level == "2":
            found.append((words, []))
        else:
            found[-1][1].append(words)
    return found


def test_a_front_page_without_sections_shows_the_usual_ones(client, world):
    usual = client.get("/").content
    arrange()
    assert client.get("/").content == usual
    assert shown(client) == [
        ("Column", []),
        ("Latest commentary", ["Note", "Delta 3", "Delta 2", "Delta 1", "Hill 3"]),
        ("Series in focus", ["Delta", "Hill"]),
        ("Topics", []),
        ("Authors", ["Zora Whitlock", "Abel Anand"]),
    ]


def test_sections_stand_in_their_order_under_their_own_titles(client, world):
    arrange(
        section(
            "words", title="Welcome", text=f'<p>Read <a linktype="page" id="{world.note.pk}">this</a>.</p>'
        ),
        several("topics", world.cities, title="Where to begin"),
        section("lead", chosen=world.hills[0].pk, title="Our choice"),
        section("corrections", number=2),
    )
    assert shown(client) == [
        ("Welcome", []),
        ("Where to begin", []),
        ("Our choice", ["Hill 1"]),
        ("Recent corrections", ["Hill 3", "Hill 2"]),
    ]
    page = client.get("/").content.decode()
    assert f'Read <a href="{world.note.url}">this</a>.' in page
    assert '<p class="teaser__excerpt">The beginning of Hill 1.</p>' in page
    assert ">Rivers" not in page


def test_no_piece_stands_on_the_page_twice(client, world):
    arrange(
        section("latest", number=12, large=False),
        section("lead"),
        section("parts", chosen=world.delta.pk, number=2),
        section("lead", chosen=world.note.pk),
        section("lead", chosen=world.note.pk, title="Once more"),
    )
    assert shown(client) == [
        ("Latest commentary", ["Hill 3", "Hill 2", "Hill 1"]),
        ("Just published", ["Delta 3"]),
        ("Delta", ["Delta 1"]),
        ("The editors’ choice", ["Note"]),
        ("Just published", ["Delta 2"]),
    ]


def test_what_the_site_picks_is_never_on_the_page_already(client, world):
    arrange(
        section("shelf"),
        section("shelf", chosen=world.delta.pk),
        several("series", number=3),
        several("topics", world.rivers),
        several("topics", number=5),
        several("authors", number=1),
        several("authors", world.zora),
        section("corrections", number=1),
        section("corrections", number=1),
    )
    assert shown(client) == [
        ("Column", []),
        ("Delta", []),
        ("Series in focus", ["Hill"]),
        ("Topics", []),
        ("Topics", []),
        ("Authors", ["Abel Anand"]),
        ("Authors", ["Zora Whitlock"]),
        ("Recent corrections", ["Hill 3"]),
        ("Recent corrections", ["Hill 2"]),
    ]


def test_headings_that_are_there_twice_have_two_ids(client, world):
    arrange(*[several(kind, number=1) for kind in ("authors", "topics", "series", "authors")])
    ids = re.findall(r'<h2 id="([^"]+)"', main_of(client))
    assert ids == ["authors-h", "topics-h", "series-h", "authors-h-2"]


def test_two_sections_under_the_same_words_are_one_landmark(client, world):
    arrange(
        section("shelf", chosen=world.hill.pk),
        section("parts", chosen=world.hill.pk, number=1),
        several("topics", number=1),
        several("topics", number=1),
        several("topics", title="More", number=1),
        several("topics", world.rivers, title="More"),
    )
    page = main_of(client)
    ids = re.findall(r'<h2 id="([^"]+)"', page)
    assert len(ids) == 4
    assert re.findall(r'<section[^>]* aria-labelledby="([^"]+)"', page) == [
        "shelf-h",
        "topics-h",
        "topics-h-2",
    ]


def test_a_column_stands_with_its_newest_piece_first_and_a_series_in_its_order(client, world):
    factories.InstallmentFactory(parent=world.column, title="Older note", first_published_at=day(19))
    arrange(
        section("parts", chosen=world.column.pk, number=6), section("parts", chosen=world.hill.pk, number=6)
    )
    assert shown(client) == [("Column", ["Note", "Older note"]), ("Hill", ["Hill 1", "Hill 2", "Hill 3"])]


def test_empty_sections_vanish_with_their_heading(client, world):
    Correction.objects.all().delete()
    InstallmentPage.objects.get(pk=world.note.pk).unpublish()
    arrange(
        section("corrections", number=3),
        section("parts", chosen=world.column.pk, number=3, title="Our column"),
        section("words", title="Nothing", text=""),
    )
    assert shown(client) == []


@pytest.mark.parametrize("state", ["draft", "scheduled", "private", "expired", "deleted"])
def test_a_choice_that_is_not_public_is_left_out_and_the_editor_is_told(client, world, state):
    hidden = world.hill
    front = arrange(
        section("shelf", chosen=hidden.pk, title="Chosen"),
        section("parts", chosen=hidden.pk, title="Chosen", number=3),
        several("series", hidden, world.column, title="Some series", number=3),
        section("lead", chosen=world.hills[1].pk, title="Chosen"),
    )
    assert left_out(front) == []
    if state == "private":
        PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    elif state == "deleted":
        SeriesPage.objects.get(pk=hidden.pk).delete()
    else:
        dates = {"expire_at": day(1)} if state == "expired" else {}
        SeriesPage.objects.filter(pk=hidden.pk).update(live=state == "expired", **dates)
    # One thing gives way to the newest under its usual words, as long as that is not on the page already.
    assert shown(client) == [("Delta", []), ("Some series", ["Column"]), ("Just published", ["Note"])]
    page = client.get("/").content.decode()
    assert "Hill" not in page
    assert "Chosen" not in page
    told = left_out(front)
    assert [choice.section.split(",")[0] for choice in told] == [
        "Series on its shelf", "Series with its parts", "Several series", "Lead",
    ]  # fmt: skip


def test_topics_and_authors_that_are_merged_or_have_no_piece_are_left_out(client, world):
    nobody = factories.AuthorFactory(title="Nobody")
    merged = factories.AuthorFactory(title="Z. Whitlock", merged_into=world.zora)
    nothing = factories.TopicFactory(name="Nothing")
    front = arrange(
        several("authors", nobody, merged, world.abel, number=6), several("topics", nothing, number=6)
    )
    assert shown(client) == [("Authors", ["Abel Anand"])]
    assert [(choice.name, choice.reason) for choice in left_out(front)] == [
        ("Nobody", "no piece by them is public"),
        ("Z. Whitlock", "it was merged into “Zora Whitlock”: choose that one"),
        ("Nothing", "no piece under it is public"),
    ]


def test_each_language_has_its_own_arrangement(client, world):
    factories.translated(world.note, title="쪽지")
    front = arrange(
        section("lead", chosen=world.note.pk, title="고른 글"),
        several("authors", world.abel, title="쓴 사람", number=3),
        language="ko",
    )
    # A choice of the other language is left out as well; people are of both.
    assert shown(client, "/ko/") == [("방금 나온 글", ["쪽지"]), ("쓴 사람", ["Abel Anand"])]
    translation.activate("en")
    assert [choice.reason for choice in left_out(front)] == ["it is not in the language of this front page"]
    assert shown(client)[0] == ("Column", [])


EVERYTHING = ("lead", "latest", "shelf", "parts", "series", "topics", "authors", "words", "corrections")


def everything(world, times: int) -> list[dict]:
    words = f'<p>Read <a linktype="page" id="{world.note.pk}">this</a>.</p>'
    return [
        several(kind, number=1) | {"id": f"{kind}-{time}"}
        if kind not in ("words", "lead", "shelf", "parts")
        else section(kind, text=words, number=1)
        for time in range(times)
        for kind in EVERYTHING
    ]


@pytest.mark.usefixtures("counts_are_kept")
def test_the_number_of_queries_is_the_same_whatever_is_arranged(client, world):
    for number in range(4):
        factories.InstallmentFactory(title=f"Another {number}")
    counts = set()
    for times in (1, 2):
        arrange(*everything(world, times))
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/").content.decode()
        counts.add(len(queries))
        for kind in EVERYTHING:
            assert f'id="{kind}-h"' in page, kind
    assert len(counts) == 1
    assert counts.pop() <= QUERIES
    assert 'id="corrections-h-2"' in page
