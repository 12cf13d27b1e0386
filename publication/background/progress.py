"""How far a job is, as its work tells it: written seldom enough to cost nothing, often enough to be watched."""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sized

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone

from publication.models import Job

SECONDS_BETWEEN_WRITES = 1.0
NUL_IN_JSON = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


class Cancelled(Exception):
    """The job was cancelled, or begun again elsewhere: stop, and undo what is half done."""


class Refused(Exception):
    """The work cannot be done; `message` says why, to people."""

    def __init__(self, message):
        self.message = str(message)
        super().__init__(self.message)


class Progress:
    """What a kind of work is given to tell how far it is. `result` is kept whatever becomes of the work."""

    def __init__(self, job: Job, clock: Callable[[], float] = time.monotonic):
        self.job = job
        self.user = job.started_by
        self.result = dict(job.result)
        self._clock = clock
        self._written = None
        # Transactions that were open before the work began are not its own (a request's, or a test's).
        self._depth = len(connection.atomic_blocks)

    def begin(self, total: int | None) -> None:
        """Say how many steps there are; None when nobody knows."""
        self.job.done, self.job.total = 0, total
        self._write()

    def say(self, sentence) -> None:
        """Say what is being done, to people. The last sentence stays on the page of the job."""
        self.job.step = _words(sentence, 255)
        self._write()

    def advance(self, by: int = 1) -> None:
        """Some steps are done."""
        self.job.done += by
        self._write()

    def through(self, items: Iterable, say: Callable | None = None) -> Iterator:
        """Go through items, counting each when the work comes back for the next; `say(item)` words the step."""
        self.begin(len(items) if isinstance(items, Sized) else None)
        for item in items:
            if say is not None:
                self.say(say(item))
            yield item
            self.advance()

    def onward(self, address: str, label) -> None:
        """Where to go on from the finished job's page, and what the button says."""
        self.job.onward, self.job.onward_label = address, _words(label, 100)

    def _write(self) -> None:
        """Write what is known, at most once a second. Raises Cancelled."""
        now = self._clock()
        if self._written is not None and now - self._written < SECONDS_BETWEEN_WRITES:
            return
        if len(connection.atomic_blocks) > self._depth:
            return
        self._written = now
        heard = (
            self._own()
            .filter(state=Job.State.RUNNING)
            .update(
                done=self.job.done,
                total=self.job.total,
                step=self.job.step,
                result=_plain(self.result),
                onward=self.job.onward,
                onward_label=self.job.onward_label,
                beaten_at=timezone.now(),
            )
        )
        if not heard:
            raise Cancelled

    def finish(self, state: Job.State, *, result=None, error: str = "") -> None:
        """Write how it ended. Work that was done to its end is done, even if it was cancelled on the way."""
        self._own().filter(state__in=[Job.State.RUNNING, Job.State.CANCELLED]).update(
            state=state,
            done=self.job.done,
            total=self.job.total,
            step=self.job.step,
            result=_plain(self.result if result is None else result),
            onward=self.job.onward,
            onward_label=self.job.onward_label,
            error=_words(error, 2000),
            finished_at=timezone.now(),
        )

    def _own(self):
        """The job as long as this run is the last one."""
        return Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt)


def _plain(result):
    """A result as it will be read again. PostgreSQL stores no NUL, which texts from outside may hold. Raises TypeError."""
    return json.loads(NUL_IN_JSON.sub(r"\1", json.dumps(result, cls=DjangoJSONEncoder)))


def _words(sentence, most: int) -> str:
    return str(sentence).replace("\0", "")[:most]
