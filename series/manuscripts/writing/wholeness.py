"""A transaction for drafts: what a database cannot take back goes with it, so that nothing is half there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django.db import transaction


class Taken(Protocol):
    """What remembers things made in a transaction: files in a storage (Shelf), authors by name (KnownAuthors)."""

    def mark(self) -> int: ...

    def take_back(self, mark: int = 0) -> None: ...


@contextmanager
def whole_or_not_at_all(*memories: Taken) -> Iterator[None]:
    """All of the block is kept, or none of it: rows, the files of pictures, what `memories` know of both.

    shelf, authors = Shelf(), KnownAuthors()
    for manuscript in manuscripts:
        with whole_or_not_at_all(shelf, authors):
            write_draft(manuscript, series, title=…, shelf=shelf, authors=authors)
    """
    marks = [memory.mark() for memory in memories]
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for memory, mark in zip(memories, marks, strict=True):
            memory.take_back(mark)
        raise
