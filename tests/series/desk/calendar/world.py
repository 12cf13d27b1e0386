"""What the tests of the calendar are told in: days of March 2026, parts, and a move as a user sends it."""

from datetime import datetime

from wagtail.models import PageLogEntry

from series.desk.calendar.dated import dated_in
from series.desk.calendar.days import Month
from series.desk.calendar.entries import tell
from series.desk.calendar.moving import find
from series.desk.calendar.scope import Scope
from series.desk.slip import LOG_ACTION
from series.models import InstallmentPage, PlannedPart
from tests import factories

NOON = "2026-03-02T12:00:00+09:00"
MARCH = Month(2026, 3).span
MONTH, LIST = "/admin/calendar/", "/admin/calendar/list/"


def at(day, hour=10):
    """A moment of March 2026, in Seoul."""
    return datetime.fromisoformat(f"2026-03-{day:02}T{hour:02}:00:00+09:00")


def part(series, title, **fields):
    """A draft."""
    return factories.InstallmentFactory(parent=series, title=title, live=False, **fields)


def stands(scope, span=MARCH):
    """What stands in the calendar: day, kind and title."""
    return [(entry.day.day, entry.kind, entry.title) for entry in tell(dated_in(scope, span), scope)]


def key_of(thing):
    """The key of a part or a planned part."""
    return f"{'planned' if isinstance(thing, PlannedPart) else 'part'}-{thing.pk}"


def send(client, user, thing, **data):
    """Post to the form of a thing, with the dates as the user would see them now."""
    client.force_login(user)
    entry = find(key_of(thing), Scope(user))
    data.setdefault("shown", entry.token if entry else "")
    return client.post(f"/admin/calendar/move/{key_of(thing)}/", data, follow=True)


def schedule_of(part):
    """When a part is scheduled to go live."""
    revision = InstallmentPage.objects.get(pk=part.pk).scheduled_revision
    return revision and revision.approved_go_live_at


def asked(part):
    """The date that the latest draft of a part asks for."""
    return InstallmentPage.objects.get(pk=part.pk).get_latest_revision_as_object().go_live_at


def expected(planned):
    """The expected day of a planned part, as it is stored."""
    return PlannedPart.objects.get(pk=planned.pk).expected_on


def moves():
    """What the history says was moved."""
    return [entry.data["moves"] for entry in PageLogEntry.objects.filter(action=LOG_ACTION)]


def refused(client, user, thing, **data):
    """What is said of a move that must change nothing."""
    before = (InstallmentPage.objects.count(), list(PlannedPart.objects.values_list("expected_on")), moves())
    revisions = list(InstallmentPage.objects.values_list("latest_revision_id", flat=True))
    response = send(client, user, thing, **data)
    assert revisions == list(InstallmentPage.objects.values_list("latest_revision_id", flat=True))
    assert before == (
        InstallmentPage.objects.count(), list(PlannedPart.objects.values_list("expected_on")), moves()
    )  # fmt: skip
    return response.content.decode()
