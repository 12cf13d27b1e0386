"""What a stored version of a piece holds: its blocks and its rows, as plain values. No page is built."""

import json
from collections.abc import Iterable, Mapping


def blocks_of(content: Mapping) -> list[dict]:
    """The stored blocks of a version's body: dicts with `type`, `value` and `id`. A version holds them as JSON."""
    body = content.get("body") or []
    return json.loads(body) if isinstance(body, str) else list(body)


def in_order(rows: Iterable[Mapping] | None) -> list[Mapping]:
    """The rows of a relation (bylines, topics, footnotes) in the order that an editor gave them."""
    return sorted(rows or (), key=lambda row: row.get("sort_order") or 0)
