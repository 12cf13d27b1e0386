"""Rows of a piece that point at something that can be deleted or merged: authors, topics."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextvars import ContextVar

from django.db.models import ForeignKey, Model
from modelcluster.models import ClusterableModel, get_all_child_relations

# What is there of all that the rows of the page in hand point at (_look_up).
_found: ContextVar[dict | None] = ContextVar("found", default=None)


class DanglingRow(ClusterableModel):
    """A row that quietly leaves a draft when what it points at is gone, and names the heir when that was merged.

    Deleting a named author or topic is refused, drafts included (series/guards.py), and a merge rewrites all versions
    (series/desk/merged_rows.py); this is the second net, for rows deleted around it and for drafts saved from a form
    that was opened before the merge. Without it a draft that names a deleted row answers 500 when it is edited or
    published.
    """

    # The name of the foreign key; set by each model. What it points at has `merged_into`.
    points_at = ""

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        if check_fks:
            found = _found.get()
            if found is None:
                found = _look_up([(cls, [data])])
            field = cls._meta.get_field(cls.points_at)
            key = _key(field, data)
            if key not in found:
                return None
            data = {**data, field.name: found[key] or data[field.name]}
            # modelcluster asks of each row once more whether everything it names is there.
            others = (_key(other, data) for other in _foreign_keys(cls) if other != field)
            check_fks = any(key[1] is not None and key not in found for key in others)
        return super().from_serializable_data(data, check_fks, strict_fks)


class DanglingRowsMixin:
    """Goes before the page of such rows: what they point at is read for all of them together."""

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        relations = [
            each for each in get_all_child_relations(cls) if issubclass(each.related_model, DanglingRow)
        ]
        rows = [(each.related_model, data.get(each.get_accessor_name(), [])) for each in relations]
        token = _found.set(_look_up(rows) if check_fks else None)
        try:
            return super().from_serializable_data(data, check_fks, strict_fks)
        finally:
            _found.reset(token)


def _look_up(rows: Iterable[tuple[type[DanglingRow], list[dict]]]) -> dict[tuple, int | None]:
    """Of all that rows point at what is there, with the id of its heir. One query for each model pointed at."""
    wanted = defaultdict(set)
    for model, some in rows:
        for field in _foreign_keys(model):
            wanted[field.related_model] |= {_key(field, data)[1] for data in some}
    found = {}
    for model, keys in wanted.items():
        has_heirs = any(field.name == "merged_into" for field in model._meta.fields)
        names = ("pk", "merged_into_id") if has_heirs else ("pk",)
        for pk, *heir in model._base_manager.filter(pk__in=keys - {None}).values_list(*names):
            found[model, pk] = heir[0] if heir else None
    return found


def _foreign_keys(model: type[Model]) -> list[ForeignKey]:
    return [field for field in model._meta.fields if field.many_to_one]


def _key(field: ForeignKey, data: dict) -> tuple[type[Model], object]:
    """What a row points at by a field: the model and the id."""
    return field.related_model, field.target_field.to_python(data.get(field.name))


def name_each_once(page, relation: str, key: Callable[[DanglingRow], object]) -> None:
    """Drop from a page in memory the rows of `relation` that name again, by `key`, what an earlier row names."""
    rows = list(getattr(page, relation).all())
    once = _first_of_each(rows, key)
    if len(once) < len(rows):
        setattr(page, relation, once)


def _first_of_each(rows: Iterable[DanglingRow], key: Callable[[DanglingRow], object]) -> list[DanglingRow]:
    found: dict[object, DanglingRow] = {}
    for row in rows:
        found.setdefault(key(row), row)
    return list(found.values())
