"""The one door: what opens it, what does not, and that all others lead to it."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache

from authors.models import AuditEntry, User
from tests.authors.signing_in.people import LOGIN, PASSWORD, give_password, somebody

pytestmark = pytest.mark.django_db

RESET = "/accounts/password/reset/"
SITE = settings.WAGTAILADMIN_BASE_URL


def user_of(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("typed", ["zora", "ZORA", "zora@example.org", "Zora@Example.org "])
def test_a_name_or_an_address_and_the_password_open_it(client, typed):
    user = somebody(email="Zora@example.org")
    response = give_password(client, typed)
    assert (response.status_code, response.url) == (302, "/admin/")
    assert user_of(client) == str(user.pk)


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client):
    somebody()
    wrong, unknown = give_password(client, password="no"), give_password(client, "nobody")
    assert wrong.status_code == unknown.status_code == 200
    # But for the key of the form, which is another each time.
    said = [re.sub(r'"[A-Za-z0-9]{64}"', "", response.content.decode()) for response in (wrong, unknown)]
    assert "do not belong together" in said[0]
    assert said[0].replace("zora", "") == said[1].replace("nobody", "")
    assert user_of(client) is None


@pytest.mark.parametrize("method", ["get", "post", "head"])
@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/", "/ko/_util/login/"])
def test_every_other_door_leads_to_it(client, method, address):
    somebody()
    where = "/ko/accounts/login/" if address.startswith("/ko") else LOGIN
    data = {"username": "zora", "password": PASSWORD, "next": "/admin/pages/"} if method == "post" else {}
    response = getattr(client, method)(address if data else f"{address}?next=/admin/pages/", data)
    assert (response.status_code, response.url) == (302, f"{where}?next=%2Fadmin%2Fpages%2F")
    assert user_of(client) is None


def test_the_doors_need_no_form_of_ours(client):
    client.handler.enforce_csrf_checks = True
    assert client.post("/admin/login/", {"username": "zora"}).status_code == 302


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere(client, there):
    somebody()
    assert client.get("/admin/login/", {"next": there}).url == LOGIN
    assert give_password(client, next=there).url == "/admin/"


def test_the_admin_and_restricted_pages_send_here(client):
    assert client.get("/admin/pages/").url == f"{LOGIN}?next=/admin/pages/"


def test_nobody_signs_up(client):
    for response in (client.get("/accounts/signup/"), client.post("/accounts/signup/", {
        "username": "new", "email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD,
    })):  # fmt: skip
        assert "Accounts are made by invitation" in response.content.decode()
    assert not User.objects.filter(username="new").exists()


@pytest.mark.parametrize("address", ["admin/password_reset/", "admin/password_reset/done/"])
def test_wagtails_reset_is_closed(client, address):
    assert client.get(f"/{address}").status_code == 404


@pytest.mark.parametrize(
    "address", [LOGIN, RESET, "/accounts/signup/", "/ko/accounts/login/", "/admin/login/"]
)
def test_its_pages_are_kept_by_nobody_and_found_by_nobody(client, address):
    response = client.get(address)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_its_pages_have_nothing_inline_and_are_korean_too(client):
    page = client.get("/ko/accounts/login/").content.decode()
    assert 'lang="ko"' in page
    assert "로그인" in page
    assert 'href="/accounts/login/"' in page
    assert " style=" not in page
    assert "<script>" not in page


def test_a_letter_goes_to_an_address_that_is_known_and_nobody_sees_whether_it_is(client):
    somebody(email="Zora@example.org")
    known, unknown = (client.post(RESET, {"email": f"{name}@example.org"}) for name in ("zora", "nobody"))
    assert known.status_code == unknown.status_code == 302
    assert known.url == unknown.url
    assert [letter.to for letter in mail.outbox] == [["zora@example.org"]]


def link_in(letter):
    address = next(line for line in letter.body.splitlines() if "/password/reset/key/" in line)
    assert address.startswith(f"{SITE}/accounts/")
    return address.removeprefix(SITE)


def test_a_new_password_signs_nobody_in_and_works_once(client):
    user = somebody(second_factor=True)
    client.post(RESET, {"email": user.email})
    link = link_in(mail.outbox[0])
    form = client.get(link).url
    new = "another river in the night"
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    assert user_of(client) is None
    user.refresh_from_db()
    assert user.check_password(new)
    assert mail.outbox[1].subject == "Your password was changed"
    assert "does not work" in client.get(link).content.decode()
    # And the second factor stands where it stood.
    assert give_password(client, password=new).url == "/accounts/2fa/authenticate/"
    assert user_of(client) is None


def test_a_password_that_is_short_common_or_like_the_name_is_refused(client):
    user = somebody(username="zora-whitlock")
    client.post(RESET, {"email": user.email})
    form = client.get(link_in(mail.outbox[0])).url
    assert "at least 12 characters" in client.get(form).content.decode()
    for bad in ("short", "123456789012", "zora-whitlock", "qwertyuiop123"):
        client.post(form, {"password1": bad, "password2": bad})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_too_many_tries_for_an_account_wait_and_say_until_when(client):
    somebody()
    for _ in range(10):
        assert give_password(client, password="no").status_code == 200
    response = give_password(client)
    assert response.status_code == 429
    assert int(response["Retry-After"]) == 300
    assert "Try again in 5 minutes" in response.content.decode()
    assert give_password(client, "zora@example.org").status_code == 429
    assert give_password(client, "nobody").status_code == 200


def test_too_many_tries_from_a_network_wait_whatever_the_name(client):
    somebody()
    for number in range(30):
        give_password(client, f"name-{number}")
    assert give_password(client).status_code == 429
    assert client.get(LOGIN).status_code == 200
    assert (
        client.post(LOGIN, {"login": "zora", "password": PASSWORD}, REMOTE_ADDR="198.51.100.9").status_code
        == 302
    )


def test_three_letters_an_hour_to_one_address(client):
    for address in ("zora@example.org", "nobody@example.org"):
        if address.startswith("zora"):
            somebody()
        answers = [client.post(RESET, {"email": address}).status_code for _ in range(4)]
        assert answers == [302, 302, 302, 429]


def test_signing_in_works_while_the_cache_is_down(client, monkeypatch):
    def down(*args, **kwargs):
        raise ConnectionError

    user = somebody()
    for name in ("get", "set", "add", "incr", "delete"):
        monkeypatch.setattr(cache, name, down, raising=False)
    give_password(client)
    assert user_of(client) == str(user.pk)


def test_an_account_that_is_closed_does_not_open(client):
    somebody(is_active=False)
    assert give_password(client).url == "/accounts/inactive/"
    assert user_of(client) is None


def test_what_was_typed_in_vain_is_not_noted(client):
    somebody()
    give_password(client, "my secret password")
    give_password(client, password="no")
    failed = AuditEntry.objects.filter(kind="sign_in_failed").values_list("about", flat=True)
    assert sorted(failed) == ["", "zora"]


@pytest.mark.parametrize(
    "body", [{}, {"login": "\0", "password": "\0"}, {"login": "x" * 9000, "password": "y" * 9000}]
)
def test_odd_forms_are_refused_without_an_error(client, body):
    assert client.post(LOGIN, body).status_code == 200
