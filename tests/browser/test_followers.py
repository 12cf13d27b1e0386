"""A reader follows by mail in a real browser: typed, confirmed, written to, and gone again, without a cookie."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from series.followers.mailing.running import run
from series.models import MailSettings
from tests import factories
from tests.browser.accessibility import assert_accessible
from tests.publication.background import work_off

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def series(transactional_db):
    MailSettings.objects.update_or_create(pk=MailSettings.now().pk, defaults={"grace_minutes": 0})
    series = factories.SeriesFactory(title="Rivers and Rates", slug="rivers")
    factories.InstallmentFactory(parent=series, title="The levee")
    return series


def published(series, title: str) -> None:
    piece = factories.InstallmentFactory(parent=series, title=title, live=False, first_published_at=None)
    piece.save_revision().publish()
    run()


def test_a_reader_follows_confirms_receives_a_part_and_leaves(browse, series):
    browse.allowed.append("422")
    reader = browse(size="phone")
    reader.goto(series.url)
    reader.get_by_role("link", name="By e-mail", exact=True).click()
    field = reader.get_by_label("E-mail address")
    field.fill("ada@example")
    reader.get_by_role("button", name="Follow").click()
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("^This is not a whole e-mail address."))
    assert_accessible(reader)
    field.fill("ada@example.org")
    field.press("Enter")
    expect(reader.get_by_role("heading", name="Look into your mail")).to_be_visible()

    work_off()
    (letter,) = mail.outbox
    reader.goto(re.search(r"http://\S+/follow/confirm/\S+", letter.body)[0])
    reader.get_by_label("Each new part as it comes").check()
    reader.get_by_role("button", name="Confirm and follow").click()
    expect(reader.get_by_text("Confirmed. You follow this")).to_be_visible()

    published(series, "The gauge")
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]] * 2
    assert "The gauge" in mail.outbox[1].body
    headers = mail.outbox[1].message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    reader.goto(
        re.search(r"<(http://\S+/follow/leave/\S+)>", "".join(headers["List-Unsubscribe"].split()))[1]
    )
    reader.get_by_role("button", name="Stop these letters").click()
    expect(reader.get_by_role("heading", name="You do not follow this any more")).to_be_visible()
    assert_accessible(reader)

    published(series, "The rate")
    assert len(mail.outbox) == 2
    assert reader.context.cookies() == []
