"""Until when nothing that the site shows changes by itself: the next expiry, publication or midnight.

One bound for the whole site, which is cheap and never too late. Announced dates pass at a midnight of the editorial
zone, as does all else that is told by the day. Kept in the process for as long as the frame (publication/frame.py) and
no longer than nothing was changed: who notes a change has it forgotten here, and other processes learn of it from the
journal of purges before they say how long an answer lasts (publication/caching/generations.py).
"""

import time
from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Page, Revision

from publication import frame

# (time.monotonic() at which it was read, the bound)
_kept: list[tuple[float, datetime]] = []


def forget() -> None:
    """Ask again with the next answer."""
    global _kept
    _kept = []  # another list, so that what is being read now is not kept


def next_change() -> datetime:
    """The next moment at which something shown changes by itself. No query if it is known, otherwise one."""
    now, kept = timezone.now(), _kept
    if kept:
        read_at, bound = kept[-1]
        if bound > now and time.monotonic() - read_at <= frame.SECONDS_KEPT:
            return bound
    read_at = time.monotonic()
    bound = min([next_midnight(now), *_dates_after(now)])
    kept[:] = [(read_at, bound)]
    return bound


def next_midnight(now: datetime) -> datetime:
    """The first moment of the next day in the editorial zone."""
    zone = timezone.get_default_timezone()
    tomorrow = timezone.localtime(now, zone).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone)


def _dates_after(now: datetime) -> list[datetime]:
    """The dates at which pages come or go after a moment. A scheduled page may be a version, or live before its time."""
    expiries = Page.objects.filter(live=True, expire_at__gt=now).values_list("expire_at")
    beginnings = Page.objects.filter(go_live_at__gt=now).values_list("go_live_at")
    versions = Revision.objects.filter(approved_go_live_at__gt=now).values_list("approved_go_live_at")
    rows = expiries.order_by().union(beginnings.order_by(), versions.order_by())
    return [moment for (moment,) in rows.order_by("expire_at")[:1]]
