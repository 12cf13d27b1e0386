"""What the public may see: each way of being closed, and each way around it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from publication.visibility import is_open, restrictions_above
from series.models import InstallmentPage, SeriesPage
from tests.factories import InstallmentFactory, SeriesFactory, home, series_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    return InstallmentFactory()


def is_visible(page) -> bool:
    """By the condition for single pages, and by that for lists over the whole site: they are the same."""
    is_open_alone = InstallmentPage.objects.visible().filter(pk=page.pk).exists()
    assert is_open_alone == InstallmentPage.objects.visible_among_many().filter(pk=page.pk).exists()
    return is_open_alone


def close(page, **fields):
    Page.objects.filter(pk=page.pk).update(**fields)


def restrict(page):
    return PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")


def test_a_live_part_is_visible(part):
    assert is_visible(part)


@pytest.mark.parametrize(
    "fields",
    [
        {"live": False},
        {"expire_at": timezone.now() - timedelta(seconds=1)},
        {"go_live_at": timezone.now() + timedelta(days=1)},
    ],
    ids=["draft", "expired", "early"],
)
@pytest.mark.parametrize("where", ["itself", "its series", "the list of series", "the home page"])
def test_a_part_is_closed_by_what_stands_above_it_as_by_itself(part, fields, where):
    closed = {
        "itself": part,
        "its series": part.get_parent(),
        "the list of series": series_index(),
        "the home page": home(),
    }
    close(closed[where], **fields)
    assert not is_visible(part)


@pytest.mark.parametrize("where", ["itself", "its series", "the home page"])
def test_a_restriction_closes_everything_below_it(part, where):
    restrict({"itself": part, "its series": part.get_parent(), "the home page": home()}[where])
    assert not is_visible(part)


def test_a_page_opens_at_its_moment_and_closes_at_its_expiry(part):
    moment = timezone.now() + timedelta(days=5)
    close(part, go_live_at=moment, expire_at=moment + timedelta(days=1))

    def visible_at(when):
        return InstallmentPage.objects.visible(at=when).filter(pk=part.pk).exists()

    assert not visible_at(moment - timedelta(seconds=1))
    assert visible_at(moment)
    assert visible_at(moment + timedelta(hours=23))
    assert not visible_at(moment + timedelta(days=1))


def test_those_admitted_see_what_their_restriction_closed(part):
    restriction = restrict(part.get_parent())
    other = restrict(part)
    assert not InstallmentPage.objects.visible(admitted=[restriction.pk]).exists()
    assert InstallmentPage.objects.visible(admitted=[restriction.pk, other.pk]).get() == part


@pytest.mark.parametrize("closing", ["source", "above the source", "restricted source", "restricted above"])
def test_an_alias_is_closed_with_its_source_and_with_what_stands_above_that(part, closing):
    alias = part.create_alias(parent=SeriesFactory(), update_slug="alias")
    assert is_visible(alias)
    if closing == "source":
        close(part, live=False)
    elif closing == "above the source":
        close(part.get_parent(), live=False)
    elif closing == "restricted source":
        restrict(part)
    else:
        restrict(part.get_parent())
    assert not is_visible(alias)


def test_a_part_below_an_alias_of_a_closed_series_is_closed(part):
    series = part.get_parent().specific
    copied = series.create_alias(parent=series_index(), recursive=True, update_slug="aliased")
    below = copied.get_children().get()
    assert is_visible(below)
    close(series, live=False)
    assert not is_visible(below)


def test_an_alias_of_an_alias_points_at_the_source(part):
    first = part.create_alias(parent=SeriesFactory(), update_slug="first")
    second = first.create_alias(parent=SeriesFactory(), update_slug="second")
    assert second.alias_of.pk == part.pk


def test_an_alias_of_a_scheduled_page_is_not_live_before_its_time(part):
    close(part, live=False, go_live_at=timezone.now() + timedelta(days=1))
    part.refresh_from_db()
    alias = part.create_alias(parent=SeriesFactory(), update_slug="alias")
    assert not is_visible(alias)


def test_restrictions_above_an_alias_include_those_of_its_source(part):
    alias = part.create_alias(parent=SeriesFactory(), update_slug="alias")
    on_source = restrict(part.get_parent())
    on_own = restrict(alias.get_parent())
    assert set(restrictions_above(alias)) == {on_source, on_own}


def test_the_condition_is_one_query_and_works_through_a_join(part, django_assert_num_queries):
    close(part, live=False)
    with django_assert_num_queries(1):
        assert list(SeriesPage.objects.filter(is_open(path="installments__path"))) == []


def test_the_condition_works_inside_a_subquery(part):
    visible = InstallmentPage.objects.visible().order_by().values("pk")
    assert InstallmentPage.objects.filter(pk__in=visible).count() == 1
