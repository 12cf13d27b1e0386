"""Sessions: renewed, listed, ended, and bounded in time."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from tests.authors.signing_in.people import PASSWORD, code_now, give_password, sign_in, somebody

pytestmark = pytest.mark.django_db

SESSIONS = "/accounts/sessions/"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Mobile Safari/604.1"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture
def phone():
    return Client(headers={"user-agent": PHONE})


@pytest.fixture
def desk():
    return Client(headers={"user-agent": FIREFOX})


def is_in(client) -> bool:
    return client.get("/accounts/").status_code == 200


def test_the_key_of_a_session_is_new_after_the_password_and_after_the_code(client):
    somebody(second_factor=True)
    client.get("/accounts/login/?next=/admin/")
    give_password(client)
    half = client.session.session_key
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert client.session.session_key != half
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


def test_devices_are_listed_and_end_one_by_one(phone, desk):
    somebody()
    give_password(phone)
    give_password(desk)
    page = desk.get(SESSIONS).content.decode()
    assert "Firefox, Linux" in page
    assert "Safari, iPhone" in page
    theirs = UserSession.objects.get(session_key=phone.session.session_key)
    desk.get(f"{SESSIONS}?end={theirs.pk}")
    assert is_in(phone)
    desk.post(SESSIONS, {"end": theirs.pk})
    assert not is_in(phone)
    assert is_in(desk)


def test_all_others_end_at_once(phone, desk):
    somebody()
    give_password(phone)
    give_password(desk)
    desk.post(SESSIONS, {"end": "others"})
    assert (is_in(phone), is_in(desk)) == (False, True)


@pytest.mark.parametrize("end", ["", "x", "9" * 40, "-1", "１"])
def test_odd_ids_end_nothing(desk, end):
    somebody()
    give_password(desk)
    assert desk.post(SESSIONS, {"end": end}).status_code == 302
    assert is_in(desk)


def test_nobody_ends_the_session_of_somebody_else(phone, desk):
    somebody()
    somebody("other")
    give_password(phone)
    give_password(desk, "other")
    theirs = UserSession.objects.get(session_key=phone.session.session_key)
    desk.post(SESSIONS, {"end": theirs.pk})
    assert is_in(phone)


def test_a_new_password_ends_the_others_and_renews_this_one(phone, desk):
    somebody()
    give_password(phone)
    give_password(desk)
    before, new = desk.session.session_key, "another river in the night"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert desk.post("/accounts/password/change/", data).url == "/accounts/"
    assert (is_in(phone), is_in(desk)) == (False, True)
    assert desk.session.session_key != before


def test_a_password_that_somebody_else_sets_ends_them_all(client, phone):
    user = somebody()
    give_password(phone)
    user.set_password("set in the admin 123")
    user.save()
    assert not is_in(phone)


def test_a_session_ends_after_a_working_day_without_use_and_a_week_in_all(client):
    somebody()
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        give_password(client)
        for _ in range(20):  # used every eight hours
            clock.shift(timedelta(hours=8))
            assert is_in(client)
        clock.shift(timedelta(hours=9))
        assert not is_in(client)
        give_password(client)
        clock.shift(timedelta(hours=10, minutes=1))
        assert not is_in(client)


def test_an_address_of_ipv6_and_none_at_all_are_no_error(client):
    somebody()
    for address in ("2001:db8::7", ""):
        client.post("/accounts/login/", {"login": "zora", "password": PASSWORD}, REMOTE_ADDR=address)
        assert is_in(client)
        client.post("/accounts/logout/")


def test_signing_out_of_the_admin_ends_it(client):
    somebody(second_factor=True)
    sign_in(client)
    assert client.post("/admin/logout/").url == "/accounts/login/"
    assert not is_in(client)
