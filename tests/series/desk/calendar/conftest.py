"""A day in March, a series, and those who look at it."""

from datetime import date, time

import pytest
import time_machine

from series.models import InstallmentPage
from tests import factories
from tests.series.desk.calendar.world import NOON, at


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def series():
    return factories.SeriesFactory(title="Rivers", slug="rivers", rhythm_weekday=0, rhythm_hour=time(10))


@pytest.fixture
def chief():
    return factories.UserFactory(username="chief", role="Managing editors")


@pytest.fixture
def editor():
    return factories.UserFactory(username="editor", role="Editors")


@pytest.fixture
def contributor():
    return factories.UserFactory(role="Contributors")


@pytest.fixture
def scheduled(series):
    part = factories.InstallmentFactory(parent=series, title="Alder", live=False)
    factories.draft_of(part, go_live_at=at(9)).publish()
    return InstallmentPage.objects.get(pk=part.pk)


@pytest.fixture
def draft(series):
    part = factories.InstallmentFactory(parent=series, title="Birch", live=False)
    factories.draft_of(part, go_live_at=at(9))
    return InstallmentPage.objects.get(pk=part.pk)


@pytest.fixture
def planned(series):
    return factories.PlannedPartFactory(
        series=series, part_number=7, working_title="Cedar", expected_on=date(2026, 3, 9)
    )
