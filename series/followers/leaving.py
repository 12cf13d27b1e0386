"""Ending what is followed: one thing, everything, or all that is known of an address. None of it asks for an account."""

from django.db import transaction
from django.db.models import QuerySet
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


def weekly_to_leave(token: str) -> QuerySet[Follow] | None:
    """What the weekly letter behind a link is made of and is not ended; None where the link is of no weekly letter.

    Whatever became of the address since: the link says which letter is not wanted.
    """
    for language, purpose in tokens.LEAVE_WEEKLY.items():
        read = tokens.read(purpose, token)
        if read is not None:
            weekly = Follow.objects.open().filter(choice=Follow.Choice.WEEKLY, language=language)
            return weekly.filter(follower=read[0])
    return None


def is_link_to_leave(token: str) -> bool:
    """Was the link made here, whether or not its follow is still known? Then there is nothing left to end."""
    return tokens.read(tokens.LEAVE, token) is not None


def end(token: str) -> bool:
    """End the follow behind a link of a letter, of a weekly one all; False for a link that this site never made.

    Whoever came back to the thing since, with a follow of a later date, is let go as well: the link says what is not
    wanted, and not which row. Again is no error, and changes nothing.
    """
    weekly = weekly_to_leave(token)
    if weekly is not None:
        weekly.update(ended_at=timezone.now())
        return True
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
