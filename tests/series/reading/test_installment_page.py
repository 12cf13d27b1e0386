"""The page of an installment: its place, its neighbours, its people, and what it never shows."""

import pytest

from tests.factories import (
    InstallmentFactory,
    SeriesFactory,
)

pytestmark = pytest.mark.django_db


def part(series, **more):
    return InstallmentFactory(parent=series, **more)


def page_of(client, page, status=200):
    response = client.get(page.url)
    assert response.status_code == status
    return response.content.decode()


def test_a_page_says_what_part_of_how_many_it_is(client):
    series = SeriesFactory(planned_parts=2)
    part(series)
    last = part(series, title="The Lower Gauge")
    html = page_of(client, last)
    assert "Part 2 of 2, final installment" in html
    assert "You have reached the end of the series" in html
