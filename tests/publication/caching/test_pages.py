"""The page cache of the application: what is kept, for whom, and how it is made once for all who ask."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client, RequestFactory

from publication.caching import claims, journal, stores
from publication.caching.middleware import CachingMiddleware
from publication.caching.rules import open_to_all
from publication.models import Purge
from publication.models.purges import EVERYTHING
from series.models import InstallmentPage
from tests.factories import InstallmentFactory, SeriesFactory, UserFactory
from tests.publication.caching.headers import told

NOON = "2026-03-02T12:00:00+09:00"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_cache")]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def part():
    return InstallmentFactory(parent=SeriesFactory(slug="rivers"), slug="gauge", title="The gauge")


def rename_unnoticed(part, title):
    InstallmentPage.objects.filter(pk=part.pk).update(title=title)


def shows(client, address, title, **headers) -> bool:
    return title in client.get(address, headers=headers).content.decode()


def test_a_page_is_made_once_and_found_again_with_one_query(client, part, django_assert_num_queries):
    first = client.get(part.url)
    with django_assert_num_queries(1):
        again = client.get(part.url)
    assert again.content == first.content
    assert {name: again[name] for name in again.headers} == {name: first[name] for name in first.headers}


def test_what_it_said_is_counted(client, part, clock, monkeypatch):
    said = []
    monkeypatch.setattr("publication.metrics.page_cache", said.append)
    for address in (part.url, part.url, "/nowhere/", "/nowhere/"):
        client.get(address)
    assert said == ["miss", "hit", "miss", "bypass"]


def test_it_lasts_as_long_as_its_header_says_and_says_what_is_left(client, part, clock):
    assert told(client.get(part.url))["s-maxage"] == 269
    rename_unnoticed(part, "Another")
    clock.shift(100)
    assert told(client.get(part.url))["s-maxage"] == 169
    clock.shift(169)
    assert shows(client, part.url, "The gauge")
    clock.shift(1)
    assert shows(client, part.url, "Another")


def test_it_never_outlasts_an_expiry(client, part, clock):
    InstallmentPage.objects.filter(pk=part.pk).update(expire_at="2026-03-02T12:01:00+09:00")
    assert client.get(part.url).status_code == 200
    clock.move_to("2026-03-02T12:00:59+09:00")
    assert client.get(part.url).status_code == 200
    clock.move_to("2026-03-02T12:01:00+09:00")
    assert client.get(part.url).status_code == 410


def test_who_has_it_is_told_so_and_leaves_the_whole_for_others(client, part):
    tag = client.get(part.url)["ETag"]
    stores.forget()
    for _ in range(2):
        answer = client.get(part.url, headers={"if-none-match": tag})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert client.get(part.url).status_code == 200
    stores.forget()
    client.head(part.url)
    assert shows(client, part.url, "The gauge")


def test_a_purge_ends_it_at_once_and_that_of_another_address_does_not(client, part):
    for address in ("/", part.url):
        client.get(address)
    rename_unnoticed(part, "Another")
    journal.note(["/series/"])
    assert shows(client, part.url, "The gauge")
    journal.note([part.url])
    assert shows(client, part.url, "Another")
    assert not shows(client, "/", "Another")
    journal.note([EVERYTHING])
    assert shows(client, "/", "Another")


def test_a_purge_that_is_committed_later_than_the_next_counts_as_well(client, part):
    """Its row has the lower number."""
    journal.note([part.url])
    late = list(Purge.objects.values())
    Purge.objects.all().delete()
    journal.note([part.url])
    client.get(part.url)
    rename_unnoticed(part, "Another")
    Purge.objects.bulk_create([Purge(**row) for row in late])
    assert shows(client, part.url, "Another")


def test_who_is_signed_in_goes_past_it_both_ways(client, part):
    client.force_login(UserFactory())
    assert shows(client, part.url, "The gauge")
    rename_unnoticed(part, "Another")
    assert shows(Client(), part.url, "Another")
    rename_unnoticed(part, "A third")
    assert shows(client, part.url, "A third")
    assert shows(Client(), part.url, "Another")


def test_a_preview_is_not_kept(client, part):
    draft = InstallmentPage.objects.get(pk=part.pk)
    draft.title = "SECRET"
    assert "SECRET" in draft.make_preview_request().content.decode()
    assert shows(client, part.url, "The gauge")


@pytest.mark.parametrize(
    "address", ["/nothing/", "/feed/", "/topics/?page=1", "/search/", "/series/rivers.epub"]
)
def test_what_anybody_could_ask_for_without_end_is_not_kept(client, part, address):
    before = len(stores.store()._entries)
    client.get(address)
    assert len(stores.store()._entries) == before


def test_memory_is_bounded(client, part, monkeypatch):
    monkeypatch.setattr(stores, "MOST_MEMORY", 60_000)
    addresses = ["/", "/series/", part.url, "/series/rivers/", "/authors/", "/topics/", "/archive/", "/ko/"]
    for address in addresses:
        client.get(address)
    shelf = stores.store()
    assert 0 < sum(len(entry.content) for entry in shelf._entries.values()) == shelf._bytes <= 60_000


def test_an_answer_that_was_overtaken_by_a_purge_is_kept_by_nobody(client, part, monkeypatch):
    serve = InstallmentPage.serve

    def overtaken(page, request, *args, **kwargs):
        answer = serve(page, request, *args, **kwargs).render()
        rename_unnoticed(part, "Another")
        journal.note([part.url])
        return answer

    monkeypatch.setattr(InstallmentPage, "serve", overtaken)
    late = client.get(part.url)
    assert "The gauge" in late.content.decode()
    assert late["Cache-Control"] == "public, no-cache"
    monkeypatch.setattr(InstallmentPage, "serve", serve)
    assert shows(client, part.url, "Another")


class Kitchen:
    """A site whose one page takes until `ready`, and is counted."""

    def __init__(self, answer=lambda: HttpResponse("page")):
        self.made, self.ready, self.answer = 0, threading.Event(), answer
        self.began = threading.Event()
        self.site = CachingMiddleware(self)

    def __call__(self, request):
        self.made += 1
        self.began.set()
        assert self.ready.wait(10)
        return open_to_all(self.answer())

    def ask(self, count: int) -> list:
        """So many at once; the page is ready when all are there."""
        with ThreadPoolExecutor(count) as pool:
            first = pool.submit(self.site, RequestFactory().get("/page/"))
            assert self.began.wait(10)
            others = [pool.submit(self.site, RequestFactory().get("/page/")) for _ in range(count - 1)]
            self.ready.set()
            return [asked.result() for asked in [first, *others]]


@pytest.fixture
def no_journal(monkeypatch):
    """Threads see no row of a test that does not commit."""
    monkeypatch.setattr(stores, "_last_purges", lambda digest: [])
    monkeypatch.setattr("publication.caching.horizon._dates_after", lambda now: [])


@pytest.mark.usefixtures("no_journal")
def test_a_page_that_two_hundred_ask_for_at_once_is_made_once():
    kitchen = Kitchen()
    answers = kitchen.ask(200)
    assert {answer.content for answer in answers} == {b"page"}
    assert kitchen.made == 1


@pytest.mark.usefixtures("no_journal")
def test_while_a_page_is_made_anew_the_others_get_the_old_one(clock):
    kitchen = Kitchen()
    kitchen.ready.set()
    kitchen.site(RequestFactory().get("/page/"))
    clock.shift(275)
    kitchen.ready.clear()
    with ThreadPoolExecutor(1) as pool:
        kitchen.began.clear()
        slow = pool.submit(kitchen.site, RequestFactory().get("/page/"))
        assert kitchen.began.wait(10)
        old = kitchen.site(RequestFactory().get("/page/"))
        kitchen.ready.set()
        assert slow.result().content == old.content == b"page"
    assert told(old)["s-maxage"] == 0
    assert kitchen.made == 2


@pytest.mark.usefixtures("no_journal")
def test_an_error_is_not_kept_and_nobody_waits_for_the_next(monkeypatch):
    kitchen = Kitchen(lambda: HttpResponse("sorry", status=500))
    answers = kitchen.ask(5)
    assert {answer.status_code for answer in answers} == {500}
    monkeypatch.setattr(claims, "claimed", None)  # nobody asks for a claim any more
    assert kitchen.site(RequestFactory().get("/page/")).status_code == 500
    claims.forget()
