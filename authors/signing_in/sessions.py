"""Sessions: how long they last, where they are, how they end.

Each lasts a working day without use (SESSION_COOKIE_AGE) and SESSION_DAYS in all. Use is noted every few minutes, on
the editors' side only: readers' pages neither read nor write a session.
"""

import time
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings

from authors.signing_in.devices import device_of

BEGAN, USED = "signed_in_at", "used_at"
SECONDS_BETWEEN_NOTES = 300


@dataclass(frozen=True)
class Device:
    """One session, as its owner sees it."""

    pk: int
    name: str
    began_at: datetime
    used_at: datetime
    is_this: bool


def begin(sender, request, **kwargs) -> None:
    """Somebody has signed in (a signal)."""
    request.session[BEGAN] = request.session[USED] = time.time()


def is_over(session) -> bool:
    """Has it lasted as long as any may?"""
    return time.time() - session.get(BEGAN, 0) > settings.SESSION_DAYS * 86_400


def note_use(request) -> None:
    """Let the session last on from now, and its owner see when it was used."""
    now = time.time()
    if now - request.session.get(USED, 0) > SECONDS_BETWEEN_NOTES:
        request.session[USED] = now
        UserSession.objects.create_from_request(request)


def devices_of(request) -> list[Device]:
    """Where the user is signed in: this device first, then those used last."""
    found = [
        Device(each.pk, device_of(each.user_agent), each.created_at, each.last_seen_at,
               each.session_key == request.session.session_key)
        for each in UserSession.objects.purge_and_list(request.user)
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.is_this, each.used_at), reverse=True)


def end_sessions(user, keep: str | None = None, only: int | None = None) -> int:
    """End the sessions of somebody, all but the one with the key `keep`, or only one by its id. How many there were."""
    wanted = UserSession.objects.filter(user=user)
    if only is not None:
        wanted = wanted.filter(pk=only)
    ended = list(wanted.exclude(session_key=keep or ""))
    for each in ended:
        each.end()
    return len(ended)


def renew(request) -> None:
    """Give the session another key, as what it may do has changed."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)
