"""No call of a request stands at an edge of the interpreter's stack (publication/stack_room.py)."""

import resource

from publication.stack_room import StackRoomMiddleware

CALLS = 100
# More frames than fit into one stretch of the interpreter's own.
DEEPEST = 300


def pages_asked_for(depth: int) -> int:
    """How many pages of memory the system hands out while a loop at this depth calls something that goes a little deeper."""
    if depth:
        return pages_asked_for(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        _goes_down(3)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _goes_down(calls: int) -> None:
    if calls:
        _goes_down(calls - 1)


def test_a_loop_at_some_depth_asks_for_memory_with_each_call():
    """What the middleware is for: should the interpreter do so no longer, it can go."""
    assert max(map(pages_asked_for, range(DEEPEST))) >= CALLS


def test_within_a_request_no_loop_does_at_any_depth():
    asked = map(StackRoomMiddleware(pages_asked_for), range(DEEPEST))
    assert max(asked) < CALLS // 2


def test_it_stands_before_all_others(settings):
    assert settings.MIDDLEWARE[0] == "publication.stack_room.StackRoomMiddleware"
