"""The action "Change part number"."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from series.desk.part_number import LOG_ACTION
from series.models import SeriesPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return factories.SeriesFactory()


@pytest.fixture
def parts(series):
    return [factories.InstallmentFactory(parent=series, title=title) for title in ("Alder", "Birch", "Cedar")]


def address(page):
    return reverse("series_part_number", args=[page.pk])


def numbers(series):
    return dict(series.installments.order_by("part_number").values_list("title", "part_number"))


def test_the_form_shows_the_number_and_the_taken_ones_with_their_titles(client, parts):
    client.force_login(factories.UserFactory(role="Editors"))
    page = client.get(address(parts[1])).content.decode()
    assert "“Birch” is part 2." in page
    assert "Alder" in page
    assert "Cedar" in page


def test_an_editor_gives_a_part_a_free_number(client, series, parts):
    client.force_login(factories.UserFactory(role="Editors"))
    client.post(address(parts[0]), {"number": "7"})
    assert numbers(series) == {"Birch": 2, "Cedar": 3, "Alder": 7}


def test_a_taken_number_is_refused_by_name_and_what_was_typed_stays(client, series, parts):
    client.force_login(factories.UserFactory(role="Editors"))
    response = client.post(address(parts[0]), {"number": "3"})
    assert response.status_code == 200
    assert "Part 3 is “Cedar”." in response.content.decode()
    assert response.context["form"]["number"].value() == "3"
    assert numbers(series) == {"Alder": 1, "Birch": 2, "Cedar": 3}
    assert not PageLogEntry.objects.filter(action=LOG_ACTION).exists()


def test_two_parts_exchange_their_numbers_when_asked(client, series, parts):
    client.force_login(factories.UserFactory(role="Managing editors"))
    client.post(address(parts[0]), {"number": "3", "exchange": "on"})
    assert numbers(series) == {"Cedar": 1, "Birch": 2, "Alder": 3}


def test_an_empty_field_takes_the_number_away_and_zero_is_a_preface(client, series, parts):
    client.force_login(factories.UserFactory(role="Editors"))
    client.post(address(parts[0]), {"number": ""})
    client.post(address(parts[1]), {"number": "0"})
    assert numbers(series) == {"Alder": None, "Birch": 0, "Cedar": 3}


@pytest.mark.parametrize("typed", ["-1", "10000", "three", "1e3"])
def test_what_is_no_number_is_refused(client, series, parts, typed):
    client.force_login(factories.UserFactory(role="Editors"))
    assert client.post(address(parts[0]), {"number": typed}).status_code == 200
    assert numbers(series) == {"Alder": 1, "Birch": 2, "Cedar": 3}


def test_the_history_says_who_changed_which_number(client, parts):
    editor = factories.UserFactory(role="Editors")
    client.force_login(editor)
    client.post(address(parts[0]), {"number": "7"})
    entry = PageLogEntry.objects.get(action=LOG_ACTION)
    assert (entry.user, entry.data["old"], entry.data["new"]) == (editor, 1, 7)
    history = client.get(reverse("wagtailadmin_pages:history", args=[parts[0].pk])).content.decode()
    assert "Changed from part 1 to part 7" in history


def test_a_contributor_changes_no_number_not_even_of_an_own_part(client, series):
    writer = factories.UserFactory(role="Contributors")
    own = factories.InstallmentFactory(parent=series, title="Own", owner=writer, live=False)
    client.force_login(writer)
    assert client.get(address(own)).status_code == 302
    assert client.post(address(own), {"number": "9"}).status_code == 302
    assert numbers(series) == {"Own": 1}


def test_a_column_has_no_numbers_to_change(client):
    column = factories.SeriesFactory(form=SeriesPage.Form.COLUMN)
    piece = factories.InstallmentFactory(parent=column)
    client.force_login(factories.UserFactory(role="Editors"))
    assert "have no numbers" in client.get(address(piece)).content.decode()
    client.post(address(piece), {"number": "4"})
    piece.refresh_from_db()
    assert piece.part_number is None


def test_a_new_piece_is_told_its_number(client, series, parts):
    client.force_login(factories.UserFactory(role="Editors"))
    form = client.get(reverse("wagtailadmin_pages:add", args=["series", "installmentpage", series.pk]))
    assert "This will be part 4 of" in form.content.decode()
