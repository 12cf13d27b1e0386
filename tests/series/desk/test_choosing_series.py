""" "Add installment" from the menu: the series are named, and only those that the editor may add to."""

import pytest
from django.urls import reverse

from series.models import InstallmentPage
from tests import factories

pytestmark = pytest.mark.django_db

CHOOSE = "installments:choose_parent"


@pytest.fixture
def two_series():
    return factories.SeriesFactory(title="Rivers"), factories.SeriesFactory(title="Gauges")


def sign_in(client, role="Managing editors"):
    client.force_login(factories.UserFactory(role=role))


def test_the_series_are_listed_by_title(client, two_series):
    sign_in(client)
    form = client.get(reverse(CHOOSE)).context["form"]
    assert [label for _, label in form.fields["parent_page"].choices][1:] == [
        "Gauges (English)",
        "Rivers (English)",
    ]


def test_choosing_one_leads_to_its_new_part(client, two_series):
    sign_in(client)
    rivers, _ = two_series
    answer = client.post(reverse(CHOOSE), {"parent_page": rivers.pk})
    assert answer.headers["Location"] == reverse(
        "wagtailadmin_pages:add", args=["series", "installmentpage", rivers.pk]
    )


@pytest.mark.parametrize("choice", ["", "0", "x", "1"])
def test_what_is_no_series_is_refused_and_the_list_stays(client, two_series, choice):
    sign_in(client)
    answer = client.post(reverse(CHOOSE), {"parent_page": choice})
    assert answer.status_code == 200
    assert answer.context["form"].errors["parent_page"]
    assert not InstallmentPage.objects.exists()


def test_with_one_series_there_is_nothing_to_choose(client):
    sign_in(client, "Contributors")
    series = factories.SeriesFactory()
    assert client.get(reverse(CHOOSE)).headers["Location"] == reverse(
        "wagtailadmin_pages:add", args=["series", "installmentpage", series.pk]
    )
