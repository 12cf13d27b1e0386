"""Who has a feed already is told so: ETag and Last-Modified (RFC 9110, case FEED-04).

The tag is a hash of the document, weak because a proxy may compress it: gzip and plain would share a strong one. The
date moves when the document does, whatever the reason, and only then: drafts and scheduled pieces are not in it. It
is kept in the database, so that all nodes say the same.
"""

import hashlib
import logging
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from series.models import FeedState

log = logging.getLogger(__name__)


def answer(
    request: HttpRequest, document: bytes, media_type: str, address: str, newest: datetime
) -> HttpResponse:
    """The document, or 304 for who has it. `newest` is the last change that its entries tell. One query if nothing changed."""
    fingerprint = hashlib.sha256(document).hexdigest()
    tag, changed = f'W/"{fingerprint[:32]}"', int(changed_at(address, fingerprint, newest).timestamp())
    response = HttpResponse(document, content_type=f"{media_type}; charset=utf-8")
    # A 304 carries the same headers (RFC 9110, 15.4.5); Django leaves it those that matter.
    for name, value in (
        ("ETag", tag),
        ("Last-Modified", http_date(changed)),
    ):
        response[name] = value
    return get_conditional_response(request, etag=tag, last_modified=changed, response=response)


def changed_at(address: str, fingerprint: str, newest: datetime) -> datetime:
    """Since when the document at an address is what it is; never in the future."""
    key = hashlib.sha256(address.encode()).hexdigest()
    # Where it is written, too: a replica that is behind would have a feed change that did not.
    known = FeedState.objects.using(DEFAULT_DB_ALIAS).filter(key=key).first()
    if known is not None and known.fingerprint == fingerprint:
        return known.changed_at
    now = timezone.now()
    moment = min(newest, now)
    if known is not None and moment <= known.changed_at:
        # Something went, or changed without a date of its own.
        moment = now
    _keep(FeedState(key=key, fingerprint=fingerprint, changed_at=moment))
    return moment


def _keep(state: FeedState) -> None:
    """Keep a state; a database that takes nothing now (locked, read-only) keeps no reader from the feed."""
    try:
        with transaction.atomic():
            FeedState.objects.bulk_create(
                [state],
                update_conflicts=True,
                unique_fields=["key"],
                update_fields=["fingerprint", "changed_at"],
            )
    except DatabaseError as error:
        log.warning("the state of a feed was not kept: %s", error)
