"""What a worker looks after with each sign of life: whether there is work that nobody has queued.

A chore only looks, and queues: it runs beside the job in hand, in every worker, and must be cheap. For work that is
known by its rows, so that it is done whatever became of the worker that had it.
"""

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)

_chores: list[Callable[[], object]] = []


def see_to(chore: Callable[[], object]) -> None:
    """Have every worker call this every 15 seconds. Apps say so in `ready`."""
    if chore not in _chores:
        _chores.append(chore)


def see_to_all() -> None:
    """Call all of them; one that fails is in the log, and comes again."""
    for chore in _chores:
        try:
            chore()
        except Exception:
            logger.exception("A worker could not look after %s", chore)
