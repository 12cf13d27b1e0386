"""Front page, authors, topics, search and standing pages in a browser: accessible, and never wider than the screen."""

import pytest

from authors.models import AuthorPage
from series.models import SeriesEditor
from tests.browser.accessibility import assert_accessible
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    StandingPageFactory,
    TopicFactory,
    paragraphs,
    translated,
)

PAGES = [
    "/", "/authors/", "/authors/?q=choe", "/authors/?q=nobody", "/authors/choe-won-gi/", "/topics/",
    "/topics/new-southern-policy/", "/topics/blue-economy/", "/search/", "/search/?q=southern", "/search/?q=monsoon",
    "/about/", "/ko/", "/ko/authors/", "/ko/topics/new-southern-policy/", "/ko/search/?q=정책",
]  # fmt: skip


@pytest.fixture
def _world(db):
    choe = AuthorFactory(title="Choe Won-gi", slug="choe-won-gi", native_name="최원기", position="Professor")
    desk = AuthorFactory(title="Series Editors", kind=AuthorPage.Kind.ORGANISATION, photo=ImageFactory())
    policy, blue = (
        TopicFactory(name="New Southern Policy", name_ko="신남방정책"),
        TopicFactory(name="Blue economy"),
    )
    series = SeriesFactory(title="Prospects of ASEAN-Korea relations in 2021", planned_parts=3)
    SeriesEditor.objects.create(page=series, author=desk, sort_order=0)
    piece = InstallmentFactory(
        parent=series, title="After the Southern Policy", bylines=[choe], topics=[policy]
    )
    translated(piece, title="신남방정책, 그다음")
    PlannedPartFactory(series=series, part_number=3).topics.add(blue)
    for _ in range(2):
        InstallmentFactory(
            parent=SeriesFactory(cloth="madder"), bylines=[desk], topics=[policy, TopicFactory()]
        )
    StandingPageFactory(title="About", standfirst="Who we are.", body=paragraphs("We publish series."))


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_page_is_accessible_and_fits_the_screen(browse, size, dark):
    page = browse(size=size, dark=dark)
    for address in PAGES:
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


@pytest.mark.usefixtures("_world")
def test_a_reader_finds_a_piece_by_its_author_its_topic_and_its_words(browse):
    page = browse()
    page.goto("/")
    page.get_by_role("link", name="All authors").click()
    page.get_by_label("Name, in any script").fill("최원기")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Choe Won-gi").first.click()
    page.get_by_role("link", name="New Southern Policy").click()
    assert page.get_by_role("heading", level=1).inner_text() == "New Southern Policy"
    page.get_by_role("link", name="Search").first.click()
    page.get_by_label("Words, a name, or a phrase in quotation marks").fill('"southern policy"')
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="After the Southern Policy").click()
    assert page.get_by_role("heading", level=1).inner_text() == "After the Southern Policy"
