"""Two machines publish at the same moment, for real: two threads with a connection each."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from publication.schedule import Result, carry_out, due_now
from tests.factories import InstallmentFactory, SeriesFactory, draft_of

pytestmark = pytest.mark.django_db(transaction=True)


def on_two_machines(work):
    """Run `work` twice at once; the two results."""
    start = Barrier(2)

    def machine(_):
        start.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(machine, range(2)))


def test_each_page_is_published_and_taken_down_once():
    series = SeriesFactory()
    past = timezone.now() - timedelta(minutes=1)
    for _ in range(4):
        draft_of(InstallmentFactory(parent=series, live=False))
    Revision.objects.update(approved_go_live_at=past)
    InstallmentFactory(parent=series, expire_at=past)

    one, other = on_two_machines(lambda: [carry_out(due) for due in due_now()])

    done = [outcome.due.object_id for outcome in one + other if outcome.result is Result.DONE]
    assert len(done) == len(set(done)) == 5
    assert not [outcome for outcome in one + other if outcome.result is Result.FAILED]
    assert PageLogEntry.objects.filter(action="wagtail.publish.scheduled").count() == 4
    assert PageLogEntry.objects.filter(action="wagtail.unpublish.scheduled").count() == 1
    assert series.get_children().live().count() == 4
