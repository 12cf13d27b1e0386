"""What an author answers: comments by passage, and an approval of the text that was sent. Both are kept for good."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from series.clearance.comments import hand_over
from series.clearance.passages import passages_of
from series.models import ClearanceComment, ClearanceRequest

COMMENTED, APPROVED = "series.clearance.comment", "series.clearance.approve"
# Enough for the longest piece read twice; a link that leaked fills no database.
MOST_COMMENTS = 300


class LinkClosedError(Exception):
    """The link was revoked, or ran out, while the page was open."""


class TooManyCommentsError(Exception):
    """More comments than one link takes."""


@dataclass(frozen=True)
class Answer:
    """Comments by target of the version that was sent, and the name under which it is approved ("": it is not)."""

    comments: dict[str, str] = field(default_factory=dict)
    approved_by: str = ""


@transaction.atomic
def receive(pk: int, answer: Answer) -> None:
    """Keep an answer to the request with this id, all of it or nothing.

    Raises LinkClosedError and TooManyCommentsError. A comment that was sent before, and a second approval, change
    nothing: a double click is one answer.
    """
    request = (
        ClearanceRequest.objects.open()
        .select_for_update(of=("self",))
        .select_related("page")
        .filter(pk=pk)
        .first()
    )
    if request is None:
        raise LinkClosedError
    _comment(request, answer.comments)
    if answer.approved_by and not request.approved_at:
        _approve(request, answer.approved_by)


def _comment(request: ClearanceRequest, texts: dict[str, str]) -> None:
    sent = passages_of(request.content)
    quotes = {passage.target: passage.quote for passage in sent}
    before = set(request.comments.values_list("target", "text"))
    new = [
        ClearanceComment(request=request, target=target, passage=quotes[target], text=text)
        for target, text in texts.items()
        if target in quotes and (target, text) not in before
    ]
    if not new:
        return
    if len(before) + len(new) > MOST_COMMENTS:
        raise TooManyCommentsError
    ClearanceComment.objects.bulk_create(new)
    hand_over(request, new, sent)
    data = {"name": request.name, "count": len(new)}
    log(instance=request.page, action=COMMENTED, revision=request.revision, data=data)


def _approve(request: ClearanceRequest, name: str) -> None:
    request.approved_at = timezone.now()
    request.approved_name = name
    request.approved_hash = request.text_hash
    request.save(update_fields=["approved_at", "approved_name", "approved_hash"])
    data = {"name": name, "hash": request.approved_hash}
    log(instance=request.page, action=APPROVED, revision=request.revision, data=data)
