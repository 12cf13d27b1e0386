"""Every kind of answer carries the policies that fit it, and only the site's own scripts run anywhere."""

import json
import logging
import re

import pytest
from django.template import Context, Engine
from django.test import Client
from django.urls import reverse

from publication.policies import reports
from publication.policies.marks import MARK, marked
from tests.factories import InstallmentFactory, SeriesFactory, UserFactory

READERS = {
    "script-src 'self'",
    "style-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
}
EVERYWHERE = {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'self'"}


def directives(answer) -> set[str]:
    return set(answer["Content-Security-Policy"].split("; "))


@pytest.fixture
def piece(db):
    return InstallmentFactory(parent=SeriesFactory(slug="rivers"), slug="part-1")


# name, address, status, is it a page?
ANSWERS = [
    ("page", "/", 200, True),
    ("piece", "/series/rivers/part-1/", 200, True),
    ("Korean page", "/ko/", 200, True),
    ("search", "/search/?q=x", 200, True),
    ("missing", "/nothing/", 404, True),
    ("missing editors' page", "/admin/nothing/", 302, True),
    ("old sign-in", "/admin/login/", 302, True),
    ("sign-in", "/accounts/login/", 200, True),
    ("probe", "/livez", 200, False),
    ("redirect", "/series", 301, True),
    ("method that is not answered", "/oembed/", 404, True),
    ("feed", "/feed/rss/", 200, False),
    ("feed as JSON", "/feed/json/", 200, False),
    ("citation", "/series/rivers/part-1/cite.bib", 200, False),
    ("JSON", "/api/v1/pieces", 200, False),
    ("JSON of a problem", "/api/v1/nothing", 404, False),
    ("names", "/search/names/?q=x", 200, False),
    ("sitemap", "/sitemap.xml", 200, False),
    ("robots", "/robots.txt", 200, False),
    ("rules", "/speculation-rules.json", 200, False),
    ("static style", "/static/css/site.css", 200, False),
    ("static drawing", "/static/img/favicon.svg", 200, False),
]


@pytest.mark.once
@pytest.mark.parametrize(("name", "address", "status", "is_page"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_every_answer_has_its_policies(client, piece, settings, name, address, status, is_page):
    settings.WHITENOISE_USE_FINDERS = True
    answer = client.get(address)
    assert answer.status_code == status
    said = directives(answer)
    assert said >= EVERYWHERE
    assert "unsafe-eval" not in answer["Content-Security-Policy"]
    if is_page and not address.startswith("/admin/"):
        assert said >= READERS
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        assert "nonce" not in answer["Content-Security-Policy"]
        assert answer["Reporting-Endpoints"] == 'csp="/policy-reports/"'
        assert said >= {"report-to csp", "report-uri /policy-reports/"}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    is_door = "login" in address
    assert answer["Referrer-Policy"] == ("same-origin" if is_door else "strict-origin-when-cross-origin")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    is_picture = answer.get("Content-Type", "").startswith("image/")
    assert answer["Cross-Origin-Resource-Policy"] == ("cross-origin" if is_picture else "same-origin")
    assert "camera=()" in answer["Permissions-Policy"]
    content = answer.getvalue() if answer.streaming else answer.content
    assert MARK.encode() not in content


@pytest.mark.once
@pytest.mark.once
@pytest.mark.parametrize("address", ["/series/rivers/part-1/", "/feed/rss/", "/static/css/site.css"])
def test_who_has_an_answer_already_keeps_the_policies_that_came_with_it(client, piece, settings, address):
    settings.WHITENOISE_USE_FINDERS = True
    first = client.get(address)
    known = {"etag": "if-none-match", "last-modified": "if-modified-since"}
    asked = {known[name.lower()]: first[name] for name in ("ETag", "Last-Modified") if name in first}
    again = client.get(address, headers=asked)
    assert again.status_code == 304
    # A browser takes each header of a 304 for a new one of the page that it has.
    for name in (
        "Content-Security-Policy",
        "Cross-Origin-Resource-Policy",
        "X-Frame-Options",
        "Referrer-Policy",
    ):
        assert again.get(name, first[name]) == first[name]


def test_what_middleware_answers_by_itself_has_them_too(client, settings, db):
    settings.ALLOWED_HOSTS = ["www.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    refused = client.get("/", headers={"host": "evil.example"})
    redirect = Client().get("/", headers={"host": "www.example.org"})
    assert (refused.status_code, redirect.status_code) == (400, 301)
    for answer in (refused, redirect):
        assert directives(answer) >= EVERYWHERE | {"upgrade-insecure-requests"}
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "Permissions-Policy" in answer
        assert "Cross-Origin-Resource-Policy" in answer


def test_a_page_of_the_admin_runs_its_own_scripts_and_those_alone(client, db):
    client.force_login(UserFactory(role="Managing editors"))
    first, second = (client.get(reverse("wagtailredirects:add")) for _ in range(2))
    (nonce,) = re.findall(r"'nonce-([\w-]{22})'", first["Content-Security-Policy"])
    assert (
        "'unsafe-inline'" not in first["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]
    )
    text = first.content.decode()
    assert f'<script nonce="{nonce}">' in text
    assert MARK not in text
    assert int(first["Content-Length"]) == len(first.content)
    assert first["Content-Security-Policy"] != second["Content-Security-Policy"]


def test_only_scripts_that_stand_in_a_template_are_marked():
    template = Engine(loaders=[]).from_string(marked("<script>one()</script>{{ words|safe }}"))
    shown = template.render(Context({"words": "<script>two()</script>"}))
    assert shown == f'<script nonce="{MARK}">one()</script><script>two()</script>'


@pytest.mark.parametrize(
    "source",
    [
        '<script src="/x.js">',
        '<script type="application/ld+json">',
        '<script nonce="x">',
        "<scripted>",
        "words",
    ],
)
def test_scripts_that_need_no_mark_have_none(source):
    assert marked(source) == source


def test_a_chooser_marks_its_script_and_lets_no_value_end_it(db):
    from wagtail.admin.widgets import AdminPageChooser

    page = SeriesFactory(title="</script><script>alert(1)</script>")
    shown = AdminPageChooser().render("page", page.pk, {"id": "id_page"})
    assert shown.count("<script") == 1
    assert f'<script nonce="{MARK}">' in shown


def reported(client, said, kind="application/csp-report", **headers):
    return client.post("/policy-reports/", json.dumps(said), content_type=kind, headers=headers)


OLD = {
    "csp-report": {
        "document-uri": "http://localhost/clearance/a-secret/?q=1",
        "violated-directive": "script-src-elem",
        "blocked-uri": "https://evil.example/path?secret",
    }
}
NEW = [
    {
        "type": "csp-violation",
        "user_agent": "Ada's browser",
        "body": {
            "documentURL": "http://localhost/search/?q=my+illness",
            "effectiveDirective": "img-src",
            "blockedURL": "inline",
        },
    }
]


def test_a_report_is_one_line_that_says_nothing_of_the_reader(client, caplog):
    with caplog.at_level(logging.WARNING, "publication.policies.reports"):
        assert reported(client, OLD).status_code == 204
        answer = reported(client, NEW, "application/reports+json")
    assert (answer.status_code, answer.cookies, answer.content) == (204, {}, b"")
    assert [record.getMessage() for record in caplog.records] == [
        "A page (clearance) was stopped from evil.example by script-src-elem.",
        "A page (search) was stopped from inline by img-src.",
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"csp-report": {**OLD["csp-report"], "blocked-uri": "chrome-extension://abc"}},
        {"csp-report": {**OLD["csp-report"], "violated-directive": "x\nERROR forged"}},
        {"csp-report": {**OLD["csp-report"], "document-uri": "http://localhost/no/such/page.html"}},
        {"csp-report": "text"},
        [[[]]],
        7,
        None,
    ],
)
def test_what_is_no_report_leaves_no_line(client, caplog, db, said):
    assert reported(client, said).status_code == 204
    assert caplog.records == []


def test_reports_are_bounded(client, caplog, monkeypatch):
    assert reported(client, {"x": "y" * 20_000}).status_code == 413
    assert reported(client, OLD, "text/plain").status_code == 415
    assert client.post("/policy-reports/", "{", content_type="application/json").status_code == 400
    assert client.get("/policy-reports/").status_code == 405
    monkeypatch.setattr(reports, "LINES", reports.Limit("test-lines", 2, 60, False))
    monkeypatch.setattr(reports, "REPORTING", reports.Limit("test-reports", 4, 60, False))
    answers = [reported(client, OLD) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [204, 204, 204, 204, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert len([record for record in caplog.records if record.name == reports.__name__]) == 2
