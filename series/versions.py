"""What the versions of pages name, in their rows of authors and topics: found, and rewritten in place.

Every version can be published again, so all of them count. They are looked for by a text search in the database,
narrowed to the types of pages that can name the thing, and then read exactly.
"""

from collections.abc import Callable, Collection, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast
from wagtail.models import Revision

# With more ids than this the text search costs more than it saves (a list of authors with all its authors).
MOST_NEEDLES = 20
# So many versions are in memory at once while they are rewritten.
BATCH = 100

Rows = list[dict]


def named_in_versions(
    model: type[Model], relation: str, field: str, ids: Collection[int]
) -> Iterator[tuple[int, int, int]]:
    """(id named, page id, revision id) for every version of pages of `model` whose rows of `relation` name one."""
    found = _versions(model, field, ids).order_by("pk")
    for pk, object_id, rows in found.values_list("pk", "object_id", f"content__{relation}").iterator():
        for row in rows or ():
            if row.get(field) in ids:
                yield row[field], int(object_id), pk


def rewrite_versions(
    model: type[Model], relation: str, field: str, ids: Collection[int], change: Callable[[Rows], Rows]
) -> int:
    """Pass the rows of `relation` of every version that names one of the ids through `change`; returns how many.

    The versions stay what they are: no new one is made, no date and no schedule changes. Call it in a transaction.
    """
    found = [pk for _, _, pk in named_in_versions(model, relation, field, ids)]
    pks = sorted(set(found))
    for start in range(0, len(pks), BATCH):
        # Held, because autosave writes into a version that is there.
        held = Revision.objects.select_for_update(of=("self",)).filter(pk__in=pks[start : start + BATCH])
        versions = list(held.order_by("pk"))
        for version in versions:
            version.content[relation] = change(version.content[relation])
        Revision.objects.bulk_update(versions, ["content"])
    return len(pks)


def _versions(model: type[Model], field: str, ids: Collection[int]):
    revisions = Revision.objects.filter(content_type=ContentType.objects.get_for_model(model))
    if len(ids) > MOST_NEEDLES:
        return revisions
    needles = Q()
    for pk in ids:
        # As both databases write JSON: a space after the colon, then the next key or the end of the row.
        needles |= Q(text__contains=f'"{field}": {pk},') | Q(text__contains=f'"{field}": {pk}}}')
    return revisions.annotate(text=Cast("content", TextField())).filter(needles)
