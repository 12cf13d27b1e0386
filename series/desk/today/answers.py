"""What others said of my pieces: comments that are not resolved and whose last word is not mine.

Those of outside authors are among them: series/clearance/comments.py brings them to Wagtail's.
"""

from collections import Counter

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Comment

from series.clearance.comments import author_of
from series.desk.today.entries import Entry, facts_of, joined, spoken_moment
from series.desk.today.rights import told_to
from series.models import ClearanceRequest


def comments_for_me(user) -> list[Entry]:
    """A line for each page, the one commented last first: pages that I made, wrote in last or sent to an author, and
    my own threads."""
    sent = ClearanceRequest.objects.filter(sent_by=user).values("page")
    mine = told_to(user).filter(Q(owner=user) | Q(latest_revision__user=user) | Q(pk__in=sent))
    threads = (
        Comment.objects.filter(resolved_at=None)
        .filter(Q(page__in=mine.order_by().values("pk")) | Q(user=user, page__in=told_to(user).values("pk")))
        .select_related("user")
        .prefetch_related("replies__user")
    )
    open_ones = sorted(
        (moment, thread.page_id, name)
        for thread in threads
        for person, name, moment in [_last_word(thread)]
        if person.pk != user.pk
    )
    counts = Counter(page for _moment, page, _name in open_ones)
    latest = {page: (moment, name) for moment, page, name in open_ones}
    facts = facts_of(latest)
    return [
        _entry(page, facts[page], counts[page], *latest[page])
        for page in sorted(latest, key=lambda page: latest[page][0], reverse=True)
        if page in facts
    ]


def _last_word(thread: Comment):
    """Who spoke last in a thread, by what name, and when."""
    replies = [(reply.created_at, reply.pk, reply.user) for reply in thread.replies.all()]
    if not replies:
        return thread.user, author_of(thread) or get_user_display_name(thread.user), thread.created_at
    moment, _pk, person = max(replies, key=lambda reply: reply[:2])
    return person, get_user_display_name(person), moment


def _entry(page, facts, count, moment, name) -> Entry:
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
