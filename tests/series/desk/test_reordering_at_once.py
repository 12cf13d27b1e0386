"""OPS-01, step 4: two editors reorder one series at the same moment, in two threads with a connection each."""

import pytest

from authors.models import User
from series.desk.order import numbers_of, places_of
from series.desk.reordering import OrderChanged, reorder
from series.models import InstallmentPage, SeriesPage
from tests import factories
from tests.series.test_running_order_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_parallel_orders_one_stands_whole_and_the_other_editor_is_told():
    series = factories.SeriesFactory()
    for _ in range(6):
        factories.InstallmentFactory(parent=series)
    users = [factories.UserFactory(role="Editors").pk for _ in range(2)]
    shown = numbers_of(places_of(series))
    backwards = dict(zip(shown, reversed(shown.values()), strict=True))
    first_last = dict(zip(shown, [6, 1, 2, 3, 4, 5], strict=True))

    def job(user, wanted):
        def run():
            try:
                return bool(
                    reorder(SeriesPage.objects.get(pk=series.pk), shown, wanted, User.objects.get(pk=user))
                )
            except OrderChanged:
                return False

        return run

    results = at_once(job(users[0], backwards), job(users[1], first_last))

    assert sorted(results) == [False, True]
    written = {
        f"part-{pk}": number
        for pk, number in InstallmentPage.objects.filter(series=series).values_list("pk", "part_number")
    }
    assert written == (backwards if results[0] else first_last)
    assert sorted(written.values()) == [1, 2, 3, 4, 5, 6]
