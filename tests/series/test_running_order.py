"""Part numbers: who gets which, and what never changes them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.move_page import MovePageAction

from series import running_order
from series.models import InstallmentPage, PlannedPart
from tests.factories import (
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    draft_of,
    locale,
    series_index,
)

pytestmark = pytest.mark.django_db


def numbers(series):
    return list(
        InstallmentPage.objects.filter(series=series).order_by("path").values_list("part_number", flat=True)
    )


@pytest.fixture
def series():
    return SeriesFactory()


@pytest.fixture
def three(series):
    return [InstallmentFactory(parent=series) for _ in range(3)]


def in_korean(series, *parts):
    """The series, and some of its parts, translated into Korean; returns the Korean parts."""
    korean = series.copy_for_translation(locale("ko"), copy_parents=True)
    return korean, [part.copy_for_translation(locale("ko")) for part in parts]


def test_a_new_part_takes_the_highest_number_plus_one(series):
    first = InstallmentFactory(parent=series)
    running_order.change_number(first, 7)
    assert InstallmentFactory(parent=series).part_number == 8


def test_drafts_and_deleted_parts_do_not_shift_the_others(three, series):
    three[1].delete()
    InstallmentFactory(parent=series, live=False)
    assert numbers(series) == [1, 3, 4]


def test_a_planned_part_is_not_counted_for_the_next_new_one(series, three):
    PlannedPartFactory(series=series, part_number=9)
    assert InstallmentFactory(parent=series).part_number == 4


def test_a_part_of_an_open_ended_column_has_no_number():
    column = SeriesFactory(form="column")
    assert InstallmentFactory(parent=column).part_number is None


def test_publishing_unpublishing_and_old_revisions_keep_the_number(three):
    part = three[1]
    old = part.save_revision()
    running_order.change_number(part, 9)
    old.publish()
    part.refresh_from_db()
    assert part.part_number == 9
    part.unpublish()
    part.refresh_from_db()
    assert part.part_number == 9


def test_a_stale_copy_in_memory_never_writes_its_number_back(three):
    stale = InstallmentPage.objects.get(pk=three[0].pk)
    running_order.change_number(three[0], 12)
    stale.title = "Renamed"
    stale.save()
    assert InstallmentPage.objects.get(pk=stale.pk).part_number == 12


def test_a_copied_part_takes_the_next_number(series, three):
    copy = three[0].copy(update_attrs={"slug": "copied", "title": "Copied"})
    assert copy.part_number == 4


def test_a_part_copied_to_another_series_takes_the_next_number_there(three):
    other = SeriesFactory()
    copy = CopyPageAction(three[2], to=other, update_attrs={"slug": "copied"}).execute(
        skip_permission_checks=True
    )
    assert (copy.series, copy.part_number) == (other, 1)


def test_a_copied_series_keeps_its_numbers_zero_and_none_included(series, three):
    running_order.change_number(three[0], 0)
    running_order.change_number(three[1], None)
    copy = series.copy(recursive=True, update_attrs={"slug": "again", "title": "Again"})
    assert numbers(copy) == [0, None, 3]
    assert set(InstallmentPage.objects.descendant_of(copy).values_list("series", flat=True)) == {copy.pk}


def test_a_moved_part_comes_last_in_its_new_series(three):
    other = SeriesFactory()
    InstallmentFactory(parent=other)
    three[0].move(other, pos="last-child")
    MovePageAction(three[1], other, pos="last-child").execute(skip_permission_checks=True)
    assert numbers(other) == [1, 2, 3]
    assert InstallmentPage.objects.get(pk=three[0].pk).series == other


def test_a_part_moved_within_its_series_keeps_its_number(series, three):
    three[2].move(three[0], pos="left")
    assert sorted(numbers(series)) == [1, 2, 3]
    assert InstallmentPage.objects.get(pk=three[2].pk).part_number == 3


def test_an_alias_has_no_number_of_its_own(three):
    other = SeriesFactory()
    alias = three[0].create_alias(parent=other, update_slug="alias")
    assert (alias.part_number, alias.series) == (None, other)


def test_updating_an_alias_leaves_it_without_a_number(three):
    alias = three[0].create_alias(parent=SeriesFactory(), update_slug="alias")
    draft_of(three[0], title="New title").publish()
    alias.refresh_from_db()
    assert (alias.title, alias.part_number) == ("New title", None)


def test_a_translation_has_its_twins_number(series, three):
    running_order.change_number(three[1], 8)
    _, (korean,) = in_korean(series, three[1])
    assert korean.part_number == 8


def test_a_translation_made_out_of_order_keeps_its_number(series, three):
    _, (korean,) = in_korean(series, three[2])
    assert korean.part_number == 3


def test_a_new_part_in_one_language_counts_the_parts_of_all(series, three):
    korean_series, _ = in_korean(series)
    assert InstallmentFactory(parent=korean_series).part_number == 4
    assert InstallmentFactory(parent=series).part_number == 5


def test_renumbering_writes_all_languages_and_the_planned_part(series, three):
    _, (korean,) = in_korean(series, three[0])
    planned = PlannedPartFactory(series=series, part_number=1)
    running_order.change_number(korean, 6)
    three[0].refresh_from_db()
    assert (three[0].part_number, korean.part_number) == (6, 6)
    assert PlannedPart.objects.get(pk=planned.pk).part_number == 6


def test_planned_parts_under_the_old_and_the_new_number_exchange_theirs(series, three):
    along, there = (PlannedPartFactory(series=series, part_number=number) for number in (3, 6))
    running_order.change_number(three[2], 6)
    assert [PlannedPart.objects.get(pk=row.pk).part_number for row in (along, there)] == [6, 3]


def test_a_draft_may_take_the_number_of_a_planned_part_and_stand_beside_it(series, three):
    planned = PlannedPartFactory(series=series, part_number=6)
    running_order.change_number(three[2], 6)
    assert PlannedPart.objects.get(pk=planned.pk).part_number == 6


def test_a_number_that_is_taken_is_refused_and_nothing_changes(series, three):
    with pytest.raises(running_order.NumberTaken, match="Part 2 is"):
        running_order.change_number(three[0], 2)
    assert numbers(series) == [1, 2, 3]


def test_two_parts_exchange_their_numbers(series, three):
    running_order.change_number(three[0], 3, exchange=True)
    assert numbers(series) == [3, 2, 1]


@pytest.mark.parametrize("number", [-1, 10_000])
def test_impossible_numbers_are_refused(three, number):
    with pytest.raises(ValidationError):
        running_order.change_number(three[0], number)


def test_a_whole_order_is_written_at_once(series, three):
    keys = [part.translation_key for part in three]
    running_order.renumber(series, dict(zip(keys, [3, 1, 2], strict=True)))
    assert numbers(series) == [3, 1, 2]


def test_an_order_with_a_number_twice_writes_nothing(series, three):
    with pytest.raises(ValidationError):
        running_order.renumber(series, {three[0].translation_key: 5, three[1].translation_key: 5})
    assert numbers(series) == [1, 2, 3]


def test_an_order_that_takes_the_number_of_a_part_left_out_writes_nothing(series, three):
    with pytest.raises(ValidationError):
        running_order.renumber(series, {three[0].translation_key: 3})
    assert numbers(series) == [1, 2, 3]


def test_the_database_itself_refuses_a_number_twice(series, three):
    with pytest.raises(IntegrityError):
        InstallmentPage._base_manager.filter(pk=three[0].pk).update(part_number=2)


def test_deleting_a_series_is_not_blocked_by_its_parts(series, three):
    series.delete()
    assert not InstallmentPage.objects.filter(pk=three[0].pk).exists()
    assert series_index().numchild == 0
