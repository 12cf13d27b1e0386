"""Spreadsheets in the admin: first what would happen, then what happened."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from authors.models import AuthorPage
from authors.roles import EDITORS
from series.models import PlannedPart
from tests.factories import SeriesFactory, UserFactory, translated
from tests.shared import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(role=EDITORS)
    client.force_login(user)
    return user


def send(client, address, content: bytes, **more) -> str:
    file = SimpleUploadedFile("sheet.csv", content)
    return client.post(address, {"file": file, **more}).content.decode()


def test_authors_are_told_first_and_made_then(client, editor):
    address, content = reverse("authors_from_spreadsheet"), shared("cases/inputs/byl-03-authors.csv")
    told = send(client, address, content, rehearse="on")
    assert "Nothing was written. This is what would happen:" in told
    assert "6 rows are new." in told
    assert not AuthorPage.objects.exists()
    assert "6 rows are new." in send(client, address, content)
    assert AuthorPage.objects.filter(owner=editor, live=False).count() == 6
    assert "6 rows change nothing." in send(client, address, content)


def test_a_plan_tells_of_its_broken_rows(client, editor):
    series = SeriesFactory()
    told = send(
        client, reverse("series_plan_sheet", args=[series.pk]), shared("cases/inputs/ser-05-order.csv")
    )
    assert "2 rows are refused." in told
    assert "“part_number” is a whole number from 0 to 9999, not “two”." in told
    assert PlannedPart.objects.filter(series=series).count() == 6


def test_the_plan_of_a_translated_series_is_that_of_the_first_language(client, editor):
    series = SeriesFactory()
    korean = translated(series)
    send(client, reverse("series_plan_sheet", args=[korean.pk]), b"title\nThe gauge\n")
    assert PlannedPart.objects.get().series == series


def test_what_is_no_table_is_said_at_the_field(client, editor):
    assert "This is not a CSV file." in send(client, reverse("authors_from_spreadsheet"), b"PK\x03\x04")


def test_the_doors_are_where_editors_look(client, editor):
    series = SeriesFactory()
    order = client.get(reverse("series_running_order", args=[series.pk])).content.decode()
    assert reverse("series_plan_sheet", args=[series.pk]) in order
    assert reverse("authors_from_spreadsheet") in client.get(reverse("authors:index")).content.decode()
