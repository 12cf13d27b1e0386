"""Work for the worker that is killed in the middle of it: all or nothing, as an import is."""

import time

from django.db import transaction

from publication.background import work

MADE = 10


@work("stack.topics", again=True)
def make_topics(progress, *, seconds):
    """Make ten topics in one transaction that takes so many seconds."""
    from series.models import Topic

    with transaction.atomic():
        for number in range(MADE):
            Topic.objects.create(name=f"Killed in the middle {number}")
            time.sleep(seconds / MADE)
    return {"made": MADE}
