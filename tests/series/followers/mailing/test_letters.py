"""The letter itself: its headers, its two forms, its two languages, and what nobody can put into it."""

import re
from copy import deepcopy
from datetime import date

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from series.followers.mailing.headers import one_line, subject
from series.followers.mailing.running import run
from series.models import Correction, Letter, Mailing, MailSettings
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, locale, paragraphs, translated
from tests.series.followers.mailing.world import follow, follower, publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        MailSettings.objects.update_or_create(
            pk=1,
            defaults={
                "grace_minutes": 0,
                "reply_to": "desk@example.org",
                "postal_address": "1 Quay Street\nPusan",
            },
        )
        series = SeriesFactory(title="Rivers and Rates", planned_parts=6, cloth="indigo")
        follow(follower("reader@example.org"), series)
        follow(follower("독자@example.org"), series, language="ko")
        yield series


@pytest.fixture
def series(built):
    return deepcopy(built)


def letter_of(series, **fields):
    """The letter with a piece that is published with these fields."""
    publish(series, **fields)
    run()
    return mail.outbox[-1]


def test_a_letter_has_the_headers_that_mail_programs_ask_for(series):
    letter = letter_of(series, title="The gauge")
    sent = letter.message()
    assert sent["Subject"] == "Rivers and Rates, part 1 of 6: The gauge"
    assert sent["From"] == "Commentary Series <editors@example.org>"
    assert sent["Reply-To"] == "desk@example.org"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http://127\.0\.0\.1:8000/follow/leave/[^>]+>", sent["List-Unsubscribe"])
    assert sent["List-ID"] == f"<series-{series.translation_key.hex}.en.127.0.0.1>"
    assert sent["Content-Language"] == "en"
    assert (sent["Precedence"], sent["Auto-Submitted"]) == ("bulk", "auto-generated")
    assert sent["Message-ID"] == Letter.objects.get().message_id
    assert letter.to == ["reader@example.org"]
    assert not letter.cc
    assert not letter.bcc


def test_one_click_ends_the_follow_without_cookie_or_token(series, client):
    link = letter_of(series).extra_headers["List-Unsubscribe"].strip("<>")
    before = follow(follower("other@example.org"), series)
    for _time in range(3):
        assert client.get(link).status_code == client.head(link).status_code == 200
    assert before.follower.follows.filter(ended_at=None).exists()
    answer = client.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    publish(series)
    mail.outbox.clear()
    run()
    assert [each.to for each in mail.outbox] == [["other@example.org"]]


def test_both_forms_say_the_same(series):
    author = AuthorFactory(title="Choe Won-gi", native_name="최원기", native_language="ko")
    InstallmentFactory(parent=series, title="The levee")
    letter = letter_of(
        series,
        title="The gauge",
        subtitle="A subtitle",
        bylines=[author],
        body=[*paragraphs("Text."), ("key_takeaways", {"items": ["A first.", "A second."]})],
    )
    html = letter.alternatives[0][0]
    for words in (
        "Rivers and Rates", "Part 2 of 6", "The gauge", "A subtitle", "The first dispute on any river", "Choe Won-gi",
        "최원기", "Read part 2 (1 minute)", "In two sentences", "A first.", "A second.", "The other parts so far",
        "The levee", "You receive this because you follow this series.", "한국어로 받기", "1 Quay Street", "Pusan",
        "http://127.0.0.1:8000/series/rivers-and-rates/the-gauge/", "/follow/leave/", "/follow/manage/",
    ):  # fmt: skip
        assert words in letter.body, words
        assert words in html, words
    assert "\n\n\n" not in letter.body
    assert '<span lang="ko">최원기</span>' in html


def test_nothing_in_a_letter_tells_that_it_was_read(series):
    html = letter_of(series, title="The gauge").alternatives[0][0]
    assert not re.search(r"<(img|script|link|iframe|form)\b|url\(|@import", html)
    links = set(re.findall(r'href="([^"]+)"', html))
    ours = {link for link in links if not re.search(r"/follow/(leave|manage)/", link)}
    assert all(link.startswith("http://127.0.0.1:8000/") and "?" not in link for link in links)
    assert not any("reader" in link for link in ours)


def test_a_korean_letter_is_korean_throughout(series):
    piece = publish(series, title="The gauge")
    translated(series, title="강과 요율")
    translated(piece, title="수위")
    run()
    letter = next(each for each in mail.outbox if each.to == ["독자@example.org"])
    html = letter.alternatives[0][0]
    assert letter.subject == "강과 요율, 6부 중 1부: 수위"
    assert letter.message()["Content-Language"] == "ko"
    assert '<html lang="ko">' in html
    assert "이 시리즈를 구독하셔서 보내 드립니다." in letter.body
    assert "/ko/follow/leave/" in letter.extra_headers["List-Unsubscribe"]
    assert "font-style:italic" not in html
    english = re.sub(
        r"https?://\S+|Receive it in English|The first dispute[^.]+\.|1 Quay[\s\S]+", "", letter.body
    )
    assert not re.search(r"[A-Za-z]{4,}", english)


@pytest.mark.parametrize(
    "title",
    [
        "A\r\nBcc: all@example.org",
        "A\nTo: x@example.org\n\nBody",
        "A\u2028Bcc: x@y.org",
        "A\x1f\x0bB",
        "A\u202eB",
    ],
)
def test_no_title_begins_a_header(series, title):
    series.title = title
    series.save()
    letter = letter_of(series, title=title)
    sent = letter.message()
    assert set(sent.keys()) == {
        "Content-Type", "MIME-Version", "Subject", "From", "To", "Reply-To", "Date", "Message-ID", "Content-Language",
        "List-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted", "Precedence",
    }  # fmt: skip
    assert letter.recipients() == ["reader@example.org"]
    assert "\n" not in letter.subject


def test_markup_in_a_title_is_text(series):
    html = letter_of(series, title='<b onclick="x">Gauge</b> & co').alternatives[0][0]
    assert "<b onclick" not in html
    assert "&lt;b onclick=&quot;x&quot;&gt;Gauge&lt;/b&gt; &amp; co" in html


def test_a_header_is_one_printable_line():
    assert one_line(" a\r\n b\u2028c\x00d\u202ee ") == "a b c d e"
    assert subject("word " * 100).endswith("word …")
    assert len(subject("word " * 100)) <= 202


def test_a_correction_says_what_was_wrong_to_who_was_sent_it(series):
    piece = publish(series, title="The gauge")
    run()
    draft = piece.get_latest_revision_as_object()
    draft.corrections.add(
        Correction(
            date=date(2026, 3, 3),
            text="<p>It said 8 m.</p><p>It was 9 m.</p>",
            locale=locale("en"),
            is_mailed=True,
        )
    )
    draft.save_revision().publish()
    mail.outbox.clear()
    run()
    (letter,) = mail.outbox
    assert letter.subject == "Correction to “The gauge”"
    for words in ("Correction, 3 March 2026", "It said 8 m.", "It was 9 m.", "before it was corrected"):
        assert words in letter.body
        assert words in letter.alternatives[0][0]


def test_of_a_withdrawn_piece_only_that_it_was_is_mailed(series):
    piece = publish(series, title="The gauge", standfirst="A standfirst that was taken back.")
    run()
    draft = piece.get_latest_revision_as_object()
    draft.corrections.add(
        Correction(
            date=timezone.localdate(),
            kind="withdrawal",
            text="<p>Taken back.</p>",
            locale=locale("en"),
            is_mailed=True,
        )
    )
    draft.save_revision().publish()
    mail.outbox.clear()
    run()
    (letter,) = mail.outbox
    assert "Taken back." in letter.body
    assert "was taken back" not in letter.body + letter.alternatives[0][0]
    assert Mailing.objects.filter(kind="correction", state="done").exists()


# The classes whose colour the head of templates/emails/mailing/sheet.html changes.
TURNED = re.compile(r'class="[^"]*\b(?:ink|soft|cloth)\b')
LETTERS = sorted((settings.BASE_DIR / "templates/emails/mailing").glob("*.html"))


@pytest.mark.parametrize("template", LETTERS, ids=lambda path: path.stem)
def test_what_has_a_colour_in_a_letter_has_a_class_that_the_dark_turns(template):
    """Else it would stay dark on dark. A link takes the class of what it stands in."""
    coloured = re.findall(r"<(\w+)([^>]*[\";]color:#[^>]*)>", template.read_text(encoding="utf-8"))
    assert [tag for tag, rest in coloured if tag != "a" and not TURNED.search(rest)] == []
