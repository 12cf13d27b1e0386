"""The one rate limiter: how often somebody may ask for something in a while, counted in Django's cache.

A window is fixed: it begins when the clock of the machine says so, and everybody's ends at the same moment. A caller
is known by a keyed hash of the network address, so that the cache holds nobody's address. Where the cache cannot be
reached nothing is counted, and the limit itself says whether to let everybody pass then; it never raises. With Django's
own in-process cache each process counts for itself.
"""

import ipaddress
import logging
from dataclasses import dataclass
from time import time as clock

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from publication.breaker import CacheAway, strictly

logger = logging.getLogger(__name__)
SALT = "publication.limits"


@dataclass(frozen=True)
class Limit:
    """`most` requests in `seconds` for one `purpose`; `passes_blind`: let all pass while the cache is down."""

    purpose: str
    most: int
    seconds: int
    passes_blind: bool

    def wait(self, caller: str) -> int:
        """Count a request of a caller; the seconds to wait before the next (1 or more), 0 where there is none."""
        now = clock()
        window = int(now // self.seconds)
        key = f"limit:{self.purpose}:{window}:{_hashed(caller)}"
        try:
            with strictly():
                count = _count(key, self.seconds)
        except CacheAway:  # which is in the log already, once for all who find it away
            return 0 if self.passes_blind else self.seconds
        except Exception:  # every cache has its own errors, and none of them may reach a reader
            logger.exception("The cache cannot count requests for “%s”.", self.purpose)
            return 0 if self.passes_blind else self.seconds
        return 0 if count <= self.most else max(1, int((window + 1) * self.seconds - now))


def caller_of(request: HttpRequest) -> str:
    """The network address of who asks: of the connection, or what the outermost of our own proxies noted.

    PROXY_COUNT says how many proxies of ours stand in front: each adds one address at the right of X-Forwarded-For,
    and what stands further left was written by the client. An IPv6 network (/64) is one caller.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXY_COUNT:
        noted = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(noted) >= settings.PROXY_COUNT:
            address = noted[-settings.PROXY_COUNT]
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 6 and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((known, 64), strict=False))
    return str(getattr(known, "ipv4_mapped", None) or known)


def _count(key: str, seconds: int) -> int:
    if cache.add(key, 1, seconds + 1):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        cache.set(key, 1, seconds + 1)
        return 1


def _hashed(caller: str) -> str:
    return salted_hmac(SALT, caller, algorithm="sha256").hexdigest()[:32]
