"""BYL-03: Korean, Vietnamese, mononym, two surnames, particle, organisation with "and"."""

import csv
import json

import pytest
from django.utils.html import strip_tags

from tests.factories import AuthorFactory, InstallmentFactory
from tests.shared import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def expected():
    return json.loads(shared("cases/inputs/byl-03-expected.json"))


@pytest.fixture
def authors():
    text = shared("cases/inputs/byl-03-authors.csv").decode("utf-8-sig")
    return [
        AuthorFactory(
            title=row["display_name"],
            kind=row["kind"],
            family_name=row["family"],
            given_name=row["given"],
            latin_name=row["display_name_latin"],
        )
        for row in csv.DictReader(text.splitlines())
    ]


def test_names_turn_round_as_catalogues_want_them(authors, expected):
    assert [author.name.inverted for author in authors] == expected["ris_AU"]


def test_organisations_and_people_are_told_apart(authors, expected):
    kinds = ["Organization" if author.is_organisation else "Person" for author in authors]
    assert kinds == expected["jsonld_types"]


def test_no_name_ends_in_a_comma_or_has_an_empty_part(authors):
    assert [author.name.inverted for author in authors if author.name.inverted.rstrip().endswith(",")] == []


def test_the_byline_stands_on_the_page_as_expected(client, authors, expected):
    page = InstallmentFactory(bylines=authors)
    text = " ".join(strip_tags(client.get(page.url).content.decode()).split())
    assert expected["byline_on_page"] in text.replace(" ,", ",")
