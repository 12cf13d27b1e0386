"""Titles that the admin's script makes no address from (case URL-01, in the admin)."""

import pytest
from django.urls import reverse

from series.models import InstallmentPage
from tests import factories
from tests.roles.world import form_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"), [("???", "installment"), ("The Gauge", "the-gauge"), ("2020년의 강", "2020년의-강")]
)
@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}], ids=["draft", "published"])
def test_a_piece_without_a_typed_address_gets_one(client, title, slug, action):
    client.force_login(factories.UserFactory(role="Managing editors"))
    series = factories.SeriesFactory()
    address = reverse("wagtailadmin_pages:add", args=["series", "installmentpage", series.pk])
    data = form_of(InstallmentPage(), series, title=title, slug="", standfirst="S.", **action)
    assert client.post(address, data).status_code == 302
    piece = InstallmentPage.objects.get(title=title)
    assert (piece.slug, piece.live) == (slug, bool(action))


def test_a_second_piece_of_the_same_title_gets_its_own_address(client):
    client.force_login(factories.UserFactory(role="Editors"))
    series = factories.SeriesFactory()
    address = reverse("wagtailadmin_pages:add", args=["series", "installmentpage", series.pk])
    for _ in range(2):
        client.post(address, form_of(InstallmentPage(), series, title="???", slug="", standfirst="S."))
    series.refresh_from_db()
    assert set(series.get_children().values_list("slug", flat=True)) == {"installment", "installment-2"}


def test_an_emptied_address_of_a_piece_is_made_again(client):
    client.force_login(factories.UserFactory(role="Editors"))
    piece = factories.InstallmentFactory(title="The Gauge", live=False)
    address = reverse("wagtailadmin_pages:edit", args=[piece.pk])
    client.post(address, form_of(piece, piece.get_parent(), title="The Level", slug=""))
    piece.refresh_from_db()
    assert piece.get_latest_revision_as_object().slug == "the-level"
