"""The editors' side of clearance: the form, the letter, the link that is shown once, what desk and history say."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import PageLogEntry

from authors.roles import EDITORS
from series.desk.order import read_order
from series.models import ClearanceRequest
from tests import factories

LINK = re.compile(r"http://testserver(/clearance/\S+/)")


@pytest.fixture
def zora(db):
    return factories.AuthorFactory(title="Zora Whitlock")


@pytest.fixture
def piece(zora):
    piece = factories.InstallmentFactory(title="The gauge", bylines=[zora], live=False)
    piece.save_revision()
    return piece


@pytest.fixture
def desk(client, db):
    user = factories.UserFactory(
        username="editor", first_name="Ada", last_name="Berg", email="ada@example.org", role=EDITORS
    )
    client.force_login(user)
    return client


@pytest.fixture
def send(desk, piece, zora):
    address = reverse("series_clearance", args=[piece.pk])

    def send(**changes):
        values = {
            "author": zora.pk, "name": "", "email": "zora@example.org", "language": "en", "days": "14",
            "message": "Best wishes!", "action": "send",
        }  # fmt: skip
        return desk.post(address, values | changes)

    return send


def link_in(letter) -> str:
    return LINK.search(letter.body)[1]


def test_the_form_knows_the_author_the_language_and_the_days(desk, piece, settings):
    settings.CLEARANCE_DAYS = 9
    initial = desk.get(reverse("series_clearance", args=[piece.pk])).context["form"].initial
    assert (initial["name"], initial["language"], initial["days"]) == ("Zora Whitlock", "en", 9)


def test_a_letter_brings_the_link_in_text_and_html(send, client):
    response = send()
    letter = mail.outbox[0]
    link = link_in(letter)
    assert letter.to == ["zora@example.org"]
    assert letter.reply_to == ["ada@example.org"]
    assert letter.subject == "For your clearance: “The gauge”"
    for words in ("Dear Zora Whitlock,", "Best wishes!", "Ada Berg"):
        assert words in letter.body
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert f'href="http://testserver{link}"' in html
    # The editor sees the link in this answer, and never again.
    assert link in response.content.decode()
    assert (
        link
        not in client.get(
            reverse("series_clearance", args=[ClearanceRequest.objects.get().page_id])
        ).content.decode()
    )
    client.logout()
    assert client.get(link).status_code == 200


def test_the_letter_speaks_the_language_that_was_chosen(send):
    send(language="ko")
    letter = mail.outbox[0]
    assert "Dear Zora" not in letter.body
    assert re.search("[가-힣]", letter.subject)
    assert '<html lang="ko">' in letter.alternatives[0][0]


def test_hostile_words_stay_words_in_the_letter(send, piece):
    factories.draft_of(piece, title="A <b>title</b>\nBcc: all@example.org")
    send(message="<script>alert(1)</script>")
    letter = mail.outbox[0]
    assert "\n" not in letter.subject
    assert "<script>" not in letter.alternatives[0][0]
    assert "A <b>title</b>" in letter.body


def test_a_mail_server_that_fails_loses_nothing(send, client, monkeypatch):
    def fail(*args, **kwargs):
        raise SMTPServerDisconnected("No.")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    response = send()
    text = response.content.decode()
    assert "The letter could not be sent." in text
    assert "The letter did not go out." in text
    request = ClearanceRequest.objects.get()
    assert request.mailed_at is None
    assert client.get(LINK.search(text.replace('"', " "))[1]).status_code == 200


def test_a_new_link_is_of_the_newest_version_and_ends_the_older_one(send, desk, piece):
    send()
    factories.draft_of(piece, title="The gauge, again")
    first = ClearanceRequest.objects.get()
    desk.post(reverse("series_clearance", args=[piece.pk]), {"action": f"resend:{first.pk}"})
    old, new = (link_in(letter) for letter in mail.outbox)
    assert desk.get(old).status_code == 410
    assert "The gauge, again" in desk.get(new).content.decode()
    second = ClearanceRequest.objects.latest("pk")
    assert (second.email, second.message, second.author_id) == (first.email, first.message, first.author_id)
    assert round((second.expires_at - second.created_at) / timedelta(days=1)) == 14


def test_a_revoked_link_no_longer_works(send, desk, piece):
    send()
    request = ClearanceRequest.objects.get()
    assert (
        desk.post(
            reverse("series_clearance", args=[piece.pk]), {"action": f"revoke:{request.pk}"}
        ).status_code
        == 302
    )
    assert desk.get(link_in(mail.outbox[0])).status_code == 410


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "zora"}, "email"),
        ({"email": "zora@example.org\nBcc: all@example.org"}, "email"),
        ({"days": "0"}, "days"),
        ({"days": "91"}, "days"),
        ({"author": ""}, "name"),
        ({"author": "1"}, "author"),
        ({"language": "fr"}, "language"),
    ],
)
def test_what_cannot_be_sent_is_told_at_its_field(send, changes, field):
    response = send(**changes)
    assert field in response.context["form"].errors
    assert not ClearanceRequest.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("key", ["revoke:0", "revoke:x", "resend:", "revoke:99999999999999999999"])
def test_an_unknown_link_is_refused(desk, piece, key):
    response = desk.post(reverse("series_clearance", args=[piece.pk]), {"action": key})
    assert (response.status_code, response.headers["Location"]) == (302, reverse("wagtailadmin_home"))
    assert not ClearanceRequest.objects.exists()


def test_an_alias_has_nothing_to_clear(desk, piece):
    alias = piece.create_alias(parent=factories.SeriesFactory())
    assert desk.get(reverse("series_clearance", args=[alias.pk])).status_code == 302


def test_a_piece_without_a_version_gets_one(desk, zora):
    piece = factories.InstallmentFactory(bylines=[zora])
    desk.post(
        reverse("series_clearance", args=[piece.pk]),
        {"author": zora.pk, "email": "zora@example.org", "language": "en", "days": "14"},
    )
    assert ClearanceRequest.objects.get().revision is not None
    piece.refresh_from_db()
    assert not piece.has_unpublished_changes


def test_desk_form_and_history_say_who_has_cleared_what(send, desk, piece):
    from series.clearance.answers import Answer, receive

    send()
    receive(ClearanceRequest.objects.get().pk, Answer({"general": "Fine."}, "Zora Whitlock"))
    (row,) = read_order(piece.series)
    assert re.fullmatch(r"cleared, \d+ \w+ \d{4}, 1 comment", row.clearances[0])
    order = desk.get(reverse("series_running_order", args=[piece.series_id])).content.decode()
    assert row.clearances[0] in order
    form = desk.get(reverse("wagtailadmin_pages:edit", args=[piece.pk])).content.decode()
    assert reverse("series_clearance", args=[piece.pk]) in form
    assert "Toggle clearance" in form
    factories.draft_of(piece, title="The gauges")
    (row,) = read_order(piece.series)
    assert "voided by later changes" in row.clearances[0]
    messages = [entry.message for entry in PageLogEntry.objects.filter(action__startswith="series.clearance")]
    assert any(
        "Asked Zora Whitlock (zora@example.org) for clearance, for 14 days" in words for words in messages
    )
    assert any("Cleared by Zora Whitlock" in words for words in messages)
    assert any("Zora Whitlock sent 1 comment through the clearance link" in words for words in messages)
