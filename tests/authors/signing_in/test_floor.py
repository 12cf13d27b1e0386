"""No way in around the second factor: every address below the editors' side, for a session that has only a password."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.urls import URLResolver, get_resolver
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from tests import factories
from tests.authors.signing_in.people import give_password, sign_in, somebody

pytestmark = pytest.mark.django_db

PREFIXES = ("admin/", "accounts/", "_util/", "api/", "documents/", "footnotes/")
# What a converter takes; ids of things that are there.
SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def addresses(patterns, before=""):
    """Every address of the resolver, with something in the place of each argument."""
    for each in patterns:
        route = before + _route(each)
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, route)
        else:
            yield route


def _route(pattern) -> str:
    text = str(pattern.pattern)
    if not text.startswith("^") and "(?" not in text:
        return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), text)
    text = text.removeprefix("^").replace("\\Z", "").removesuffix("$")
    text = re.sub(r"\(\?P<\w+>\([^)]*\)[^)]*\)|\(\?P<\w+>[^()]*\)|\([^()]*\)", "1", text)
    return re.sub(r"\\(.)", r"\1", text).replace("?", "")


def inside() -> list[str]:
    found = {address for address in addresses(get_resolver().url_patterns) if address.startswith(PREFIXES)}
    return sorted(f"/{address}" for address in found)


@pytest.fixture
def by_password_alone(client):
    """A superuser's session for which a password was given, and no second factor."""
    somebody("root", role=None, is_superuser=True, second_factor=True)
    user = get_user_model().objects.get(username="root")
    client.force_login(user)
    return client


def test_the_walk_finds_what_there_is():
    found = inside()
    assert len(found) > 250
    assert {"/admin/", "/admin/pages/1/edit/", "/accounts/sessions/", "/_util/login/"} <= set(found)


@pytest.mark.once
@pytest.mark.parametrize("has_one", [True, False], ids=["not given", "not set up"])
def test_no_address_shows_more_than_to_a_stranger(client, settings, has_one):
    """For one who has a second factor and did not give it, and one who must have one and has none."""
    settings.TWO_FACTOR = "required"
    user = somebody("root", role=None, is_superuser=True, second_factor=has_one)
    client.force_login(user)
    stranger, shown = type(client)(), []
    cookie = client.cookies["sessionid"].value
    for address in inside():
        client.cookies["sessionid"] = cookie
        if has_one:  # the floor ends the session each time
            client.force_login(user)
        known, unknown = client.get(address), stranger.get(address)
        if known.status_code == 200 and _words(known) != _words(unknown):
            shown.append(address)
    allowed = [] if has_one else [
        "/accounts/2fa/totp/activate/", "/accounts/logout/", "/accounts/reauthenticate/",
    ]  # fmt: skip
    assert [address for address in shown if address not in allowed] == []


@pytest.mark.parametrize(
    "address", ["/admin/pages/add/series/seriespage/3/", "/admin/users/new/", "/admin/account/"]
)
@pytest.mark.parametrize("has_one", [True, False])
def test_posts_do_nothing(client, settings, address, has_one):
    settings.TWO_FACTOR = "required"
    client.force_login(somebody("root", role=None, is_superuser=True, second_factor=has_one))
    before = get_user_model().objects.count()
    response = client.post(address, {"username": "new", "password1": "x", "password2": "x"})
    assert (response.status_code, response.url.startswith("/accounts/")) == (302, True)
    assert get_user_model().objects.count() == before


def test_a_script_of_the_admin_is_refused_and_not_led_elsewhere(client, settings):
    settings.TWO_FACTOR = "required"
    client.force_login(somebody())
    assert client.get("/admin/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


def test_a_session_that_lacks_it_is_ended_on_the_editors_side(by_password_alone):
    assert by_password_alone.get("/admin/").url == "/accounts/login/?next=/admin/"
    assert "_auth_user_id" not in by_password_alone.session


def test_restricted_pages_and_documents_are_closed_to_it_too(client, settings):
    settings.TWO_FACTOR = "required"
    page = factories.StandingPageFactory(title="For members", slug="members")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    document = get_document_model().objects.create(title="A plan", file=ContentFile(b"plan", "plan.txt"))
    document.collection.view_restrictions.create(restriction_type="login")
    somebody()
    client.force_login(get_user_model().objects.get(username="zora"))
    assert client.get("/members/").url.startswith("/accounts/login/?next=")
    assert client.get(document.url).status_code == 302
    settings.TWO_FACTOR = "offered"
    assert client.get("/members/").status_code == 200
    assert client.get(document.url).status_code == 200


def test_readers_pages_read_no_session(client):
    somebody(second_factor=True)
    sign_in(client)
    assert "Cookie" not in client.get("/").get("Vary", "")
    assert "sessionid" not in client.get("/").cookies


def test_a_role_that_is_given_later_asks_for_it_at_the_next_click(client, settings):
    settings.TWO_FACTOR = "required"
    user = somebody(role="Editors")
    give_password(client)
    assert client.get("/admin/").status_code == 200
    user.groups.set([*user.groups.model.objects.filter(name="Managing editors")])
    assert client.get("/admin/").url.startswith("/accounts/2fa/totp/activate/")


def _words(response) -> str:
    """What an answer says, but for keys of forms, nonces and names that differ each time."""
    if response.streaming:
        return b"".join(response.streaming_content).decode(errors="replace")
    text = response.content.decode(errors="replace")
    return re.sub(r'"[A-Za-z0-9+/=_-]{16,64}"', "", text)


@pytest.mark.once
@pytest.mark.parametrize("signed_in", [False, True])
def test_odd_requests_are_no_error(client, signed_in):
    """Every address of the door, every method, with queries and bodies that nobody means."""
    if signed_in:
        client.force_login(somebody())
    client.raise_request_exception = False
    odd = "next=%00&next=//x&uidb36=%FF&key=%ED%A0%80"
    failed = [
        (method, address)
        for address in inside()
        if address.startswith("/accounts/") and "logout" not in address
        for method in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS")
        if client.generic(
            method, f"{address}?{odd}", b"login=%00&code=%00&end=%00", "application/x-www-form-urlencoded"
        ).status_code
        >= 500
    ]
    assert failed == []
