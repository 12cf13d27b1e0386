"""Whoever follows an author or a topic that is merged into another follows the other from then on, in the same manner."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from authors.models import AuthorPage
from series.models import Follow, Topic


def followers_of_author_go_on(merged: AuthorPage, kept: AuthorPage) -> None:
    """Let followers of one author, in all languages, be those of another."""
    _go_on({"family": merged.translation_key}, {"family": kept.translation_key, "page": kept.page_ptr})


def followers_of_topic_go_on(merged: Topic, kept: Topic) -> None:
    """Let followers of one topic be those of another."""
    _go_on({"topic": merged}, {"topic": kept})


def _go_on(old: dict, new: dict) -> None:
    """Move rows of the old to the new. Of two open ones of one address in a language one stays, the confirmed one."""
    known_by = {name: value for name, value in new.items() if name != "page"}
    open_old, open_new = Follow.objects.open().filter(**old), Follow.objects.open().filter(**known_by)
    now = timezone.now()
    _also(open_new.filter(confirmed_at=None), open_old.filter(confirmed_at__isnull=False)).update(
        ended_at=now
    )
    _also(open_old, open_new).update(ended_at=now)
    Follow.objects.filter(**old).update(**new)


def _also(follows: QuerySet[Follow], others: QuerySet[Follow]) -> QuerySet[Follow]:
    """Those of which there is another by the same address in the same language."""
    return follows.filter(Exists(others.filter(follower=OuterRef("follower"), language=OuterRef("language"))))
