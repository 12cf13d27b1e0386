"""Who has cleared what: derived each time from what was sent and what the latest version says, never stored.

So a change that voids an approval and a change back that restores it are both told as they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count

from authors.models import AuthorPage
from series.clearance.states import Standing, State
from series.clearance.text_hash import text_hash
from series.models import Byline, ClearanceRequest

# Whose text it is. Photographers, translators and editors are credited for other things.
WRITERS = frozenset({Byline.Role.AUTHOR.value, Byline.Role.ORIGINAL_AUTHOR.value})


def requests_of(ids: Iterable[int]) -> dict[int, list[ClearanceRequest]]:
    """The requests of pages by page id, the oldest first, each with `comment_count`. One query; texts are left out."""
    rows = (
        ClearanceRequest.objects.filter(page__in=list(ids))
        .annotate(comment_count=Count("comments"))
        .select_related("author")
        .defer("content", "message")
    )
    found = defaultdict(list)
    for row in rows:
        found[row.page_id].append(row)
    return found


def insiders(authors: Iterable[int]) -> frozenset[int]:
    """Those of authors (ids) whose clearance is not missed: organisations, and who signs in and edits here. One query."""
    rows = AuthorPage.objects.filter(pk__in=list(authors)).values_list("pk", "kind", "account")
    return frozenset(
        pk for pk, kind, account in rows if kind == AuthorPage.Kind.ORGANISATION or account is not None
    )


def standings(
    content: Mapping, requests: list[ClearanceRequest], inside: frozenset[int]
) -> tuple[Standing, ...]:
    """Each outside author of a version in byline order, then whoever else was asked. Asks the database nothing.

    `content` is that of a revision, `inside` what `insiders` says of its authors.
    """
    current = text_hash(content) if any(request.approved_at for request in requests) else ""
    by_person, heirs = defaultdict(list), {}
    for request in requests:
        heirs[request.author_id] = request.person_id
        by_person[request.person_id or request.email.lower()].append(request)
    told = []
    for row in sorted(content.get("bylines") or (), key=lambda row: row.get("sort_order") or 0):
        if (row.get("role") or Byline.Role.AUTHOR) not in WRITERS:
            continue
        asked = by_person.pop(heirs.get(row.get("author"), row.get("author")), [])
        if asked or row.get("author") not in inside:
            told.append(_standing(row.get("name") or "", asked, current))
    told += [_standing(asked[-1].name, asked, current) for asked in by_person.values()]
    return tuple(told)


def _standing(name: str, asked: list[ClearanceRequest], current: str) -> Standing:
    if not asked:
        return Standing(name, State.NOT_ASKED)
    comments = sum(request.comment_count for request in asked)
    approved = [request for request in asked if request.approved_at]
    holding = [request for request in approved if request.approved_hash == current]
    if holding:
        return Standing(name, State.CLEARED, holding[-1].approved_at, comments)
    if approved:
        return Standing(name, State.VOIDED, approved[-1].approved_at, comments)
    state = State.ASKED if asked[-1].is_open else State.LAPSED
    return Standing(name, state, asked[-1].created_at, comments)
