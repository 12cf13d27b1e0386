"""Two editors move the same date at the same moment, in two threads with a connection each."""

import pytest

from authors.models import User
from series.desk.calendar.moving import DateChanged, find, move
from series.desk.calendar.scope import Scope
from tests import factories
from tests.series.desk.calendar.world import at, key_of, moves, schedule_of
from tests.series.test_running_order_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_parallel_moves_one_stands_and_the_other_editor_is_told(scheduled):
    users = [factories.UserFactory(role="Managing editors") for _ in range(2)]
    key = key_of(scheduled)
    shown = find(key, Scope(users[0])).token

    def job(user, day):
        def run():
            try:
                return bool(move(key, shown, at(day), Scope(User.objects.get(pk=user.pk))))
            except DateChanged:
                return False

        return run

    results = at_once(job(users[0], 12), job(users[1], 16))

    assert sorted(results) == [False, True]
    assert schedule_of(scheduled) == at(12 if results[0] else 16)
    assert len(moves()) == 1
