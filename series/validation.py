"""Whether a piece may be published: everything a form would refuse, for pages that come from no form."""

from django.core.exceptions import ValidationError
from modelcluster.models import get_all_child_relations


def problems_of(page) -> list[str]:
    """What makes a page invalid, in an editor's words: its fields, the blocks of its text, and its rows.

    A page's own `full_clean` looks neither into blocks nor into rows; publishing code goes by this list.
    """
    problems: list[str] = []
    _collect(problems, page.full_clean)
    for field in page._meta.get_fields():
        if hasattr(field, "stream_block"):
            value = getattr(page, field.name)
            _collect(problems, lambda block=field.stream_block, value=value: block.clean(value))
    for relation in get_all_child_relations(page):
        for row in getattr(page, relation.get_accessor_name()).all():
            # The row's page is set when it is saved; everything else must be right.
            _collect(problems, lambda row=row, key=relation.field.name: row.full_clean(exclude=[key]))
    return problems


def _collect(problems: list[str], check) -> None:
    try:
        check()
    except ValidationError as error:
        problems.extend(_messages(error))


def _messages(error: ValidationError) -> list[str]:
    """All messages of an error, those of blocks inside blocks as well."""
    inner = getattr(error, "block_errors", None)
    if inner is None:
        return list(error.messages)
    nested = inner.values() if isinstance(inner, dict) else [each for each in inner if each is not None]
    found = [message for each in nested for message in _messages(each)]
    own = getattr(error, "non_block_errors", None)
    return [*found, *(own.as_data()[0].messages if own else [])] or [str(error)]
