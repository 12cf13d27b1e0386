"""The front page of each language, as anonymous readers get it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from authors.models import AuthorPage
from home.sections.arrangement import usual_arrangement
from series.models import SeriesEditor, SeriesPage
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
    home,
    paragraphs,
    translated,
)

pytestmark = pytest.mark.django_db


def text(response) -> str:
    """What is read on a page: no markup, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def section(response, name: str) -> str:
    """The markup of one section."""
    return response.content.decode().split(f'aria-labelledby="{name}"')[1].split("</section>")[0]


def headings(markup: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<h3>(.+?)</h3>", markup)]


def day(number):
    return datetime(2021, 2, number, tzinfo=UTC)


def complete_series(**kwargs):
    """Three parts of a minute each, all that were promised."""
    series = SeriesFactory(title="Rivers", status=SeriesPage.Status.COMPLETE, planned_parts=3, **kwargs)
    for number in (1, 2, 3):
        InstallmentFactory(
            parent=series, title=f"Part {number}", slug=f"p{number}", first_published_at=day(number)
        )
    return series


def test_an_empty_site_says_so(client):
    for address in ("/", "/ko/"):
        page = client.get(address)
        assert page.status_code == 200
    assert "Nothing has been published yet" in text(client.get("/"))


def test_a_complete_series_in_front_offers_its_last_and_its_first_part(client):
    series = complete_series(slug="rivers")
    SeriesEditor.objects.create(page=series, author=AuthorFactory(title="A. Nobody"), sort_order=0)
    page = client.get("/")
    feature = section(page, "shelf-h")
    assert "The current series, now complete" in feature
    assert "Three parts, 3 minutes in all. Edited by A. Nobody." in feature
    assert '<a class="button" href="/series/rivers/p3/">Read the final part</a>' in feature
    assert 'href="/series/rivers/p1/">Begin with part 1</a>' in feature
    assert re.findall(r'spine__title">([^<]+)<', feature) == ["Part 1", "Part 2", "Part 3"]


def test_an_editor_is_linked_when_readers_may_see_something_of_theirs(client):
    series = complete_series()
    desk = AuthorFactory(title="Series Editors", slug="desk", kind=AuthorPage.Kind.ORGANISATION)
    SeriesEditor.objects.create(page=series, author=desk, sort_order=0)
    InstallmentFactory(parent=series, bylines=[desk])
    assert 'Edited by <a href="/authors/desk/">Series Editors</a>.' in section(client.get("/"), "shelf-h")


def test_an_ongoing_series_in_front_shows_what_is_to_come_as_dashed_spines(client):
    series = SeriesFactory(title="Mekong", planned_parts=4)
    InstallmentFactory(parent=series, title="Only", bylines=[AuthorFactory(title="Abel Anand")])
    PlannedPartFactory(series=series, part_number=2, working_title="The delta")
    feature = section(client.get("/"), "shelf-h")
    assert "The current series</p>" in feature
    assert "One of four parts so far, 1 minute in all." in feature
    assert "Read the latest part" in feature
    assert "Begin with" not in feature
    assert feature.count("spine--forthcoming") == 3
    assert "The delta" in feature
    assert '<span class="spine__author">Abel Anand</span>' in feature


def test_the_series_with_the_newest_part_is_in_front_unless_the_editors_chose_another(client):
    old, new = SeriesFactory(title="Old"), SeriesFactory(title="New")
    InstallmentFactory(parent=old, first_published_at=day(1))
    InstallmentFactory(parent=new, first_published_at=day(2))
    assert ">New</a>" in section(client.get("/"), "shelf-h")
    front = home()
    front.sections = usual_arrangement(old.pk)
    front.save()
    assert ">Old</a>" in section(client.get("/"), "shelf-h")
    assert headings(section(client.get("/"), "series-h")) == ["New"]
    old.unpublish()
    assert ">New</a>" in section(client.get("/"), "shelf-h")


def test_the_latest_five_pieces_stand_newest_first_with_the_beginning_of_the_first(client):
    series = SeriesFactory()
    for number in range(1, 8):
        InstallmentFactory(
            parent=series,
            title=f"Piece {number}",
            first_published_at=day(number),
            body=paragraphs(f"The beginning of {number}."),
        )
    latest = section(client.get("/"), "latest-h")
    assert headings(latest) == ["Piece 7", "Piece 6", "Piece 5", "Piece 4", "Piece 3"]
    assert re.findall(r'teaser__excerpt">([^<]+)<', latest) == ["The beginning of 7."]


def test_topics_and_authors_have_their_counts(client):
    author = AuthorFactory(title="Choe Won-gi", native_name="최원기", slug="choe")
    piece = InstallmentFactory(bylines=[author], topics=[TopicFactory(name="Rivers")])
    translated(piece)
    page = client.get("/")
    assert "Rivers , 1 article" in text(page)
    assert "Choe Won-gi 최원기" in text(page)
    assert "1 installment, in English and Korean" in text(page)


def test_each_language_has_its_own_pieces_and_series(client):
    piece = InstallmentFactory(title="The end")
    translated(piece, title="끝")
    assert headings(section(client.get("/"), "latest-h")) == ["The end"]
    assert headings(section(client.get("/ko/"), "latest-h")) == ["끝"]
    head = client.get("/").content.decode().split("</head>")[0]
    assert 'hreflang="ko" href="http://localhost/ko/"' in head
    assert '<link rel="canonical" href="http://localhost/">' in head


def test_a_complete_series_with_one_part_translated_promises_nothing(client):
    series = complete_series()
    translated(series.get_children().last().specific, title="끝")
    feature = section(client.get("/ko/"), "shelf-h")
    assert re.findall(r'spine__title">([^<]+)<', feature) == ["끝"]
    assert "forthcoming" not in feature


@pytest.mark.parametrize("state", ["draft", "expired", "private"])
def test_what_the_public_may_not_see_is_nowhere(client, state):
    series = SeriesFactory(title="Quillfeather series")
    piece = InstallmentFactory(
        parent=series,
        title="Quillfeather piece",
        live=state != "draft",
        bylines=[AuthorFactory(title="Quillfeather author")],
        topics=[TopicFactory(name="Quillfeather topic")],
    )
    if state == "expired":
        piece.expire_at = timezone.now() - timedelta(seconds=1)
        piece.save()
    if state == "private":
        piece.view_restrictions.create(restriction_type="login")
    assert "Quillfeather" not in text(client.get("/"))


@pytest.mark.usefixtures("counts_are_kept")
@pytest.mark.parametrize("pieces", [3, 24])
def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries, pieces):
    front = SeriesFactory(planned_parts=100)
    SeriesEditor.objects.create(page=front, author=AuthorFactory(), sort_order=0)
    PlannedPartFactory(series=front, part_number=99)
    for number in range(pieces):
        series = front if number % 3 else SeriesFactory()
        InstallmentFactory(
            parent=series,
            bylines=[AuthorFactory(photo=ImageFactory(file__width=60, file__height=60)), AuthorFactory()],
            topics=[TopicFactory(), TopicFactory()],
        )
    client.get("/")
    with django_assert_max_num_queries(14):
        client.get("/")
