"""Counting the addresses that lead nowhere, so that editors can make redirects from them.

Bounded three ways, as anybody can ask for anything: so many counts a minute, so many addresses for a site, and none
that are no page's (too long, unprintable, what scanners look for). Nothing is kept of who asked, and no query.
"""

import logging
import re

from django.db import DatabaseError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from publication.address_forms import LONGEST, key_of
from publication.frame import frame_for
from publication.limits import Limit
from publication.models import MissedAddress

logger = logging.getLogger(__name__)

MOST_ADDRESSES = 1_000
# How many make room for others once there are so many: the least asked for, the oldest first.
DROPPED_AT_ONCE = 100
COUNTING = Limit("missed-addresses", most=60, seconds=60, passes_blind=False)
SCANNED_FOR = re.compile(r"/\.|/wp-(?:login|admin|includes)|/xmlrpc\.php|\.(?:env|sql|bak|ini|cgi)$")


def count_missed(request: HttpRequest) -> None:
    """Count that a reader found nothing at the address of `request`. Never raises; at most four queries."""
    path, frame = request.path_info, frame_for(request)
    if frame is None or request.method != "GET" or "page" in request.GET:
        return
    if len(path) > LONGEST or not path.isprintable() or SCANNED_FOR.search(path):
        return
    if COUNTING.wait("everybody"):
        return
    try:
        with transaction.atomic():
            _count(frame.site, key_of(path))
    except DatabaseError:
        logger.exception("An address that was not found could not be counted.")


def missed_addresses():
    """The rows that still lead nowhere by a redirect, those asked for most often first."""
    led = Redirect.objects.filter(Q(site=OuterRef("site")) | Q(site=None), old_path=OuterRef("path"))
    return MissedAddress.objects.filter(~Exists(led)).order_by("-count", "-last_at", "pk")


def _count(site: Site, path: str) -> None:
    now = timezone.now()
    known = MissedAddress.objects.filter(site=site, path=path)
    if known.update(count=F("count") + 1, last_at=now):
        return
    rows = MissedAddress.objects.filter(site=site)
    if rows.count() >= MOST_ADDRESSES:
        least = rows.order_by("count", "last_at").values_list("pk", flat=True)[:DROPPED_AT_ONCE]
        MissedAddress.objects.filter(pk__in=list(least)).delete()
    MissedAddress.objects.bulk_create(
        [MissedAddress(site=site, path=path, last_at=now)], ignore_conflicts=True
    )
