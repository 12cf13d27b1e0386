"""The second factor: how it is set up, given, used once, lost and taken off."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command

from authors.models import AuditEntry
from authors.signing_in.secrets import unseal
from tests.authors.signing_in.people import (
    CODE,
    PASSWORD,
    code_now,
    give_password,
    recovery_codes,
    sign_in,
    somebody,
)

pytestmark = pytest.mark.django_db

ACTIVATE = "/accounts/2fa/totp/activate/"
CODES = "/accounts/2fa/recovery-codes/"


def user_of(client):
    return client.session.get("_auth_user_id")


def set_up(client, django_capture_on_commit_callbacks, **more):
    """Set an authenticator up as a telephone would; the answer to its first code."""
    key = re.search(r'account__key">([A-Z2-7 ]+)<', client.get(ACTIVATE).content.decode())[1].replace(" ", "")
    with django_capture_on_commit_callbacks(execute=True):
        return client.post(ACTIVATE, {"code": code_now(key), **more})


def test_it_takes_both(client):
    user = somebody(second_factor=True)
    assert give_password(client, next="/admin/pages/").url == CODE
    assert user_of(client) is None
    assert client.get("/admin/").url.startswith("/accounts/login/")
    response = client.post(CODE, {"code": code_now()})
    assert response.url == "/admin/pages/"
    assert user_of(client) == str(user.pk)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("later", [-1, 1])
def test_clocks_may_differ_by_half_a_minute(client, later):
    somebody(second_factor=True)
    give_password(client)
    client.post(CODE, {"code": code_now(later=later)})
    assert user_of(client)


@pytest.mark.parametrize("code", ["000000", "", "\0", "x" * 5000, "１２３４５６"])
def test_a_wrong_code_opens_nothing(client, code):
    somebody(second_factor=True)
    give_password(client)
    assert client.post(CODE, {"code": code}).status_code == 200
    assert user_of(client) is None


def test_what_is_no_code_at_all_opens_nothing(client):
    somebody(second_factor=True)
    give_password(client)
    assert client.post(CODE, {"credential": "{}"}).status_code == 200
    assert user_of(client) is None


def test_a_code_works_once_without_the_cache_too(client, monkeypatch):
    def down(*args, **kwargs):
        raise ConnectionError

    for name in ("get", "set", "add", "incr", "delete"):
        monkeypatch.setattr(cache, name, down, raising=False)
    somebody(second_factor=True)
    sign_in(client)
    assert user_of(client)
    client.post("/accounts/logout/")
    sign_in(client)
    assert user_of(client) is None


def test_a_recovery_code_works_once_and_is_noted(client):
    user = somebody(second_factor=True)
    code = recovery_codes(user)[3]
    give_password(client)
    client.post(CODE, {"code": code})
    assert user_of(client)
    client.post("/accounts/logout/")
    give_password(client)
    client.post(CODE, {"code": code})
    assert user_of(client) is None
    assert len(recovery_codes(user)) == 9
    assert AuditEntry.objects.filter(kind="recovery_code_used", about="zora").count() == 1


def test_six_wrong_codes_wait_even_while_the_cache_is_down(client, monkeypatch):
    somebody(second_factor=True)
    give_password(client)

    def down(*args, **kwargs):
        raise ConnectionError

    for name in ("add", "incr"):
        monkeypatch.setattr(cache, name, down)
    for _ in range(6):
        assert client.post(CODE, {"code": "000000"}).status_code == 200
    response = client.post(CODE, {"code": code_now()})
    assert (response.status_code, response["Retry-After"]) == (429, "300")
    assert user_of(client) is None


def test_who_can_publish_sets_it_up_before_anything_else(
    client, settings, django_capture_on_commit_callbacks
):
    settings.TWO_FACTOR = "required"
    user = somebody()
    assert give_password(client, next="/admin/pages/").url == "/admin/pages/"
    assert client.get("/admin/pages/").url == f"{ACTIVATE}?next=%2Fadmin%2Fpages%2F"
    before = client.session.session_key
    page = client.get(ACTIVATE).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "Your role can publish" in page
    response = set_up(client, django_capture_on_commit_callbacks, next="/admin/pages/")
    assert response.url == f"{CODES}?next=%2Fadmin%2Fpages%2F"
    assert client.session.session_key != before
    page = client.get(response.url).content.decode()
    assert all(code in page for code in recovery_codes(user))
    assert 'href="/admin/pages/"' in page
    assert client.get("/admin/pages/").status_code in (200, 302)
    assert client.get("/admin/").status_code == 200
    assert mail.outbox[-1].subject == "Two-factor sign-in is on"
    assert AuditEntry.objects.filter(kind="second_factor_added", about="zora", who="zora").count() == 1


@pytest.mark.parametrize("role", ["Contributors", "Editors"])
def test_who_cannot_publish_is_offered_it_and_not_made_to(client, settings, role):
    settings.TWO_FACTOR = "required"
    somebody(role=role)
    give_password(client)
    assert client.get("/admin/").status_code == 200
    assert "Set it up" in client.get("/accounts/2fa/").content.decode()


def test_a_superuser_without_any_role_must_have_it(client, settings):
    settings.TWO_FACTOR = "required"
    somebody(role=None, is_superuser=True)
    give_password(client)
    assert client.get("/admin/").url.startswith(ACTIVATE)


def test_the_secret_is_not_readable_in_the_database_and_survives_a_new_key(client, settings):
    user = somebody(second_factor=True)
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert "JBSWY3DP" not in stored
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    sign_in(client)
    assert user_of(client)
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(Authenticator.objects.get(user=user, type="totp").data["secret"]).startswith("JBSWY3DP")


def test_a_secret_that_no_key_opens_lets_nobody_in(client, settings):
    somebody(second_factor=True)
    give_password(client)
    session = dict(client.session)
    settings.SECRET_KEY = "another"
    assert session
    give_password(client)
    assert client.post(CODE, {"code": code_now()}).status_code == 200
    assert user_of(client) is None


@pytest.mark.parametrize("address", [ACTIVATE, "/accounts/2fa/recovery-codes/generate/"])
def test_sensitive_steps_ask_who_it_is_once_the_sign_in_is_old(client, address):
    user = somebody()
    client.force_login(user)
    response = client.get(address)
    assert response.url.startswith("/accounts/reauthenticate/?next=")
    assert client.post(response.url, {"password": "wrong"}).status_code == 200
    assert client.get(address).status_code == 302
    assert client.post(response.url, {"password": PASSWORD, "next": address}).url == address
    assert client.get(address).status_code == 200


def test_a_password_alone_does_not_answer_for_who_has_a_second_factor(client, settings):
    user = somebody(second_factor=True)
    sign_in(client)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session.save()
    assert client.get("/accounts/2fa/totp/deactivate/").url.startswith("/accounts/2fa/reauthenticate/")
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).url.startswith(
        "/accounts/2fa/reauthenticate/"
    )
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 302
    assert Authenticator.objects.filter(user=user).count() == 2


def test_who_needs_it_cannot_turn_it_off_and_others_can(client, settings):
    user = somebody(second_factor=True)
    sign_in(client)
    settings.TWO_FACTOR = "required"
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=user).count() == 2
    settings.TWO_FACTOR = "offered"
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=user).exists()
    assert AuditEntry.objects.filter(kind="second_factor_removed", about="zora").count() == 1


def test_a_superuser_takes_it_off_somebody_who_lost_it(client):
    lost = somebody("lost", second_factor=True)
    sign_in(client, "lost")
    theirs = client.cookies["sessionid"].value
    client.cookies.clear()
    somebody("root", role=None, is_superuser=True)
    give_password(client, "root")
    address = f"/admin/users/{lost.pk}/second-factor/"
    assert client.get(address).status_code == 200
    assert Authenticator.objects.filter(user=lost).exists()
    assert client.post(address).url == f"/admin/users/edit/{lost.pk}/"
    assert not Authenticator.objects.filter(user=lost).exists()
    assert mail.outbox[-1].to == ["lost@example.org"]
    line = AuditEntry.objects.get(kind="second_factor_taken_off")
    assert (line.who, line.about) == ("root", "lost")
    client.cookies["sessionid"] = theirs
    assert client.get("/admin/").status_code == 302


def test_nobody_else_does_and_not_for_themselves(client):
    lost, managing = somebody("lost", second_factor=True), somebody("managing")
    for who, whose in ((managing, lost), (somebody("root", role=None, is_superuser=True),) * 2):
        client.force_login(who)
        client.post(f"/admin/users/{whose.pk}/second-factor/")
    assert Authenticator.objects.filter(user=lost).count() == 2


def test_an_administrator_shows_anew_who_they_are_before(client):
    lost = somebody("lost", second_factor=True)
    client.force_login(somebody("root", role=None, is_superuser=True))
    address = f"/admin/users/{lost.pk}/second-factor/"
    assert client.post(address).url.startswith("/accounts/reauthenticate/?next=")
    assert Authenticator.objects.filter(user=lost).exists()


def test_a_command_takes_it_off_the_last_administrator():
    user = somebody("root", role=None, is_superuser=True, second_factor=True)
    call_command("remove_second_factor", "root")
    assert not Authenticator.objects.filter(user=user).exists()
    assert AuditEntry.objects.get(kind="second_factor_taken_off").about == "root"
    with pytest.raises(CommandError, match="no account nobody"):
        call_command("remove_second_factor", "nobody")
