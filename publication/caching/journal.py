"""The journal of purges: what changed is written down in the transaction of the change, and told to caches after it.

First the page cache of the application, when processes share one, then each proxy, and each proxy once more a moment
later: an answer that was on its way when it was told may have been kept since. What could not be told stays in the
journal, for the next change, the worker (every 15 seconds) and `publish_due` (every minute). Without a shared cache the
journal is what the page caches of all processes ask (publication/caching/stores.py).
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.db.models import Q
from django.utils import timezone

from publication import frame
from publication.caching import horizon, proxies
from publication.caching.entries import digest_of
from publication.caching.stores import ANYTHING, Away, SharedStore, before_it_is_read_again, is_shared
from publication.models import Purge
from publication.models.purges import EVERYTHING
from publication.replicas.mark import note_change

logger = logging.getLogger(__name__)

# In `left`, beside the addresses of proxies.
PAGES = "pages"
ONCE_MORE = "again "
# Seconds after the first time.
AGAIN_AFTER = 1.5
# From so many addresses on, everything is purged.
MOST = 1_500
AT_ONCE = 6_000
# Nothing that is kept anywhere is older (rules.py), so what was not told by then needs not be told.
KEPT = timedelta(hours=3)


def note(addresses: Iterable[str]) -> None:
    """Write down that what addresses show was changed. One query, in the transaction of the change; told on commit.

    Addresses are paths, not percent-encoded; EVERYTHING stands for all of them.
    """
    addresses = set(addresses)
    if not addresses:
        return
    if EVERYTHING in addresses or len(addresses) > MOST:
        addresses = {EVERYTHING}
    left = "\n".join([*([PAGES] if is_shared() else []), *proxies.all_proxies()])
    Purge.objects.bulk_create(
        [Purge(address=each, digest=digest_of(each), left=left) for each in sorted(addresses)]
        # Of each change one line for the site as a whole, of which only the page cache is told.
        + [Purge(address=ANYTHING, digest=digest_of(ANYTHING), left=PAGES if is_shared() else "")],
        batch_size=500,
    )
    _forget_here()
    transaction.on_commit(_committed)


def _forget_here() -> None:
    frame.forget()
    horizon.forget()


def _committed() -> None:
    """After a change: nobody who publishes sees an error, or waits long."""
    _forget_here()
    note_change()
    try:
        if work_off():
            tell_again_soon()
    except Exception:
        logger.exception("Caches could not be told of a change; it stays in the journal of purges")


def tell_again_soon() -> None:
    """Tell proxies once more in a moment, in a thread of its own. If the process ends before, the worker does it."""
    timer = threading.Timer(AGAIN_AFTER + 0.1, _again)
    timer.daemon = True
    timer.start()


def _again() -> None:
    try:
        work_off()
    except Exception:
        logger.exception("Proxies could not be told again; the worker will")
    finally:
        connections.close_all()


def work_off(*, patient: bool = False) -> bool:
    """Tell caches what they were not told yet; gives whether some proxy is to be told once more in a moment.

    One query when there is nothing to do. Two processes may do it at once: to be told twice harms nothing.
    """
    now = timezone.now()
    due = Purge.objects.exclude(left="").filter(Q(again_at=None) | Q(again_at__lte=now)).order_by("id")
    rows = list(due.values_list("pk", "address", "left")[:AT_ONCE])
    if not rows:
        return False
    wishes: dict[str, set[str]] = defaultdict(set)
    for _pk, address, left in rows:
        for cache in left.splitlines():
            wishes[cache.removeprefix(ONCE_MORE)].add(address)
    pages = wishes.pop(PAGES, set())
    told = {PAGES} if pages and _move(pages) else set()
    known = set(proxies.all_proxies())
    told |= proxies.tell({name: wishes[name] for name in wishes if name in known}, patient=patient)
    gone = set(wishes) - known  # proxies of before the last deployment
    return _strike_out(rows, told, gone)


def _strike_out(rows: Iterable[tuple[int, str, str]], told: set[str], gone: set[str]) -> bool:
    """Write down what is left of these rows, (id, address, left); gives whether some of it is to be told in a moment."""
    after: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for pk, _address, left in rows:
        after[_what_is_left(left, told, gone)].append(pk)
    in_a_moment = timezone.now() + timedelta(seconds=AGAIN_AFTER)
    for (left, again), pks in after.items():
        for start in range(0, len(pks), 500):
            Purge.objects.filter(pk__in=pks[start : start + 500]).update(
                left=left, again_at=in_a_moment if again else None
            )
    return any(again for _left, again in after)


def purge_what_was_missed() -> None:
    """Purge from the page cache what it was not told of. One query when that is nothing; DatabaseError passes."""
    rows = [
        row
        for row in Purge.objects.using(DEFAULT_DB_ALIAS)
        .filter(left__contains=PAGES)
        .values_list("pk", "address", "left")
        if PAGES in row[2].splitlines()
    ]
    if rows and _move({address for _pk, address, _left in rows}):
        _strike_out(rows, {PAGES}, set())


before_it_is_read_again.append(purge_what_was_missed)


def _move(addresses: set[str]) -> bool:
    """Give addresses new generations in the page cache; False while it is away."""
    if not is_shared():
        return True
    try:
        SharedStore().move(map(digest_of, addresses))
    except Away:
        return False
    return True


def _what_is_left(left: str, told: set[str], gone: set[str]) -> tuple[str, bool]:
    """What is left to be told of an address, and whether all of it waits for the second time."""
    rest = []
    for cache in left.splitlines():
        name = cache.removeprefix(ONCE_MORE)
        if name in gone or (name in told and (cache.startswith(ONCE_MORE) or name == PAGES)):
            continue
        rest.append(f"{ONCE_MORE}{name}" if name in told else cache)
    return "\n".join(rest), bool(rest) and all(cache.startswith(ONCE_MORE) for cache in rest)


def catch_up() -> None:
    """Tell what is left to be told, and forget what is old. For the worker and `publish_due`."""
    try:
        work_off(patient=True)
        old = Purge.objects.filter(at__lt=timezone.now() - KEPT)
        if old.exists():
            old.delete()
    except DatabaseError as error:
        if connection.in_atomic_block:
            raise
        logger.warning("The journal of purges could not be worked off: %s", error)
