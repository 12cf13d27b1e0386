"""Nothing leaks: no public address shows a trace of a piece that is not open to everybody."""

import re
from copy import deepcopy
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from wagtail.models import PageViewRestriction

from publication import frame
from publication.gone import page_above
from publication.missing import words_of
from tests.leak import world as worlds
from tests.leak.surfaces import SURFACES, said_by
from tests.leak.world import MARKER, ON_BOTH, STATES

pytestmark = pytest.mark.django_db

# A state of each kind; in these a piece is also looked for that has no alias.
WITHOUT_ALIAS = ["scheduled", "private by group", "under an expired series"]


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        yield worlds.build()


@pytest.fixture
def world(built):
    return deepcopy(built)


def shown_at(client, address: str) -> str:
    """What an anonymous reader gets, in lower case; the address that the reader asked for is taken out."""
    response = client.get(address, follow=False)
    assert response.status_code < 500, address
    text = said_by(response) + "".join(response.headers.get(name, "") for name in ("Location", "Link"))
    # The words of the address stand ready to be searched for where nothing is shown; they are the reader's own.
    asked = f'value="{words_of(page_above(unquote(address)))}"'
    return text.replace(address, "").replace(asked, "").lower()


def leaks(client, world) -> list[str]:
    """The names of the surfaces on which the marker is found."""
    cache.clear()
    frame.forget()
    addresses = [(name, address(world)) for name, address, _ in SURFACES]
    return [name for name, address in addresses if address and MARKER in shown_at(client, address)]


def test_an_open_piece_is_shown_where_it_belongs(client, world):
    expected = {name for name, _, shows in SURFACES if shows}
    assert set(leaks(client, world)) >= expected


@pytest.mark.once
def test_no_public_address_sets_a_cookie_varies_by_one_or_has_a_form_that_needs_one(client, world):
    faults = []
    for name, address_in, _shows in SURFACES:
        answer = client.get(
            address_in(world), headers={"cookie": f"csrftoken={'a' * 32}; django_language=ko"}
        )
        if answer.cookies:
            faults.append(f"{name}: sets a cookie")
        if "cookie" in answer.headers.get("Vary", "").lower():
            faults.append(f"{name}: differs by cookie")
        text = b"" if answer.streaming else answer.content.lower()
        if b"csrfmiddlewaretoken" in text:
            faults.append(f"{name}: has a form that needs a cookie")
        # What readers post, they post to the one room that needs no cookie for it.
        if text.count(b'method="post"') != len(re.findall(rb'<form[^>]* action="(?:/ko)?/follow/', text)):
            faults.append(f"{name}: has a form that is posted elsewhere")
    assert not faults, "\n".join(faults)


@pytest.mark.once  # both databases are asked the same of the piece and its alias, in the next test
@pytest.mark.parametrize("state", WITHOUT_ALIAS)
def test_a_closed_piece_is_shown_nowhere(client, world, state):
    STATES[state](world)
    assert leaks(client, world) == []


@pytest.mark.parametrize("state", ON_BOTH)
def test_neither_a_closed_piece_nor_its_alias_is_shown_anywhere(client, world, state):
    worlds.add_alias(world)
    STATES[state](world)
    assert leaks(client, world) == []


@pytest.mark.parametrize("state", ON_BOTH)
def test_counts_leave_a_closed_piece_out(client, world, state):
    STATES[state](world)
    public = 1 if "series" in state else 3
    text = re.sub(r"<[^>]+>", " ", shown_at(client, "/topics/"))
    assert re.search(rf"rivers\s*,?\s*{public}\b", re.sub(r"\s+", " ", text))
    for query in ("", "?topic=rivers", "?author=abel-anand"):
        assert client.get(f"/api/v1/pieces{query}").json()["total"] == public, query
    rivers = client.get(f"/api/v1/topics/{world.shared_topic.pk}").json()
    abel = client.get(f"/api/v1/authors/{world.shared_author.pk}").json()
    assert rivers["pieces"] == abel["pieces"] == public


@pytest.mark.once
@pytest.mark.parametrize("state", ["unpublished with a draft", "private by login", "deleted"])
def test_a_closed_piece_is_gone_from_the_page_cache(client, world, state, page_cache):
    addresses = [
        world.series.url,
        world.secret.url,
        world.before.url,
        world.elsewhere.url,
        "/",
        "/feed/json/",
    ]
    assert all(MARKER in shown_at(client, address) for address in addresses)
    STATES[state](world)
    assert [address for address in addresses if MARKER in shown_at(client, address)] == []


@pytest.mark.once
def test_nothing_of_a_closed_piece_is_left_in_the_page_cache(client, world, page_cache):
    """All surfaces are kept while the piece is open; a purge takes back those that show it."""
    kept = [
        (name, address)
        for name, address_in, _shows in SURFACES
        if "?" not in (address := address_in(world)) and not address.endswith((".epub", ".pdf"))
    ]
    assert sum(MARKER in shown_at(client, address) for _name, address in kept) > 40
    STATES["under a private series"](world)
    assert [name for name, address in kept if MARKER in shown_at(client, address)] == []


@pytest.mark.once
def test_what_opens_again_shows_everywhere_in_spite_of_the_page_cache(client, world, page_cache):
    addresses = [world.series.url, "/", world.after.url, world.shared_author.url, "/topics/", "/feed/rss/"]
    open_before = [shown_at(client, address) for address in addresses]
    restriction = PageViewRestriction.objects.create(page=world.series, restriction_type="login")
    assert not any(MARKER in shown_at(client, address) for address in addresses)
    restriction.delete()
    assert [shown_at(client, address) for address in addresses] == open_before
