"""Typing an address: what is kept, what is sent, and that nobody learns from it who follows what."""

import logging
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from series.followers import sending
from series.followers.asking import ask
from series.followers.leaving import end_follow
from series.followers.targets import Target
from series.models import Follow, Follower
from tests import factories
from tests.series.followers.conftest import READER, link_in

pytestmark = pytest.mark.django_db


def form_of(page) -> str:
    return f"/follow/series/{page.pk}/"


def test_each_page_has_its_form_and_it_needs_neither_cookie_nor_token(world, client, letters):
    strict = Client(enforce_csrf_checks=True)
    for page, form in (
        ("/", "/follow/site/"),
        (world.series.url, form_of(world.series)),
        (world.author.url, f"/follow/author/{world.author.pk}/"),
        (world.topic.get_absolute_url(), f"/follow/topic/{world.topic.pk}/"),
        (world.korean.url, f"/ko{form_of(world.korean)}"),
    ):
        shown = client.get(page)
        assert f'<form action="{form}" method="post"' in shown.content.decode()
        assert "csrf" not in shown.content.decode()
        assert not shown.cookies
        response = strict.post(form, {"email": READER})
        assert (response.status_code, response.cookies) == (303, {})
    assert Follow.objects.filter(confirmed_at=None).count() == 5


def test_what_may_not_be_seen_cannot_be_followed(world, client):
    for kind, pk in (
        ("series", world.private.pk),
        ("series", world.draft.pk),
        ("series", world.author.pk),
        ("author", world.unwritten.pk),
        ("topic", world.quiet.pk),
        ("topic", 999_999_999),
    ):
        address = f"/follow/{kind}/{pk}/"
        answers = client.get(address), client.post(address, {"email": READER})
        assert [answer.status_code for answer in answers] == [404, 404], address
    assert not Follower.objects.exists()


def test_the_answer_is_the_same_for_every_address(world, follows, client, letters):
    follows("follows@example.org")
    follows("waits@example.org", confirmed=False)
    end_follow(follows("left@example.org"))
    for _time in range(4):
        ask("often@example.org", Target("series", page=world.series), "en")
        letters()
    said = set()
    for name in ("follows", "waits", "left", "often", "new", "follows"):
        for form in (form_of(world.series), "/follow/lost/"):
            answer = client.post(form, {"email": f"{name}@example.org"})
            # Every answer that nobody keeps names its request (publication/observing.py).
            headers = {key: value for key, value in answer.headers.items() if key != "X-Request-ID"}
            said.add((form, answer.status_code, answer.content, tuple(sorted(headers.items()))))
    assert len(said) == 2


def test_the_queue_is_filled_alike_and_holds_no_address(world, follows, client):
    follows("follows@example.org")
    for name in ("follows", "new"):
        client.post(form_of(world.series), {"email": f"{name}@example.org"})
        client.post("/follow/lost/", {"email": f"{name}@example.org"})

    assert mail.outbox == []
    queued = list(DBTaskResult.objects.all())
    assert len(queued) == 4
    assert "@" not in str([task.args_kwargs for task in queued])


def test_an_address_that_follows_already_hears_that_it_does(world, follows, letters):
    follow = follows(choice="weekly", weekday=4)

    ask("ADA@example.org", Target("series", page=world.series), "en", choice="each")

    (letter,) = letters()
    assert letter.subject == "You follow this already: The series “A River of Many Names”"
    assert "/follow/manage/" in letter.body
    assert "/follow/confirm/" not in letter.body
    follow.refresh_from_db()
    assert (follow.choice, follow.weekday) == ("weekly", 4)
    assert Follower.objects.count() == 1


def test_a_translation_and_its_original_are_one_series_and_each_language_a_follow(world):
    for page, language in ((world.series, "en"), (world.korean, "en"), (world.korean, "ko")):
        ask(READER, Target("series", page=page), language)

    assert sorted(Follow.objects.values_list("language", flat=True)) == ["en", "ko"]


def test_an_address_gets_three_letters_in_a_day_whatever_it_is_asked_to_follow(world, letters):
    for target in (Target("site"), Target("topic", topic=world.topic)) * 3:
        ask(READER, target, "en")

    assert len(letters()) == 3


def test_a_network_is_told_when_to_come_back_and_what_was_typed_is_kept(world, client):
    for number in range(20):
        client.post(form_of(world.series), {"email": f"a{number}@example.org"})

    response = client.post(form_of(world.series), {"email": "late@example.org"})

    assert response.status_code == 429
    assert 1 <= int(response.headers["Retry-After"]) <= 3600
    assert 'value="late@example.org"' in response.content.decode()
    assert not Follower.objects.filter(key="late@example.org").exists()


def test_a_series_that_is_not_in_the_language_of_the_page_is_followed_in_its_own(world, client):
    addresses = [f"/ko/follow/series/{world.series.pk}/", f"/ko/follow/author/{world.author.pk}/"]
    for address in addresses:
        client.post(address, {"email": READER})
    world.korean.unpublish()
    client.post(addresses[0], {"email": "eve@example.org"})

    asked = Follow.objects.order_by("pk").values_list("follower__key", "kind", "language")
    assert list(asked) == [
        (READER, "series", "ko"),
        (READER, "author", "ko"),
        ("eve@example.org", "series", "en"),
    ]


def test_without_a_cache_nobody_is_written_to(world, client, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(cache, "add", away)

    response = client.post(form_of(world.series), {"email": READER})

    assert (response.status_code, response.headers["Retry-After"]) == (429, "3600")
    assert not Follower.objects.exists()


@pytest.mark.parametrize("typed", ["", "ada", "ada@example.org\nBcc: eve@example.org"])
def test_what_is_no_address_comes_back_with_what_is_wrong(world, client, typed):
    response = client.post(form_of(world.series), {"email": typed})

    page = response.content.decode()
    assert response.status_code == 422
    assert 'aria-describedby="follow-wrong follow-hint" aria-invalid="true" autofocus' in page
    assert (f'value="{typed.splitlines()[0]}' if typed else 'autocomplete="email"') in page
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert not Follower.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://["},
    ],
)
def test_what_another_site_sends_is_refused(world, client, headers):
    response = client.post(form_of(world.series), {"email": READER}, headers=headers)

    assert response.status_code == 403
    assert not Follower.objects.exists()


@pytest.mark.parametrize("headers", [{"Origin": "http://testserver"}, {"Origin": "null"}, {}])
def test_what_this_site_sends_is_taken(world, client, headers):
    assert client.post(form_of(world.series), {"email": READER}, headers=headers).status_code == 303


def test_the_form_costs_its_page_no_query(world, client, monkeypatch):
    client.get(world.series.url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(world.series.url)

    assert not [query for query in queries.captured_queries if "series_follow" in query["sql"]]


def test_no_log_line_names_an_address(world, letters, caplog, monkeypatch):
    def refuse(letter):
        raise SMTPRecipientsRefused({READER: (550, b"no such user ada@example.org")})

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    caplog.set_level(logging.DEBUG)
    ask(READER, Target("series", page=world.series), "en")

    letters()

    assert "could not be sent: SMTPRecipientsRefused" in caplog.text
    assert "ada" not in caplog.text
    again = DBTaskResult.objects.get(status="READY")
    assert again.run_after > timezone.now()
    assert again.args_kwargs["args"][-1] == 1
    assert "ada" not in str(list(DBTaskResult.objects.values()))


def test_what_is_no_longer_public_is_not_named_in_a_letter(world, letters):
    ask(READER, Target("series", page=world.series), "en")
    world.series.unpublish()
    world.korean.unpublish()

    assert letters() == []


def test_a_title_makes_no_second_header(world, letters):
    hidden = factories.SeriesFactory(title="Two\nBcc: eve@example.org")
    ask(READER, Target("series", page=hidden), "en")

    (letter,) = letters()

    assert letter.subject == "Please confirm: The series “Two Bcc: eve@example.org”"
    assert "\nBcc" not in letter.message().as_string()


def test_a_lost_link_is_sent_to_who_confirmed_before(follows, client, letters):
    follows()

    client.post("/ko/follow/lost/", {"email": READER})
    client.post("/ko/follow/lost/", {"email": "nobody@example.org"})

    (letter,) = letters()
    assert letter.to == [READER]
    assert client.get(link_in(letter, "manage")).status_code == 200


def test_two_that_ask_at_once_are_one(world, follows, monkeypatch):
    """The second finds no row, and the first has made it meanwhile."""
    there = follows(confirmed=False)
    real, asked = Follow.objects.open().first, []

    def none_at_first(queryset):
        asked.append(queryset)
        return None if len(asked) == 1 else real()

    monkeypatch.setattr("django.db.models.query.QuerySet.first", none_at_first)
    ask(READER, Target("series", page=world.series), "en")

    assert list(Follow.objects.all()) == [there]
    assert sending.PER_ADDRESS.most == 3


def test_a_site_without_a_worker_sends_by_a_command(world):
    ask(READER, Target("series", page=world.series), "en")

    call_command("send_mail_queue")
    call_command("send_mail_queue")

    assert [letter.to for letter in mail.outbox] == [[READER]]
