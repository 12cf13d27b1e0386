"""Times are typed on the editor's own clock; what is shown afterwards, anywhere, is what was typed."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.users.models import UserProfile

from publication.times import DayField, NoSuchTime, WallTimeField, moment_of, said, twin_of
from series.models import InstallmentPage
from tests.factories import InstallmentFactory, UserFactory, draft_of

pytestmark = pytest.mark.django_db

# SCH-01: editor's zone, typed time, stored UTC (None: refused), the offset shown with the time.
ROWS = [
    ("Europe/London", "2027-03-28 00:59", "2027-03-28T00:59:00+00:00", "+00:00"),
    ("Europe/London", "2027-03-28 01:30", None, None),
    ("Europe/London", "2027-10-31 01:30", "2027-10-31T00:30:00+00:00", "+01:00"),
    ("Europe/London", "2027-10-31 02:00", "2027-10-31T02:00:00+00:00", "+00:00"),
    ("America/New_York", "2027-03-14 03:00", "2027-03-14T07:00:00+00:00", "-04:00"),
    ("America/New_York", "2027-11-09 06:00", "2027-11-09T11:00:00+00:00", "-05:00"),
    ("America/New_York", "2027-11-05 06:00", "2027-11-05T10:00:00+00:00", "-04:00"),
    ("Asia/Seoul", "2027-03-28 09:00", "2027-03-28T00:00:00+00:00", "+09:00"),
    ("Asia/Kolkata", "2027-01-05 15:30", "2027-01-05T10:00:00+00:00", "+05:30"),
    ("Asia/Kathmandu", "2027-01-05 06:00", "2027-01-05T00:15:00+00:00", "+05:45"),
]
ACCEPTED = [row for row in ROWS if row[2]]
# A form or four pages are opened for each: after a change of clocks, before one, and where minutes count.
SHOWN = [
    row if number in (1, 3, 8) else pytest.param(*row, marks=pytest.mark.prove)
    for number, row in enumerate(ACCEPTED)
]
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def page():
    page = InstallmentFactory(live=False)
    page.save_revision()
    return page


@pytest.fixture
def editor_in(client):
    """Sign an editor in whose profile names a time zone; none for the editorial one."""

    def sign_in(zone):
        user = UserFactory(is_superuser=True)
        UserProfile.objects.create(user=user, current_time_zone=zone)
        client.force_login(user)
        return client

    return sign_in


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(client, page):
    """The fields of the edit form as a browser would send them."""
    data = querydict_from_html(client.get(edit_address(page)).content.decode(), form_id="page-edit-form")
    data["body-count"] = "0"  # the browser builds a body's fields by script
    return data


def send(client, page, follow=False, **fields):
    """Post the edit form with some fields changed; its answer, or the page that follows."""
    data = form_of(client, page)
    for name, value in fields.items():
        data[name.replace("__", "-")] = value
    return client.post(edit_address(page), data, follow=follow)


def newest(page):
    return InstallmentPage.objects.get(pk=page.pk).get_latest_revision()


@pytest.mark.parametrize(("zone", "typed", "stored", "offset"), ROWS)
def test_a_typed_time_is_the_moment_at_which_the_editors_clock_shows_it(zone, typed, stored, offset):
    with timezone.override(zone):
        if stored:
            assert WallTimeField().clean(typed) == datetime.fromisoformat(stored)
            assert f"(UTC{offset}, {zone})" in said(WallTimeField().clean(typed))
        else:
            with pytest.raises(NoSuchTime):
                WallTimeField().clean(typed)


@pytest.mark.parametrize(("zone", "typed", "stored", "offset"), SHOWN)
def test_a_time_is_stored_as_typed_on_the_editors_clock(editor_in, page, zone, typed, stored, offset):
    send(editor_in(zone), page, go_live_at=typed, expire_at=typed)
    for field in ("go_live_at", "expire_at"):
        assert datetime.fromisoformat(newest(page).content[field]) == datetime.fromisoformat(stored)


@pytest.mark.parametrize(("field", "publish"), [("go_live_at", True), ("expire_at", False)])
def test_a_time_that_does_not_exist_is_refused_with_the_reason(editor_in, page, field, publish):
    before = newest(page).pk
    fields = {field: "2027-03-28 01:30"} | ({"action__publish": "action-publish"} if publish else {})
    answer = send(editor_in("Europe/London"), page, **fields).content.decode()
    assert (
        "The time 01:30 on 28 March 2027 does not exist in Europe/London: the clocks are put forward then, "
        "from UTC+00:00 to UTC+01:00." in answer
    )
    assert newest(page).pk == before


@pytest.mark.parametrize(("zone", "typed", "stored", "offset"), SHOWN)
def test_message_form_list_and_history_show_the_same_wall_time_with_its_zone(
    editor_in, page, zone, typed, stored, offset
):
    client = editor_in(zone)
    wall = datetime.fromisoformat(typed)
    time = f"{wall.day} {wall:%B} {wall.year}, {wall:%H:%M} (UTC{offset}, {zone})"
    answer = send(
        client, page, follow=True, go_live_at=typed, action__publish="action-publish"
    ).content.decode()
    assert f"Goes live on {time}." in answer

    form = client.get(edit_address(page)).content.decode()
    assert re.search(rf'name="go_live_at" value="{typed}"', form)
    assert f"On the clock of {zone}, UTC" in form
    assert f"Saved: {time}." in form

    listing = client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).content.decode()
    assert f"scheduled, {time}" in " ".join(listing.split())

    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert f"Scheduled to go live on {time}" in history


def test_a_time_that_comes_twice_says_which_of_the_two_it_is(editor_in, page):
    sentence = "That night 01:30 comes twice: this is the first, at UTC+01:00; the second is at UTC+00:00."
    client = editor_in("Europe/London")
    assert sentence in send(client, page, follow=True, go_live_at="2027-10-31 01:30").content.decode()
    assert sentence in client.get(edit_address(page)).content.decode()


def test_the_second_of_two_is_kept_when_the_form_is_saved_again(editor_in, page):
    second = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    draft_of(page, go_live_at=second)
    send(editor_in("Europe/London"), page, title="Another title")
    assert newest(page).content["title"] == "Another title"
    assert datetime.fromisoformat(newest(page).content["go_live_at"]) == second


def test_without_a_zone_of_their_own_editors_type_in_the_editorial_one(editor_in, page):
    client = editor_in("")
    send(client, page, go_live_at="2027-03-28 09:00")
    assert newest(page).content["go_live_at"] == "2027-03-28T00:00:00Z"
    assert "On the clock of Asia/Seoul, UTC+09:00 today." in client.get(edit_address(page)).content.decode()


def test_a_draft_with_a_time_is_not_said_to_be_scheduled(editor_in, page):
    answer = send(editor_in(""), page, follow=True, go_live_at="2027-03-28 09:00").content.decode()
    assert (
        "To go live on 28 March 2027, 09:00 (UTC+09:00, Asia/Seoul), as soon as somebody schedules it"
        in answer
    )


IMPOSSIBLE = ["0001-01-01 00:30", "9999-12-31 23:59", "tomorrow", "2027-02-30 10:00"]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Seoul"])
@pytest.mark.parametrize("typed", IMPOSSIBLE)
def test_impossible_dates_are_no_moments(zone, typed):
    with timezone.override(zone), pytest.raises(ValidationError):
        WallTimeField().clean(typed)


def test_impossible_dates_are_refused_by_the_form(editor_in, page):
    before = newest(page).pk
    client = editor_in("America/New_York")
    data = form_of(client, page)
    for typed in IMPOSSIBLE:
        data["go_live_at"] = typed
        assert client.post(edit_address(page), data).status_code == 200
        assert newest(page).pk == before


def expired(page, now):
    """Publish a page that expires at noon, and let the command take it down."""
    page.expire_at = datetime(2026, 11, 26, 12, tzinfo=UTC)
    page.go_live_at = timezone.now()
    page.save_revision().publish()
    now.move_to("2026-11-26T12:01:00Z")


@pytest.mark.parametrize("after_the_command", [True, False])
def test_an_expired_page_is_opened_changed_and_saved_as_a_draft(editor_in, page, now, after_the_command):
    expired(page, now)
    if after_the_command:
        call_command("publish_due")
    client = editor_in("")
    form = client.get(edit_address(page)).content.decode()
    assert "The page expired on 26 November 2026, 21:00 (UTC+09:00, Asia/Seoul)." in form
    send(client, page, title="One word changed")
    assert newest(page).content["title"] == "One word changed"
    assert newest(page).content["expire_at"] is None


def test_a_form_that_was_open_when_the_page_expired_is_still_saved(editor_in, page, now):
    expired(page, now)
    now.move_to("2026-11-26T11:59:00Z")
    client = editor_in("")
    data = form_of(client, page)
    assert data["expire_at"] == "2026-11-26 21:00"
    now.move_to("2026-11-26T12:01:00Z")
    call_command("publish_due")
    data["title"] = "One word changed"
    client.post(edit_address(page), data)
    assert newest(page).content["title"] == "One word changed"
    data["action-publish"] = "action-publish"
    answer = client.post(edit_address(page), data)
    assert "Expiry date/time must be in the future." in answer.content.decode()
    assert not InstallmentPage.objects.get(pk=page.pk).live


def test_an_expired_page_that_is_published_again_stays_up(editor_in, page, now):
    expired(page, now)
    call_command("publish_due")
    send(editor_in(""), page, action__publish="action-publish")
    call_command("publish_due")
    assert InstallmentPage.objects.visible().filter(pk=page.pk).exists()


def test_the_clocks_are_known():
    assert moment_of(datetime(2027, 10, 31, 1, 30), LONDON) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)  # noqa: DTZ001
    assert twin_of(datetime(2027, 10, 31, 0, 30, tzinfo=UTC), LONDON) == datetime(
        2027, 10, 31, 1, 30, tzinfo=UTC
    )
    assert twin_of(datetime(2027, 10, 31, 2, 30, tzinfo=UTC), LONDON) is None
    with pytest.raises(NoSuchTime):
        moment_of(datetime(2027, 3, 28, 1, 30), LONDON)  # noqa: DTZ001


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_beyond_the_years_that_can_be_meant_is_refused_with_a_message(typed):
    with pytest.raises(ValidationError, match="Choose a year from 1900 to 2200"):
        DayField().clean(typed)


def test_a_day_within_those_years_is_taken():
    assert [DayField().clean(typed) for typed in ("1900-01-01", "2200-12-31")] == [
        date(1900, 1, 1),
        date(2200, 12, 31),
    ]
