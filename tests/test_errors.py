"""Reports of errors: nothing is loaded without SENTRY_DSN, and nothing personal goes out with it."""

import json
import subprocess
import sys

from django.conf import settings

from tests.test_settings import COMPLETE

WITHOUT = """
import sys, django
django.setup()
assert not [name for name in sys.modules if name.startswith("sentry_sdk")], "loaded"
"""

# A request with all that is personal fails in the middle of a view; what the reporter would send is printed.
WITH = """
import json, django, sentry_sdk
from sentry_sdk.transport import Transport

sent = []

class Kept(Transport):
    def capture_envelope(self, envelope):
        sent.append(envelope.serialize().decode())

from config.errors import report_errors
from django.conf import settings
report_errors(settings.SENTRY_DSN, "2026.11", transport=Kept())
settings.LOGGING["handlers"]["console"] = {"class": "logging.NullHandler"}
django.setup()
settings.MIDDLEWARE = ["publication.observing.ObservingMiddleware"]
settings.ROOT_URLCONF = "tests.failing_urls"
settings.ALLOWED_HOSTS = ["*"]
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
request = RequestFactory().post(
    "/follow/Marmalade-token/?q=Marmalade", {"name": "Marmalade", "mail": "marmalade@example.org"},
    REMOTE_ADDR="203.0.113.77", HTTP_X_FORWARDED_FOR="203.0.113.77", HTTP_AUTHORIZATION="Bearer Marmalade",
    HTTP_COOKIE="sessionid=Marmalade", HTTP_REFERER="https://www.example.org/?q=Marmalade",
)
said = {}
get_wsgi_application()(request.environ, lambda status, headers: said.update(headers, status=status))
assert said["status"].startswith("500"), said
sentry_sdk.flush()
print(json.dumps([sent, said["X-Request-ID"]]))
"""


def run(code: str, **variables) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=COMPLETE | {"DATABASE_URL": "sqlite:///:memory:", "PATH": "/usr/bin:/bin"} | variables,
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_without_a_dsn_nothing_of_it_is_loaded():
    run(WITHOUT)


def test_with_a_dsn_errors_go_out_and_nothing_personal_with_them():
    sent, request_id = json.loads(run(WITH, SENTRY_DSN="https://key@errors.example.org/1"))
    assert len(sent) == 1
    (said,) = sent
    assert "Marmalade" not in said
    assert "marmalade" not in said
    assert "203.0.113" not in said
    event = json.loads(said.splitlines()[-1])
    assert event["exception"]["values"][-1]["type"] == "ZeroDivisionError"
    assert event["exception"]["values"][-1]["value"] == "no answer for …@…"
    assert event["request"] == {"method": "POST", "url": "/follow/…"}
    assert event["release"] == "2026.11"
    assert event["tags"] == {"request_id": request_id}
    assert {"user", "extra", "contexts", "breadcrumbs", "server_name", "modules"}.isdisjoint(event)
