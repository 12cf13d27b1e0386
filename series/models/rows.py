"""Rows of a piece that point at something that can be deleted or merged: authors, topics."""

from collections.abc import Callable, Iterable

from modelcluster.models import ClusterableModel


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
        field = cls._meta.get_field(cls.points_at)
        if check_fks:
            heirs = field.related_model._base_manager.filter(pk=data[field.name])
            heirs = list(heirs.values_list("merged_into_id", flat=True))
            if not heirs:
                return None
            data = {**data, field.name: heirs[0] or data[field.name]}
        return super().from_serializable_data(data, check_fks, strict_fks)


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
