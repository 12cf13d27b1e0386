"""Asking for clearance: makes the link for one version and one person, revokes it, and finds it again by its token."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import COMMENTS_RELATION_NAME

from series.clearance import tokens
from series.clearance.text_hash import text_hash
from series.models import ClearanceRequest, InstallmentPage

SENT, REVOKED = "series.clearance.send", "series.clearance.revoke"
LONGEST_DAYS = 90


@dataclass(frozen=True)
class Recipient:
    """Whom to ask, how to speak to them, and for how many days the link works."""

    name: str
    email: str
    language: str
    days: int
    author_id: int | None = None
    message: str = ""


@transaction.atomic
def make_request(page: InstallmentPage, recipient: Recipient, user) -> tuple[ClearanceRequest, str]:
    """A request for the latest version of a page, and its token, which is told only now.

    An earlier link of the same person for this piece is revoked with it. The page is no alias.
    """
    # One at a time for each piece, so that two editors do not leave one person with two links.
    page = InstallmentPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    revision = page.get_latest_revision() or page.save_revision(user=user, changed=False)
    revision.refresh_from_db()  # one that was just made holds dates, and not yet what is stored
    content = {name: value for name, value in revision.content.items() if name != COMMENTS_RELATION_NAME}
    earlier = ClearanceRequest.objects.for_person(page, recipient.author_id, recipient.email)
    earlier.filter(revoked_at=None).update(revoked_at=timezone.now())
    token, token_hash = tokens.SECRET.new()
    request = ClearanceRequest.objects.create(
        page=page,
        revision=revision,
        content=content,
        text_hash=text_hash(content),
        token_hash=token_hash,
        author_id=recipient.author_id,
        name=recipient.name,
        email=recipient.email,
        language=recipient.language,
        message=recipient.message,
        sent_by=user,
        expires_at=timezone.now() + timedelta(days=recipient.days),
    )
    data = {"name": recipient.name, "email": recipient.email, "days": recipient.days}
    log(instance=page, action=SENT, user=user, revision=revision, data=data)
    return request, token


@transaction.atomic
def revoke(request: ClearanceRequest, user) -> bool:
    """Make the link of a request lead nowhere; False where it was revoked before. What was approved stays on record."""
    changed = ClearanceRequest.objects.filter(pk=request.pk, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    if changed:
        log(instance=request.page, action=REVOKED, user=user, data={"name": request.name})
    return bool(changed)


def find_request(token: str) -> ClearanceRequest | None:
    """The open request behind a token; None for whatever is made up, unknown, revoked, expired or without its text."""
    wanted = tokens.SECRET.hash_of(token)
    if wanted is None:
        return None
    found = (
        ClearanceRequest.objects.open()
        .filter(token_hash=wanted)
        .select_related("page__locale", "page__series", "author")
        .first()
    )
    return found if found is not None and tokens.is_hash(found.token_hash, wanted) else None
