"""Names of feeds and entries that never change: tag URIs (RFC 4151), made of nothing that an editor can change.

Their authority is the host under which a feed was first asked for, with that day; the masthead keeps it when the
site moves to another host. A host of one machine (localhost, an address in digits) is not kept.
"""

import re
from ipaddress import ip_address
from uuid import UUID

from django.utils import timezone

from publication import frame as frames
from publication.frame import Frame
from publication.models import Masthead

# Of hosts that are not kept: no day of the calendar, which would be another tomorrow.
LOCAL_SINCE = "2026"
# What an Atom id or a JSON id may be taken from: an absolute IRI, as WordPress's names of posts are.
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def authority_of(frame: Frame) -> str:
    """ "c.example,2026-11-25": who names things here. Kept in the masthead when it is first asked for."""
    if frame.masthead.feed_authority:
        return frame.masthead.feed_authority
    host = _ascii(frame.site.hostname)
    if _is_local(host):
        return f"{host},{LOCAL_SINCE}"
    masthead = Masthead.objects.filter(pk=frame.masthead.pk)
    masthead.filter(feed_authority="").update(feed_authority=f"{host},{timezone.localdate().isoformat()}")
    frames.forget()
    return masthead.values_list("feed_authority", flat=True).get()


def name_of(authority: str, kind: str, *keys: UUID | int | str) -> str:
    """The tag URI of a thing of a kind: `tag:c.example,2026-11-25:piece/<key>/en`."""
    return f"tag:{authority}:{'/'.join(map(str, (kind, *keys)))}"


def is_iri(name: str) -> bool:
    """Can the name that a piece had on a former site stand where a format wants an absolute IRI?"""
    return bool(IRI.fullmatch(name))


def _ascii(host: str) -> str:
    try:
        return host.lower().encode("idna").decode()
    except UnicodeError:
        return "localhost"


def _is_local(host: str) -> bool:
    if "." not in host or host.endswith(".localhost"):
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
