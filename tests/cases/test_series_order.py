"""SER-05: gaps, repeats and blanks in part numbers give one order, whoever asks and however often."""

import csv
from datetime import datetime

import pytest

from series import running_order
from tests.factories import InstallmentFactory, SeriesFactory
from tests.shared import shared

pytestmark = pytest.mark.django_db
ORDER = [
    "Before the River",
    "The Upper Gauge",
    "The Other Middle",
    "The Middle Gauge",
    "The Lower Gauge",
    "A Letter From the Mouth",
]


@pytest.fixture
def series():
    """The valid rows of the case. A repeated number keeps its order: the later part has the next free one above."""
    rows = list(csv.DictReader(shared("cases/inputs/ser-05-order.csv").decode().splitlines()))
    series = SeriesFactory(slug="rivers", planned_parts=None)
    used = set()
    for row in sorted(rows, key=lambda row: row["first_published"]):
        given = row["part_number"]
        if given and not given.isdigit():
            continue
        number = int(given) if given else None
        while number in used:
            number += 1
        page = InstallmentFactory(
            parent=series,
            title=row["title"],
            first_published_at=datetime.fromisoformat(row["first_published"]),
        )
        running_order.change_number(page, number)
        used |= {number} - {None}
    return series


def positions(text: str) -> list[int]:
    """Where each title's link stands in the ledger of the series page."""
    ledger = text.split('class="parts-ledger', 1)[1]
    return [ledger.index(title) for title in ORDER]


def test_the_order_is_number_then_blanks_and_the_same_at_every_request(client, series):
    for _ in range(20):
        found = positions(client.get(series.url).content.decode())
        assert found == sorted(found)


def test_going_on_from_the_first_part_visits_each_once_and_stops(client, series):
    parts = {page.title: page for page in series.get_children().specific()}
    page, visited = parts[ORDER[0]], []
    while page is not None and len(visited) < 10:
        visited.append(page.title)
        pager = client.get(page.url).content.decode().split('id="pager"', 1)[1].split("</nav>", 1)[0]
        onward = [title for title in ORDER if title in pager and title not in visited]
        page = parts[onward[0]] if onward else None
    assert visited == ORDER
