"""Planned parts: which manuscripts are awaited, and for how long they are overdue."""

from datetime import date

import pytest

from series.models import PlannedPart
from tests import factories

State = PlannedPart.State
TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("due_on", "state", "days"),
    [
        (date(2026, 3, 7), State.ASKED, 3),
        (date(2026, 3, 7), State.PROMISED, 3),
        (date(2026, 3, 7), State.RECEIVED, 0),
        (TODAY, State.ASKED, 0),
        (date(2026, 3, 11), State.ASKED, 0),
        (None, State.ASKED, 0),
    ],
)
def test_a_manuscript_is_overdue_from_the_day_after_until_it_is_received(due_on, state, days):
    assert PlannedPart(due_on=due_on, state=state).days_overdue(TODAY) == days


@pytest.mark.django_db
def test_a_manuscript_is_awaited_until_it_is_received_or_published_in_any_language():
    series = factories.SeriesFactory()
    factories.translated(factories.InstallmentFactory(parent=series))
    series.get_children().first().unpublish()
    factories.InstallmentFactory(parent=series, live=False)
    for number, state, due_on in (
        (1, State.ASKED, TODAY),  # live in Korean
        (2, State.ASKED, TODAY),  # a draft
        (3, State.RECEIVED, TODAY),
        (4, State.PROMISED, date(2026, 3, 9)),
        (5, State.ASKED, None),
        (None, State.ASKED, TODAY),
    ):
        factories.PlannedPartFactory(series=series, part_number=number, state=state, due_on=due_on)
    awaited = PlannedPart.objects.awaited().order_by("pk")
    assert list(awaited.values_list("part_number", flat=True)) == [2, 4, None]
    assert [part.part_number for part in PlannedPart.objects.overdue(TODAY)] == [4]
