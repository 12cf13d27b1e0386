"""The sections of a front page as stored, read into plain values; and the usual arrangement.

Nothing here asks the database: the StreamField's own values would, once for each kind of page that is chosen.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# How many a section shows where its editors did not say.
NUMBERS = {"latest": 5, "parts": 6, "series": 3, "topics": 12, "authors": 6, "corrections": 3}
# The kinds of section, by the names of their blocks.
KINDS = ("lead", "latest", "shelf", "parts", "series", "topics", "authors", "words", "corrections")


@dataclass(frozen=True)
class Asked:
    """A section as the editors arranged it: `chosen` are ids of pages or topics, `text` is stored markup."""

    kind: str
    title: str = ""
    chosen: tuple[int, ...] = ()
    number: int = 0
    is_large: bool = False
    text: str = ""


def read_arrangement(data: Iterable[dict]) -> tuple[Asked, ...]:
    """The sections of a StreamField's raw data, in order. Sections of unknown kinds are left out."""
    return tuple(_asked(row["type"], row["value"]) for row in data if row["type"] in KINDS)


def _asked(kind: str, value: dict) -> Asked:
    # A draft that is previewed may lack what is required.
    return Asked(
        kind=kind,
        title=(value.get("title") or "").strip(),
        chosen=tuple(_chosen(value.get("chosen"))),
        number=value.get("number") or NUMBERS.get(kind, 0),
        is_large=bool(value.get("large")),
        text=value.get("text") or "",
    )


def _chosen(value):
    """The ids in the value of a chooser, or of a list of choosers; each once."""
    rows = value if isinstance(value, list) else [value]
    ids = (row.get("value") if isinstance(row, dict) else row for row in rows)
    return dict.fromkeys(pk for pk in ids if isinstance(pk, int))


def usual_arrangement(series_id: int | None = None) -> list[dict]:
    """The arrangement of a front page that nobody has arranged, as raw data; `series_id` is the series in front."""
    return [
        {"type": "shelf", "value": {"title": "", "chosen": series_id}},
        {"type": "latest", "value": {"title": "", "number": NUMBERS["latest"], "large": True}},
        *(
            {"type": kind, "value": {"title": "", "chosen": [], "number": NUMBERS[kind]}}
            for kind in ("series", "topics", "authors")
        ),
    ]
