"""What an address follows, and changing how: its owner comes by a signed link."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from series.followers import tokens
from series.followers.confirming import Manner
from series.followers.leaving import end_follow
from series.models import Follow, Follower


def follower_behind(token: str) -> Follower | None:
    """Whose pages a link opens; None where it was revoked, or this site never made it."""
    read = tokens.read(tokens.MANAGE, token)
    if read is None:
        return None
    return Follower.objects.filter(pk=read[0], stamp=read[1], confirmed_at__isnull=False).first()


def follows_of(follower: Follower) -> QuerySet[Follow]:
    """What an address follows, or was asked to follow and has not confirmed; the oldest first."""
    return Follow.objects.open().filter(follower=follower).select_related("page", "topic")


@transaction.atomic
def change(follow: Follow, manner: Manner, language: str) -> None:
    """Be written to in another manner or language.

    Where the thing is followed in that language already, that follow ends: the one that was changed stands for both.
    """
    if language != follow.language:
        twin = Follow(
            follower_id=follow.follower_id,
            kind=follow.kind,
            family=follow.family,
            topic_id=follow.topic_id,
            language=language,
        )
        end_follow(twin)
        # From now on in that language: a digest does not begin with what came in it before.
        Follow.objects.open().filter(pk=follow.pk).update(asked_at=timezone.now())
    Follow.objects.open().filter(pk=follow.pk).update(language=language, **manner.columns)
