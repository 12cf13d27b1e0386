"""Ending what is followed: one thing, everything, or all that is known of an address. None of it asks for an account."""

from django.db import transaction
from django.utils import timezone

from series.followers import tokens
from series.models import Follow, Follower
from series.models.followers import new_stamp


def follow_to_leave(token: str) -> Follow | None:
    """The follow behind a link of a letter, ended or not; None where nothing is known of it any more."""
    read = tokens.read(tokens.LEAVE, token)
    if read is None:
        return None
    return (
        Follow.objects.filter(pk=read[0], stamp=read[1]).select_related("follower", "page", "topic").first()
    )


def is_link_to_leave(token: str) -> bool:
    """Was the link made here, whether or not its follow is still known? Then there is nothing left to end."""
    return tokens.read(tokens.LEAVE, token) is not None


def end(token: str) -> bool:
    """End the follow behind a link of a letter; False for a link that this site never made.

    Whoever came back to the thing since, with a follow of a later date, is let go as well: the link says what is not
    wanted, and not which row. Again is no error, and changes nothing.
    """
    follow = follow_to_leave(token)
    if follow is not None:
        end_follow(follow)
    return is_link_to_leave(token)


def end_follow(follow: Follow) -> None:
    """End a follow, and what of the same thing in the same language waits to be confirmed or was begun again."""
    Follow.objects.open().like(follow).update(ended_at=timezone.now())


@transaction.atomic
def end_all(follower: Follower) -> None:
    """End everything that an address follows or was asked for; its links to its pages lead nowhere from now on."""
    Follow.objects.open().filter(follower=follower).update(ended_at=timezone.now())
    Follower.objects.filter(pk=follower.pk).update(stamp=new_stamp())


def erase(follower: Follower) -> None:
    """Delete an address with all that hangs on it. Nothing is kept, not even a fingerprint: nothing would read it.

    No link that was ever sent to it finds a row again, so none of them can make it follow anything.
    """
    follower.delete()
