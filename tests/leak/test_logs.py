"""Nothing personal in the log: names, mail addresses, network addresses, secrets of letters and what was searched for."""

import json
import logging
import re

import pytest
from django.core import mail
from django.test import Client

from publication.logs import JsonLines
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADDRESS = "203.0.113.77"
PERSONAL = ("quillfeather", "Quillfeather", ADDRESS)


@pytest.fixture
def log(settings):
    """The lines as production writes them, of everything from INFO on."""
    settings.ALLOWED_HOSTS = ["www.example.org", "testserver"]
    lines = []

    class Handler(logging.Handler):
        def emit(self, record):
            lines.append(JsonLines().format(record))

    handler, root = Handler(), logging.getLogger()
    level = root.level
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


def failing(self, *args, **kwargs):
    raise OSError("550 <jo@quillfeather.example>: no such mailbox")


def test_the_main_actions_leave_nothing_personal_in_the_log(log, monkeypatch, settings):
    settings.PROXY_COUNT = 1
    client = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=ADDRESS, raise_request_exception=False)
    piece = factories.InstallmentFactory()
    user = factories.UserFactory(
        username="quillfeather", first_name="Jo", last_name="Quillfeather", email="jo@quillfeather.example",
        role="Managing editors",
    )  # fmt: skip
    user.set_password("a long Quillfeather password")
    user.save()
    # A reader: reads, searches, misses, follows, confirms, looks at what is kept, asks the API.
    for address in (piece.url, "/search/?q=Quillfeather", "/was-here/?mail=jo@quillfeather.example",
                    "/api/v1/pieces?search=Quillfeather", "/authors/?q=Quillfeather"):  # fmt: skip
        client.get(address)
    client.post("/follow/site/", {"email": "jo@quillfeather.example"},
                headers={"origin": "http://testserver"})  # fmt: skip
    for path in ("/follow/confirm/Quillfeather/", "/follow/manage/Quillfeather/", "/clearance/Quillfeather/",
                 "/accounts/password/reset/key/Quillfeather-1/", "/ko/follow/leave/Quillfeather/?a=Quillfeather"):  # fmt: skip
        client.get(path)
        client.post(path, {"name": "Quillfeather"})
    client.get(piece.url, headers={"host": "other.example"})
    # An account: wrong and right sign-in, a forgotten password, editing.
    for password in ("wrong", "a long Quillfeather password"):
        client.post("/accounts/login/", {"login": "quillfeather", "password": password})
    client.post("/accounts/password/reset/", {"email": "jo@quillfeather.example"})
    monkeypatch.setattr(mail.backends.locmem.EmailBackend, "send_messages", failing)
    client.post("/accounts/password/reset/", {"email": "jo@quillfeather.example"})
    client.force_login(user)
    for address in ("/admin/", f"/admin/pages/{piece.pk}/edit/", "/admin/users/?q=Quillfeather"):
        client.get(address)
    said = "\n".join(log)
    assert said.count('"logger": "requests"') > 20
    for word in PERSONAL:
        found = [line for line in log if word in line]
        assert not found, found[:3]
    assert not re.search(r"[\w.]+@[\w-]+\.\w", said)
    assert {json.loads(line).get("user") for line in log} == {None, user.pk}
