"""A part that moves to another series: refused where its address is taken, otherwise last there and found again."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from series.models import InstallmentPage, SeriesPage
from series.moving import AddressTaken, move_part
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    SeriesFactory,
    TopicFactory,
    UserFactory,
    draft_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return AuthorFactory()


@pytest.fixture
def topic():
    return TopicFactory()


@pytest.fixture
def a(author, topic):
    series = SeriesFactory(title="A", slug="a")
    for slug in ("intro", "overview", "end"):
        InstallmentFactory(parent=series, slug=slug, title=slug, bylines=[author], topics=[topic])
    return series


@pytest.fixture
def b():
    series = SeriesFactory(title="B", slug="b")
    for slug in ("overview", "close"):
        InstallmentFactory(parent=series, slug=slug, title=f"B {slug}")
    return series


@pytest.fixture
def overview(a):
    return part(a, "overview")


def part(series, slug):
    return InstallmentPage.objects.child_of(series).get(slug=slug)


def order(series):
    found = InstallmentPage.objects.visible().filter(series=series).order_by("part_number")
    return list(found.values_list("slug", "part_number"))


A_BEFORE = [("intro", 1), ("overview", 2), ("end", 3)]


def test_a_move_to_a_taken_address_is_refused_in_code(a, b, overview):
    with pytest.raises(AddressTaken, match="“B” has a piece with the address “overview” already"):
        move_part(overview, b)
    with pytest.raises(ValidationError, match="overview"):
        overview.move(b, pos="last-child")
    assert (order(a), order(b)) == (A_BEFORE, [("overview", 1), ("close", 2)])


def test_a_move_to_a_taken_address_is_refused_in_the_admin(client, a, b, overview):
    client.force_login(UserFactory(is_superuser=True))
    one = client.post(reverse("wagtailadmin_pages:move_confirm", args=[overview.pk, b.pk]), follow=True)
    several = client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={overview.pk}",
        {"chooser": b.pk},
        follow=True,
    )
    assert (one.status_code, several.status_code) == (200, 200)
    assert "overview" in one.content.decode()
    assert "overview" in several.content.decode()
    assert (order(a), order(b)) == (A_BEFORE, [("overview", 1), ("close", 2)])


def by_our_own_way(client, page, series):
    move_part(page, series)


def by_the_admin(client, page, series):
    client.force_login(UserFactory(is_superuser=True))
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, series.pk]))


def by_a_choice_in_the_admin(client, page, series):
    client.force_login(UserFactory(is_superuser=True))
    client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={page.pk}",
        {"chooser": series.pk},
    )


@pytest.mark.parametrize("move", [by_our_own_way, by_the_admin, by_a_choice_in_the_admin])
def test_a_moved_part_is_last_in_its_new_series_and_found_under_its_old_addresses(
    client, a, b, overview, author, topic, move, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        draft_of(overview, slug="overview-a").publish()
        move(client, InstallmentPage.objects.get(pk=overview.pk), SeriesPage.objects.get(pk=b.pk))

    assert order(a) == [("intro", 1), ("end", 3)]
    assert order(b) == [("overview", 1), ("close", 2), ("overview-a", 3)]
    client.logout()
    for old in ("/series/a/overview/", "/series/a/overview-a/"):
        response = client.get(old)
        assert (response.status_code, response.headers["Location"]) == (301, "/series/b/overview-a/")
    assert list(overview.bylines.values_list("author", flat=True)) == [author.pk]
    for rows in (author.bylines, topic.installment_rows):
        assert rows.filter(page=overview.pk).count() == 1
