"""The page of an address that shows nothing leads on: to a search for its words and to the nearest public pages."""

import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from publication.missing import words_of
from series.models import AlternativeName
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    series = SeriesFactory(title="Rivers", slug="rivers")
    InstallmentFactory(parent=series, title="The tides of March", slug="tides-of-march")
    return series


def near(client, address: str) -> list[str]:
    text = client.get(address).content.decode()
    found = re.search(r"<p>(?:Near this address|가까운 주소): (.*?)</p>", text)
    return re.findall(r'<a href="([^"]+)">', found[1]) if found else []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/series/rivers/tides-of-march/", "tides of march"),
        ("/2019/05/tides_of_march.html", "tides of march"),
        ("/칼럼/물값/", "물값"),
        ("/칼럼/\u1106\u116e\u11af/", "물"),
        ("/old.php", "old"),
        ("/12/", ""),
        ("/", ""),
        ('/"><script>alert(1)</script>/', "script"),
        ("/%00/", ""),
        ("/a\x00\u202eb/", "a b"),
        ("/" + "w" * 3000 + "/", "w" * 100),
    ],
)
def test_the_words_of_an_address_are_those_of_its_last_name(path, words):
    assert words_of(path) == words


def test_the_search_is_filled_with_them(client):
    assert 'value="tides of march"' in client.get("/nowhere/tides-of-march/").content.decode()
    assert "value=" not in re.search(r'<input id="q404"[^>]*>', client.get("/12/").content.decode())[0]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/series/rivers/tides-of-mach/", ["/series/rivers/tides-of-march/", "/series/rivers/"]),
        ("/series/rivers/nothing-like-it/", ["/series/rivers/"]),
        ("/series/rivers/tides-of-march/and/more/", ["/series/rivers/tides-of-march/"]),
        ("/series/river/tides-of-march/", ["/series/rivers/", "/series/"]),
        ("/serie/", ["/series/"]),
        ("/authors/nobody/", ["/authors/"]),
        ("/zzzz/", []),
    ],
)
def test_the_nearest_pages_are_offered(client, series, address, found):
    assert near(client, address) == found


def test_a_closed_page_is_never_near(client, series):
    InstallmentFactory(parent=series, title="A secret", slug="secret-gauge", live=False)
    hidden = InstallmentFactory(parent=series, title="Another", slug="secret-garden")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert near(client, "/series/rivers/secret-gaug/") == ["/series/rivers/"]
    Page.objects.filter(pk=series.pk).update(live=False)
    assert near(client, "/series/rivers/tides-of-mach/") == ["/series/"]


@pytest.fixture
def people_and_topics(series):
    choe = AuthorFactory(title="Choe Won-gi", slug="choe-won-gi", native_name="최원기")
    AuthorFactory(title="Abel Anand", slug="abel-anand")
    policy, hidden = (
        TopicFactory(name="Southern Policy", name_ko="남방정책"),
        TopicFactory(name="Hidden birds"),
    )
    AlternativeName.objects.create(topic=policy, name="Look South")
    InstallmentFactory(parent=series, bylines=[choe], topics=[policy])
    InstallmentFactory(parent=series, topics=[hidden], live=False)


CHOE, POLICY = "/authors/choe-won-gi/", "/topics/southern-policy/"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/authors/chow-won-gi/", [CHOE, "/authors/"]),
        ("/authors/choe/", [CHOE, "/authors/"]),
        ("/authors/최원기/", [CHOE, "/authors/"]),
        ("/author/won-gi-choe/", ["/authors/", CHOE]),
        ("/topics/sothern-policy/", [POLICY]),
        ("/tag/look-south/", [POLICY]),
        ("/ko/topics/남방정책론/", ["/ko" + POLICY]),
        ("/topics/sothern-policy/feed/rss/", [POLICY]),
        ("/authors/gi/", ["/authors/"]),
        ("/authors/abel-anan/", ["/authors/"]),
        ("/topics/hidden-birds/", []),
        ("/topics/" + "x" * 3000 + "/", []),
        ("/authors/%2500-%F0%9F%8C%8A/", ["/authors/"]),
    ],
)
def test_the_author_or_topic_that_seems_to_be_meant_is_offered(client, people_and_topics, address, found):
    offered = [unquote(near) for near in near(client, address)]
    assert [each for each in offered if each != "/ko/"] == found


def test_more_pages_take_no_more_queries(client, series):
    def queries() -> int:
        client.get("/series/rivers/tides-of-mach/")
        with CaptureQueriesContext(connection) as found:
            client.get("/series/rivers/tides-of-mach/")
        return len(found)

    before = queries()
    for number in range(10):
        InstallmentFactory(parent=series, title=f"Part {number}")
    assert (queries(), before <= 16) == (before, True)


def test_a_page_of_the_admin_that_is_not_there_is_the_admins_own(admin_client):
    answer = admin_client.get("/admin/no-such-view/")
    assert answer.status_code == 404
    assert answer.content
