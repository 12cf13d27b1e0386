"""robots.txt and security.txt."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import read_environment

pytestmark = pytest.mark.django_db


def test_crawlers_are_told_what_to_leave_alone_and_where_the_sitemaps_are(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "User-agent: *\n"
        "Disallow: /accounts/\n"
        "Disallow: /follow/\n"
        "Disallow: /ko/accounts/\n"
        "Disallow: /ko/follow/\n"
        "Disallow: /ko/search/?\n"
        "Disallow: /search/?\n"
        "Disallow: /*.epub$\n"
        "Disallow: /*.pdf$\n"
        "Disallow: /admin/\n"
        "\n"
        "Sitemap: http://localhost/sitemap.xml\n"
        "Sitemap: http://localhost/news-sitemap.xml\n"
    )


def test_without_a_contact_there_is_no_security_file(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("safety@c.example", "Contact: mailto:safety@c.example"),
        ("https://c.example/safety", "Contact: https://c.example/safety"),
    ],
)
def test_a_contact_is_named_until_a_day_in_half_a_year(client, settings, time_machine, contact, line):
    settings.SECURITY_CONTACT = contact
    time_machine.move_to("2026-03-09T01:00:00Z")
    assert client.get("/.well-known/security.txt").content.decode().splitlines() == [
        line,
        "Expires: 2026-09-05T00:00:00Z",
        "Preferred-Languages: en, ko",
        "Canonical: http://localhost/.well-known/security.txt",
    ]


@pytest.mark.parametrize("wrong", ["somebody", "http://c.example", "a@b\nEvil: 1", "javascript:alert(1)"])
def test_a_contact_that_is_neither_mail_nor_https_is_refused(monkeypatch, wrong):
    monkeypatch.setenv("SECURITY_CONTACT", wrong)
    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT"):
        read_environment()
