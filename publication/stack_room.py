"""Gives each request a wide stretch of the interpreter's stack, so that where an edge of it lies is no matter of luck.

CPython keeps the frames of a thread in stretches of 16 KiB that it asks of the system, and gives the last one back as
soon as the call that needed it returns. Where a loop stands just before an edge, each of its calls asks for a stretch
and gives it back: two calls of the system, and pages of memory to be cleared. Whether it does hangs on how deep the
loop stands, and so on every layer below it; a page took up to twice the CPU for one frame more or less (decision 40).
"""

from collections.abc import Callable

# Slots of 8 bytes. A stretch is doubled until the frame fits: one that takes a little more than 128 KiB gets 256, and
# the half that is left holds some 500 calls within each other, where a page needs 150.
SLOTS = 16 * 1024 + 16


def roomy(function: Callable) -> Callable:
    """Have a function say that it needs so much of the stack: what it calls goes into the rest of its stretch."""
    function.__code__ = function.__code__.replace(co_stacksize=SLOTS)
    return function


class StackRoomMiddleware:
    """Stands before all others. One stretch for each request, of which only what is used becomes memory."""

    def __init__(self, get_response):
        self.get_response = get_response

    @roomy
    def __call__(self, request):
        return self.get_response(request)
