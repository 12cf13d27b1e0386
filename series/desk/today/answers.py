"""What others said of my pieces: comments that are not resolved and whose last word is not mine."""

from collections import Counter

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Comment

from series.desk.today.entries import Entry, facts_of, joined, spoken_moment
from series.desk.today.rights import told_to


def comments_for_me(user) -> list[Entry]:
    """A line for each page, the one commented last first: pages that I made or wrote in last, and my own threads."""
    mine = told_to(user).filter(Q(owner=user) | Q(latest_revision__user=user))
    threads = (
        Comment.objects.filter(resolved_at=None)
        .filter(Q(page__in=mine.order_by().values("pk")) | Q(user=user, page__in=told_to(user).values("pk")))
        .select_related("user")
        .prefetch_related("replies__user")
    )
    last_words = [(thread.page_id, *_last_word(thread)) for thread in threads]
    open_ones = sorted(
        ((moment, page, person) for page, person, moment in last_words if person.pk != user.pk),
        key=lambda row: row[0],
    )
    counts = Counter(page for _moment, page, _person in open_ones)
    latest = {page: (moment, person) for moment, page, person in open_ones}
    facts = facts_of(latest)
    return [
        _entry(page, facts[page], counts[page], *latest[page])
        for page in sorted(latest, key=lambda page: latest[page][0], reverse=True)
        if page in facts
    ]


def _last_word(thread: Comment):
    """Who spoke last in a thread, and when."""
    replies = [(reply.created_at, reply.pk, reply.user) for reply in thread.replies.all()]
    if not replies:
        return thread.user, thread.created_at
    moment, _pk, person = max(replies, key=lambda reply: reply[:2])
    return person, moment


def _entry(page, facts, count, moment, person) -> Entry:
    name = person.get_full_name() or person.get_username()
    return Entry(
        title=facts.title,
        url=reverse("wagtailadmin_pages:edit", args=[page]),
        detail=joined(
            ngettext("%(count)d open comment", "%(count)d open comments", count) % {"count": count},
            _("the last by %(name)s, %(time)s") % {"name": name, "time": spoken_moment(moment)},
            facts.place,
        ),
        language=facts.language,
    )
