"""HTP-01: odd page numbers, in every listing of the site. A new listing joins with one line.

The rule (publication/paging.py): no page, an empty one and 1 are page 1 under one canonical address; anything else
that is not the number of an existing page is a 404.
"""

import re

import pytest

from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, TopicFactory

pytestmark = pytest.mark.django_db

LISTINGS = {
    "series": "/series/",
    "column": "/series/column/",
    "authors": "/authors/",
    "author": "/authors/zora/",
    "topics": "/topics/",
    "topic": "/topics/rivers/",
    "search": "/search/?q=gauge",
    "corrections": "/corrections/",
    "Korean series": "/ko/series/",
    "Korean authors": "/ko/authors/",
    "Korean topics": "/ko/topics/",
    "Korean topic": "/ko/topics/rivers/",
    "Korean search": "/ko/search/?q=gauge",
    "Korean corrections": "/ko/corrections/",
}
# The values of the case, as they are sent.
FIRST = ["", "1"]
NOWHERE = [
    "abc", "-1", "0", "1.5", "1e3", "999999", "99999999999999999999", "%D9%A1", "1%00", "last", "1&page=2", "%2B1",
    "0x1", "9" * 7000, "%", "%zz", "%ff", "1%0A", "&page=",
]  # fmt: skip
ODD = ["%00=%00", "q=%00", "a=1&a=2&a", "=&&=", "%", "x=" + "y" * 7000, "order=%00"]


@pytest.fixture(scope="module", autouse=True)
def _world(lasting):
    with lasting():
        make_world()
        yield


def make_world():
    author, topic = AuthorFactory(slug="zora"), TopicFactory(name="Rivers")
    series = SeriesFactory(slug="column", form="column")
    for _ in range(3):
        InstallmentFactory(parent=series, title="A gauge", bylines=[author], topics=[topic])


def ask(client, listing: str, value: str):
    return client.get(f"{listing}{'&' if '?' in listing else '?'}page={value}")


@pytest.mark.parametrize("name", LISTINGS)
def test_an_odd_page_number_is_not_found(client, name):
    # A Korean listing is the view of its English twin.
    values = NOWHERE[::5] if name.startswith("Korean") else NOWHERE
    assert {value: ask(client, LISTINGS[name], value).status_code for value in values} == dict.fromkeys(
        values, 404
    )


@pytest.mark.parametrize("name", LISTINGS)
def test_no_page_and_page_1_are_the_same_page_under_one_address(client, name):
    pages = [client.get(LISTINGS[name]), *(ask(client, LISTINGS[name], value) for value in FIRST)]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert {
        re.search(r'<link rel="canonical" href="([^"]+)"', page.content.decode())[1] for page in pages
    } == {f"http://localhost{LISTINGS[name]}"}


@pytest.mark.parametrize("name", LISTINGS)
def test_no_query_string_breaks_a_listing(client, name):
    address = LISTINGS[name]
    mark = "&" if "?" in address else "?"
    assert {query: client.get(f"{address}{mark}{query}").status_code for query in ODD} == dict.fromkeys(
        ODD, 200
    )
