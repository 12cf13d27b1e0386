"""What outside authors answered on pieces that I made, wrote in last, or sent them, and that are not out yet."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from series.checklist.evaluation import missing_of_all
from series.clearance.states import State
from series.desk.clearance_words import spoken_state
from series.desk.today.entries import Entry, facts_of, joined
from series.desk.today.rights import told_to
from series.models import InstallmentPage

ANSWERED = (State.CLEARED, State.VOIDED, State.LAPSED)


def clearances_for_me(user) -> list[Entry]:
    """Those that somebody must do something about first. A piece that is scheduled has had its clearance."""
    asked = Q(clearance_requests__sent_by=user) | Q(owner=user) | Q(latest_revision__user=user)
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    pieces = list(
        InstallmentPage.objects.filter(asked, has_unpublished_changes=True, clearance_requests__isnull=False)
        .filter(pk__in=told_to(user).order_by().values("pk"))
        .exclude(latest_revision__in=scheduled.values("pk"))
        .distinct()
        .order_by("-latest_revision_created_at", "-pk")
    )
    facts, checklists = facts_of(piece.pk for piece in pieces), missing_of_all(pieces)
    standings = [(piece.pk, checklists[piece.pk].clearances) for piece in pieces]
    lines = [
        _entry(pk, facts[pk], people)
        for pk, people in standings
        if any(standing.state in ANSWERED for standing in people)
    ]
    return sorted(lines, key=lambda entry: not entry.alert)


def _entry(pk, facts, standings) -> Entry:
    states = {standing.state for standing in standings}
    alert = ""
    if State.VOIDED in states:
        alert = _("Changed since it was cleared")
    elif State.LAPSED in states:
        alert = _("A link ran out without an answer")
    return Entry(
        title=facts.title,
        url=reverse("series_clearance" if alert else "wagtailadmin_pages:edit", args=[pk]),
        detail=joined(*(f"{standing.name}: {spoken_state(standing)}" for standing in standings), facts.place),
        alert=alert,
        language=facts.language,
    )
