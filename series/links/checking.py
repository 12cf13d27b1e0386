"""Asks the links that are due: one at a time, no site twice within PAUSE, never more than so many in one run.

Two runs at once do not ask the same link: each takes a link before it asks, and what a run that died has taken is due
again after an hour. The clock, the pause and who asks are given from outside, so that tests wait for nothing.
"""

import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from publication import outgoing
from publication.models import OutgoingLink
from publication.outgoing import Answer
from series.links.judging import judge
from series.models import InstallmentPage, LinkUse

MOST = 200
SECONDS = 1800.0
# Seconds between two questions to one site.
PAUSE = 3.0
TAKEN_FOR = timedelta(hours=1)


@dataclass
class Asking:
    """Who asks, by what clock, and how to wait: `seconds` is a clock that only goes on, `wait` lets some pass."""

    ask: Callable[[str], Answer] = field(
        default_factory=lambda: lambda address: outgoing.ask(address, outgoing.is_public)
    )
    now: Callable[[], datetime] = timezone.now
    seconds: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep


def due_links(now: datetime, *, also: QuerySet | None = None) -> QuerySet:
    """The links of visible pieces that are due, the longest waiting first; `also` are asked whether due or not."""
    shown = LinkUse.objects.filter(page__in=InstallmentPage.objects.visible()).values("link")
    due = OutgoingLink.objects.filter(due_at__lte=now)
    if also is not None:
        due = due | OutgoingLink.objects.filter(pk__in=also.order_by().values("pk"))
    return due.filter(pk__in=shown).order_by("due_at", "address")


def check(
    links: QuerySet, asking: Asking, *, most: int = MOST, seconds: float = SECONDS
) -> Iterator[OutgoingLink]:
    """Ask up to `most` links within so many seconds, and yield each with what was learned, saved."""
    until, asked_at, closed = asking.seconds() + seconds, {}, set()
    for link in _in_turn(list(links[:most])):
        if link.host in closed:
            continue  # it asked to be left alone; the rest of its links stay due
        rest = asked_at.get(link.host, float("-inf")) + PAUSE - asking.seconds()
        if asking.seconds() + max(rest, 0) >= until:
            return
        if rest > 0:
            asking.wait(rest)
        if not _take(link, asking.now()):
            continue
        answer = asking.ask(link.address)
        asked_at[link.host] = asking.seconds()
        if answer.status == outgoing.TOO_MANY or answer.retry_after:
            closed.add(link.host)
        judge(link, answer, asking.now())
        link.save(update_fields=LEARNED)
        yield link


def told(states: Counter) -> dict[str, int]:
    """How many links are in each state that matters to a reader of a summary."""
    state = OutgoingLink.State
    return {
        "asked": sum(states.values()),
        "dead": states[state.DEAD],
        "failing": states[state.FAILING],
        "unknown": states[state.UNKNOWN],
    }


LEARNED = [
    "state", "status", "reason", "target", "failures", "first_failed_at", "checked_at", "due_at", "trusted_by",
]  # fmt: skip


def _take(link: OutgoingLink, now: datetime) -> bool:
    """Take a link for this run; False when another has."""
    mine = OutgoingLink.objects.filter(pk=link.pk, due_at=link.due_at)
    return bool(mine.update(due_at=now + TAKEN_FOR))


def _in_turn(links: list[OutgoingLink]) -> Iterator[OutgoingLink]:
    """One link of each site after the other, so that no site has to be waited for while another could be asked."""
    sites: dict[str, deque] = defaultdict(deque)
    for link in links:
        sites[link.host].append(link)
    while sites:
        for host in list(sites):
            yield sites[host].popleft()
            if not sites[host]:
                del sites[host]
