"""My drafts: pages that I made, or wrote in last, and that wait for me or for somebody else to go on."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState

from series.desk.today.entries import Entry, facts_of, joined, spoken_moment
from series.desk.today.rights import told_to
from series.waiting import reviews_of

IN_REVIEW, CHANGES_ASKED_FOR = WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES


def my_drafts(user) -> list[Entry]:
    """Those on which a reviewer asked for changes first, then the one saved last. A scheduled draft is done."""
    mine = Q(owner=user, live=False) | Q(latest_revision__user=user)
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    drafts = told_to(user).filter(mine, has_unpublished_changes=True, expired=False)
    rows = list(
        drafts.exclude(latest_revision__in=scheduled.values("pk"))
        .order_by("-latest_revision_created_at", "-pk")
        .values_list("pk", "live", "latest_revision_created_at")
    )
    ids = [pk for pk, *_rest in rows]
    facts, reviews = facts_of(ids), reviews_of(ids)
    rows.sort(key=lambda row: reviews.get(row[0]) != CHANGES_ASKED_FOR)
    return [
        _entry(pk, is_live, saved, facts[pk], reviews.get(pk)) for pk, is_live, saved in rows if pk in facts
    ]


def _entry(pk, is_live, saved, facts, review) -> Entry:
    state = _("changes not published") if is_live else ""
    return Entry(
        title=facts.title,
        url=reverse("wagtailadmin_pages:edit", args=[pk]),
        detail=joined(
            facts.place,
            _("in review") if review == IN_REVIEW else state,
            _("saved %(time)s") % {"time": spoken_moment(saved)} if saved else "",
        ),
        alert=_("Changes asked for") if review == CHANGES_ASKED_FOR else "",
        language=facts.language,
    )
