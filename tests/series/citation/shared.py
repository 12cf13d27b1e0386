"""The items that the oracle printed, as references."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from series.citation.csl import TYPES
from series.citation.reference import Name, Reference

HERE = Path(__file__).parent
KINDS = {type_: kind for kind, type_ in TYPES.items()}


@cache
def items() -> dict[str, dict]:
    return {item["id"]: item for item in json.loads((HERE / "items.json").read_text(encoding="utf-8"))}


@cache
def printed() -> dict:
    return json.loads((HERE / "printed.json").read_text(encoding="utf-8"))


def reference_of(item: dict) -> Reference:
    """A CSL-JSON item as the reference that it was made of."""
    return Reference(
        key=item["id"],
        kind=KINDS[item["type"]],
        title=item["title"],
        container=item["container-title"],
        url=item["URL"],
        authors=_names(item, "author"),
        editors=_names(item, "editor"),
        translators=_names(item, "translator"),
        series=item.get("collection-title", ""),
        number=int(item["collection-number"]) if "collection-number" in item else None,
        issued=_date(item, "issued"),
        accessed=_date(item, "accessed"),
        doi=item.get("DOI", ""),
        publisher=item.get("publisher", ""),
        language=item.get("language", ""),
        version=int(item.get("version", 1)),
    )


def _names(item: dict, role: str) -> tuple[Name, ...]:
    return tuple(
        Name.of(name.get("family", ""), name.get("given", ""), name.get("literal") or name.get("family", ""))
        for name in item.get(role, ())
    )


def _date(item: dict, field: str) -> date | None:
    return date(*item[field]["date-parts"][0]) if field in item else None
