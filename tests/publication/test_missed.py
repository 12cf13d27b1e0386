"""Addresses that were not found are counted for editors: bounded, without readers, and gone once they lead somewhere."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from publication import missed
from publication.limits import Limit
from publication.models import MissedAddress
from tests.factories import InstallmentFactory, UserFactory, series_index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _none_counted():
    cache.clear()


def counts() -> dict[str, int]:
    return dict(missed.missed_addresses().values_list("path", "count"))


def test_an_address_is_counted_in_every_spelling_and_without_its_query(client):
    for address in ("/물값/", "/%EB%AC%BC%EA%B0%92/?utm_source=mail", "/%eb%ac%bc%ea%b0%92/", "/other/"):
        assert client.get(address).status_code == 404
    assert list(counts().items()) == [("/물값", 3), ("/other", 1)]


def test_nothing_of_a_reader_is_kept(client):
    client.get(
        "/nowhere/?mail=me@c.example", headers={"user-agent": "Reader", "referer": "https://r.example/"}
    )
    (row,) = MissedAddress.objects.values()
    assert set(row) == {"id", "site_id", "path", "count", "first_at", "last_at"}
    assert row["path"] == "/nowhere"


@pytest.mark.parametrize(
    "address",
    ["/.env", "/.git/config/", "/wp-login.php", "/xmlrpc.php", "/%00/", "/a%0Ab/", "/" + "w" * 300 + "/", "/?page=9",
     "/topics/?page=9", "/admin/none/", "/backup.sql"],
)  # fmt: skip
def test_what_is_no_page_s_address_is_not_counted(client, address):
    client.get(address)
    assert counts() == {}


def test_what_is_gone_is_known_and_not_counted(client):
    piece = InstallmentFactory()
    piece.unpublish()
    assert client.get(piece.url).status_code == 410
    assert counts() == {}


def test_a_post_is_not_counted(client):
    client.post("/nowhere/")
    assert counts() == {}


def test_no_more_than_so_many_are_counted_in_a_minute(client, monkeypatch):
    monkeypatch.setattr(missed, "COUNTING", Limit("missed-addresses", most=2, seconds=60, passes_blind=False))
    for number in range(4):
        assert client.get(f"/nowhere-{number}/").status_code == 404
    assert len(counts()) == 2


def test_when_there_are_too_many_the_least_asked_for_make_room(client, monkeypatch):
    monkeypatch.setattr(missed, "MOST_ADDRESSES", 3)
    monkeypatch.setattr(missed, "DROPPED_AT_ONCE", 2)
    for name in ("kept", "kept", "old", "older", "new"):
        client.get(f"/{name}/")
    assert counts() == {"/kept": 2, "/new": 1}


def test_what_has_a_redirect_leaves_the_list(client):
    client.get("/nowhere/")
    Redirect.objects.create(old_path="/nowhere", redirect_link="/topics/", site=Site.objects.get())
    assert counts() == {}


@pytest.fixture
def managing(client):
    client.force_login(UserFactory(role="Managing editors"))
    return client


def test_an_editor_makes_a_redirect_from_a_row(managing):
    managing.get("/물값/")
    row = MissedAddress.objects.get()
    report = managing.get(reverse("missed_addresses")).content.decode()
    address = reverse("missed_lead", args=[row.pk])
    assert (f'href="{address}"' in report, "/물값" in report) == (True, True)
    form = managing.get(address).content.decode()
    assert 'value="/물값"' in form
    assert f'action="{reverse("wagtailredirects:add")}"' in form
    managing.post(
        reverse("wagtailredirects:add"),
        {"old_path": "/물값", "site": row.site_id, "is_permanent": "on", "redirect_page": series_index().pk},
    )
    answer = managing.get("/%EB%AC%BC%EA%B0%92/")
    assert (answer.status_code, answer["Location"]) == (301, "/series/")
    assert counts() == {}


def test_no_cell_of_the_download_is_a_formula(managing):
    site = Site.objects.get()
    MissedAddress.objects.create(site=site, path="=1+1", last_at="2026-03-09T01:00:00Z")
    table = b"".join(managing.get(reverse("missed_addresses") + "?export=csv").streaming_content).decode()
    assert "'=1+1" in table


def test_an_editor_who_makes_no_redirects_sees_nothing_of_it(client):
    client.force_login(UserFactory(role="Editors"))
    assert "Addresses not found" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("missed_addresses")).status_code in (302, 403)
