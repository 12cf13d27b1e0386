"""The editors' side of mail to followers: where it stands, the letter as it would go, and who may do what with it."""

from copy import deepcopy

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from authors.roles import EDITORS, MANAGING_EDITORS
from series.models import Letter, Mailing
from tests.factories import SeriesFactory, UserFactory, draft_of, paragraphs, translated
from tests.series.followers.mailing.world import follow, follower, mailings, publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        series = SeriesFactory(title="Rivers and Rates", planned_parts=3)
        translated(series, title="강과 요율")
        piece = publish(
            series,
            title="The gauge",
            body=[*paragraphs("Text."), ("key_takeaways", {"items": ["A first.", "A second."]})],
        )
        for number in range(2):
            follow(follower(f"reader-{number}@example.org"), series)
        follow(follower("weekly@example.org"), series, choice="weekly", weekday=2)
        accounts = [UserFactory(username=role, role=role) for role in (EDITORS, MANAGING_EDITORS)]
        yield series, piece, *accounts


@pytest.fixture
def world(built):
    return deepcopy(built)


@pytest.fixture
def managing(client, world):
    client.force_login(world[3])
    return client


def page_of(piece):
    return reverse("series_piece_mail", args=[piece.pk])


def press(client, piece, button):
    """Press a button at the mailing of a piece; the page that comes back."""
    key = piece.mailings.get().pk
    return client.post(page_of(piece), {"action": f"{button}:{key}"}, follow=True)


def test_the_page_says_when_it_goes_and_to_how_many_and_no_address(managing, world):
    text = managing.get(page_of(world[1])).content.decode()
    assert "Goes out on" in text
    assert "2 addresses follow what is published of it" in text
    assert "reader-0@" not in text


def test_an_editor_holds_it_lets_it_go_and_leaves_it_out(managing, world):
    piece = world[1]
    press(managing, piece, "hold")
    assert mailings() == [("part", "en", "held")]
    press(managing, piece, "release")
    assert Mailing.objects.values_list("state", "is_by_hand").get() == ("waiting", True)
    press(managing, piece, "skip")
    assert Mailing.objects.values_list("state", "problem").get() == ("skipped", "by_hand")
    said = list(
        PageLogEntry.objects.filter(action__startswith="series.mail_")
        .order_by("pk")
        .values_list("action", flat=True)
    )
    assert said == ["series.mail_hold", "series.mail_release", "series.mail_skip"]


def test_what_went_meanwhile_is_not_held_any_more_and_the_editor_is_told(managing, world):
    Mailing.objects.update(state="sending")
    answer = press(managing, world[1], "hold")
    assert "Too late" in answer.content.decode()
    assert mailings() == [("part", "en", "sending")]


def test_a_piece_from_before_there_were_followers_can_be_mailed_after_all(managing, world):
    Mailing.objects.all().delete()
    assert "has not been mailed" in managing.get(page_of(world[1])).content.decode()
    managing.post(page_of(world[1]), {"action": "mail"})
    assert Mailing.objects.values_list("state", "is_by_hand").get() == ("waiting", True)


def test_the_preview_shows_the_latest_draft_as_it_would_be_mailed(managing, world):
    draft_of(world[1], title="The gauge, revised")
    html = managing.get(reverse("series_mail_preview", args=[world[1].pk, "html"]))
    text = managing.get(reverse("series_mail_preview", args=[world[1].pk, "text"])).content.decode()
    assert "sandbox;" in html.headers["Content-Security-Policy"].replace(" ;", ";") + ";"
    assert text.startswith("Rivers and Rates, part 1 of 3: The gauge, revised")
    for words in ("The gauge, revised", "In two sentences", "A first."):
        assert words in html.content.decode()
        assert words in text


def test_both_languages_are_previewed_each_in_its_own(managing, world):
    twin = translated(world[1], title="수위")
    listed = managing.get(page_of(world[1])).content.decode()
    assert reverse("series_mail_preview", args=[twin.pk, "html"]) in listed
    html = managing.get(reverse("series_mail_preview", args=[twin.pk, "html"])).content.decode()
    assert '<html lang="ko">' in html
    assert "수위" in html
    assert "font-style:italic" not in html


def test_a_copy_goes_to_whoever_asks_and_to_nobody_else(client, world):
    editor = world[2]
    client.force_login(editor)
    client.post(page_of(world[1]), {"action": "test"})
    (letter,) = mail.outbox
    assert letter.to == [editor.email]
    assert letter.subject == "Test: Rivers and Rates, part 1 of 3: The gauge"
    assert "List-Unsubscribe" not in letter.extra_headers
    assert Letter.objects.count() == 0


def test_a_series_tells_its_followers_in_numbers(client, world):
    client.force_login(world[2])
    text = client.get(reverse("series_followers", args=[world[0].pk])).content.decode()
    cells = " ".join(
        text.split("<tbody>")[1].split("</tbody>")[0].replace("<td>", "").replace("</td>", "").split()
    )
    assert "2 1 0 3" in cells
    assert "example.org" not in text
    assert "Take the addresses" not in text


def test_managing_editors_take_the_addresses_and_the_history_says_so(managing, world):
    follow(follower('=cmd|"x"@example.org'), world[0])
    answer = managing.post(reverse("series_export_followers", args=[world[0].pk]))
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "address,language,receives,confirmed"
    assert [row.split(",")[0] for row in rows[1:4]] == [
        "reader-0@example.org",
        "reader-1@example.org",
        "weekly@example.org",
    ]
    assert rows[4].startswith("\"'=cmd")
    assert PageLogEntry.objects.get(action="series.export_followers").data == {"count": 4}
    managing.post(reverse("series_export_all_followers"))
    assert ModelLogEntry.objects.get(action="series.export_followers").user == world[3]


def test_what_is_followed_is_listed_with_its_name_and_numbers(managing, world):
    text = managing.get(reverse("series_all_followers")).content.decode()
    assert "Rivers and Rates" in text
    assert "3 addresses follow something" in text
    assert "reader-0@" not in text


def test_the_report_says_what_became_of_the_letters(managing, world):
    mailing = Mailing.objects.get()
    for number, state in enumerate(("sent", "sent", "refused")):
        Letter.objects.create(
            follower=follower(f"{number}@x.org"), mailing=mailing, page=world[1], kind="part", purpose="part:x",
            language="en", message_id=f"<{number}@x>", state=state,
        )  # fmt: skip
    assert "The gauge" in managing.get(reverse("series_report_mailings")).content.decode()
    table = managing.get(reverse("series_report_mailings") + "?export=csv")
    line = table.getvalue().decode().splitlines()[1]
    assert line.endswith(",2,1")
