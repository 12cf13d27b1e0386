"""Saved pages in four layouts, as files and as what was read in them."""

from functools import cache

from series.manuscripts.reading import read
from tests.series.manuscripts.shared import own

from .reading import told

PAGES = {"courier": "utf-8", "desk": "cp1252", "ilbo": "cp949", "nuri": "utf-8"}


@cache
def page(name: str):
    return read(own(f"pages/{name}.html"), f"{name}.html")


def body(manuscript) -> list[str]:
    return [told(block) for block in manuscript.body]
