"""Kinds of work: functions that say of themselves who may start them and whether they may be begun again."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string


class NoSuchWork(LookupError):
    """A job names a function that the code no longer has, or that is no kind of work."""


@dataclass(frozen=True)
class Work:
    """A function and what holds for it. `may(user, about)` says who may start it; without it whoever reaches `start`."""

    kind: str
    function: Callable
    may: Callable | None
    again: bool
    once: bool

    @property
    def path(self) -> str:
        return f"{self.function.__module__}.{self.function.__qualname__}"

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)

    def check(self, user, about, *, was_about: bool = False) -> None:
        """Raise PermissionDenied when the user may not start this work about this object.

        `was_about`: it was started about something; when that is gone, nobody may.
        """
        if was_about and about is None:
            raise PermissionDenied
        if self.may is not None and not (user is not None and user.is_active and self.may(user, about)):
            raise PermissionDenied


def work(kind: str, *, may: Callable | None = None, again: bool = False, once: bool = False):
    """Make a kind of work of a function. `kind` is its short name in the database, "series.links"."""

    def decorate(function: Callable) -> Work:
        return Work(kind, function, may, again, once)

    return decorate


def find(path: str) -> Work:
    """The work that a job names. Raises NoSuchWork."""
    try:
        found = import_string(path)
    except ImportError as error:
        raise NoSuchWork(path) from error
    if not isinstance(found, Work):
        raise NoSuchWork(path)
    return found
