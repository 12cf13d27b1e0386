"""Rows of a piece that point at something that can be deleted: authors, topics."""

from modelcluster.models import ClusterableModel


class DanglingRow(ClusterableModel):
    """A row that quietly leaves a draft when what it points at is gone.

    Deleting a named author or topic is refused, drafts included (series/guards.py); this is the second net, for
    rows deleted around it. Without it a draft that names a deleted row answers 500 when it is edited or published.
    """

    # The name of the foreign key; set by each model.
    points_at = ""

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        field = cls._meta.get_field(cls.points_at)
        if check_fks and not field.related_model._base_manager.filter(pk=data[field.name]).exists():
            return None
        return super().from_serializable_data(data, check_fks, strict_fks)
