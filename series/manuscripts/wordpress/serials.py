"""Which series a post belongs to and which part it is, as the plugins for series keep it.

Organize Series and its successor PublishPress Series: taxonomy `series`, and the part in the meta value
`_series_part_<id of the term>`; older versions have one for all, `_series_part` or `series_part`. Other plugins of the
name (Series by J. Tadlock, WP Post Series with `post_series`) keep no number: their order is that of the dates.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from series.manuscripts.wordpress.fields import plain, slug
from series.manuscripts.wordpress.records import Index, Place

TAXONOMIES = ("series", "post_series")
PART = re.compile(r"_series_part_(\d{1,9})")
PARTS_FOR_ALL = ("_series_part", "series_part")
NUMBER = re.compile(r"\s*(\d{1,4})\s*")


def places(terms: Sequence[tuple[str, str, str]], meta: Mapping[str, str], index: Index) -> tuple[Place, ...]:
    """The series of a post, those with a part first. `terms` are (taxonomy, slug, name)."""
    parts = {int(match[1]): value for key, value in meta.items() if (match := PART.fullmatch(key))}
    known = {index.terms.get((taxonomy, name), (0, ""))[0] for taxonomy, name, _ in terms}
    # The export leaves terms out that were deleted or that a filter of its own took away: then numbers go by order.
    loose = [value for key, value in parts.items() if key not in known]
    loose += [meta[key] for key in PARTS_FOR_ALL if key in meta]
    found = []
    for taxonomy, name, words in terms:
        id, description = index.terms.get((taxonomy, name), (0, ""))
        part = _number(parts.get(id, "")) if id in parts else _number(loose.pop(0)) if loose else None
        found.append(Place(slug(name), plain(words) or slug(name), part, description))
    return tuple(sorted(found, key=lambda place: place.part is None))


def numbers(rows: Sequence[tuple[str, int | None, datetime | None]]) -> dict[str, int]:
    """The number of each part of one series by the GUIDs of the posts; `rows` are (GUID, part as stated, date).

    The stated parts stay; of two that claim one number the older has it. The others come behind, by date, as the plugins
    show them.
    """
    latest = datetime.max.replace(tzinfo=UTC)
    by_date = sorted(rows, key=lambda row: row[2] or latest)
    taken: dict[int, str] = {}
    waiting = []
    for guid, part, _ in by_date:
        if part is None or part in taken:
            waiting.append(guid)
        else:
            taken[part] = guid
    first = max(taken, default=0) + 1
    return {guid: part for part, guid in taken.items()} | {
        guid: number for number, guid in enumerate(waiting, start=max(first, 1))
    }


def _number(text: str) -> int | None:
    match = NUMBER.fullmatch(text)
    return int(match[1]) if match else None
