"""Rows that name what is being merged: rewritten to name its heir, in tables and in all versions, each once.

An heir is named once on a page even where both were: the first of the two rows stays, in its place.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from series.versions import named_in_versions, rewrite_versions


class CannotMerge(ValidationError):
    """The two cannot be merged, or not any more; the message says why. Nothing was changed."""


@dataclass(frozen=True)
class Naming:
    """One way of naming a thing: rows of `row_model`, under `relation` of pages of `page_model`, through `field`.

    Two rows of a page name the same when `field` and all fields of `together` are the same: somebody may be credited
    as the author and as the photographer.
    """

    page_model: type[Model]
    row_model: type[Model]
    relation: str
    field: str
    together: tuple[str, ...] = ()

    def rewrite(self, heirs: Mapping[int, int]) -> None:
        """Let every row name the heirs (id by the id of what is merged). Call it in a transaction."""
        self._rewrite_rows(heirs)
        rewrite_versions(
            self.page_model,
            self.relation,
            self.field,
            heirs,
            lambda rows: rows_of_heirs(rows, heirs, self.field, self.together),
        )

    def pages(self, ids: Collection[int]) -> set[int]:
        """The ids of pages that name one of the things now."""
        named = self.row_model.objects.filter(**{f"{self.field}__in": ids})
        return set(named.order_by().values_list("page_id", flat=True))

    def versions(self, ids: Collection[int]) -> dict[int, set[int]]:
        """The versions (revision ids) that name one of the things, by page id."""
        found: dict[int, set[int]] = {}
        for _, page, revision in named_in_versions(self.page_model, self.relation, self.field, ids):
            found.setdefault(page, set()).add(revision)
        return found

    def doubled(self, heirs: Mapping[int, int]) -> set[int]:
        """The ids of pages on which a row will go, because another names the heir already."""
        rows, _ = self._rows_beside(heirs)
        kept = rows_of_heirs(rows, heirs, self.field, self.together, key=self._on_one_page)
        stay = {row["pk"] for row in kept}
        return {row["page_id"] for row in rows if row["pk"] not in stay}

    def _rewrite_rows(self, heirs: Mapping[int, int]) -> None:
        rows, named = self._rows_beside(heirs)
        kept = rows_of_heirs(rows, heirs, self.field, self.together, key=self._on_one_page)
        gone = {row["pk"] for row in rows} - {row["pk"] for row in kept}
        _forget_references(f"{self.relation}.{pk}.{self.field}" for pk in gone)
        with disable_reference_index_auto_update():  # which would read every page again
            self.row_model.objects.filter(pk__in=gone).delete()
        for old, heir in heirs.items():
            self.row_model.objects.filter(**{self.field: old}).update(**{self.field: heir})
            move_references(named, old, heir, f"{self.relation}.item.{self.field}")

    def _rows_beside(self, heirs: Mapping[int, int]) -> tuple[list[dict], type[Model]]:
        """The rows that name the old or the heirs, on pages that name the old, and the model of what they name."""
        rows = self.row_model.objects.filter(
            page__in=self.row_model.objects.filter(**{f"{self.field}__in": list(heirs)})
            .order_by()
            .values("page"),
            **{f"{self.field}__in": [*heirs, *heirs.values()]},
        )
        column = f"{self.field}_id"
        found = rows.order_by("page", "sort_order", "pk").values(
            "pk", "page_id", "sort_order", column, *self.together
        )
        model = self.row_model._meta.get_field(self.field).related_model
        return [{**row, self.field: row[column]} for row in found], model

    @staticmethod
    def _on_one_page(row: dict):
        return row["page_id"]


def rows_of_heirs(
    rows: list[dict],
    heirs: Mapping[int, int],
    field: str,
    together: Collection[str] = (),
    *,
    key: Callable[[dict], object] = lambda row: None,
) -> list[dict]:
    """Rows, as versions keep them, with heirs in the place of what was merged; a second row for an heir is dropped.

    The order of `rows` stays; which is the first is told by `sort_order`. Rows that name neither stay as they are.
    `key` tells rows of different pages apart.
    """
    touched = set(heirs.values())
    inherited = [{**row, field: heirs.get(row.get(field), row.get(field))} for row in rows]
    first: dict[tuple, int] = {}
    for place in sorted(range(len(inherited)), key=lambda at: (inherited[at].get("sort_order") or 0, at)):
        row = inherited[place]
        first.setdefault((key(row), row[field], *(row.get(name) for name in together)), place)
    stay = set(first.values())
    return [row for place, row in enumerate(inherited) if row[field] not in touched or place in stay]


def move_references(model: type[Model], old: int, heir: int, model_path: str) -> None:
    """Let Wagtail's index of references follow rows that were changed by a queryset, which tells it nothing."""
    content_type = ReferenceIndex._get_base_content_type(model)
    ReferenceIndex.objects.filter(
        to_content_type=content_type, to_object_id=str(old), model_path=model_path
    ).update(to_object_id=str(heir))


def _forget_references(content_paths) -> None:
    ReferenceIndex.objects.filter(content_path__in=list(content_paths)).delete()
