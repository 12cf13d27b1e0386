"""What goes out by itself: the coming seven days, and what will not go out unless somebody mends it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from series.checklist.evaluation import Checklist, missing_in_versions
from series.desk.listings import spoken_checklist
from series.desk.today.entries import Entry, PageFacts, facts_of, joined, spoken_moment
from series.desk.today.rights import told_to
from series.models import InstallmentPage

DAYS = 7


@dataclass(frozen=True)
class Scheduled:
    """A version with a date, and its checklist where it has one (pieces have)."""

    pk: int
    moment: datetime
    facts: PageFacts
    checklist: Checklist | None

    @property
    def trouble(self) -> str:
        """Why it will not go out, or has not; empty when all is well."""
        if self.checklist and self.checklist.missing:
            return _("Missing: %(points)s") % {"points": spoken_checklist(self.checklist)}
        return _("Its time has passed, and it is not out") if self.moment < _late() else ""

    def entry(self) -> Entry:
        """Its line."""
        return Entry(
            title=self.facts.title,
            url=reverse("wagtailadmin_pages:edit", args=[self.pk]),
            detail=joined(spoken_moment(self.moment), self.facts.place),
            alert=self.trouble,
            language=self.facts.language,
        )


def scheduled_versions(user) -> list[Scheduled]:
    """All versions with a date, the next first."""
    revisions = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    rows = revisions.order_by("approved_go_live_at", "pk").values_list(
        "object_id", "approved_go_live_at", "content"
    )
    told = set(told_to(user).values_list("pk", flat=True).filter(pk__in=[int(pk) for pk, *_rest in rows]))
    rows = [(int(pk), moment, content) for pk, moment, content in rows if int(pk) in told]
    pieces = InstallmentPage.objects.in_bulk([pk for pk, *_rest in rows])
    checklists = missing_in_versions(
        {pk: (pieces[pk], content) for pk, _moment, content in rows if pk in pieces}
    )
    facts = facts_of(pk for pk, *_rest in rows)
    return [
        Scheduled(pk, moment, facts[pk], checklists.get(pk)) for pk, moment, _content in rows if pk in facts
    ]


def in_trouble(versions: list[Scheduled]) -> list[Entry]:
    """Those that lack a required point, whenever they are due, and those that should be out."""
    return [version.entry() for version in versions if version.trouble]


def this_week(versions: list[Scheduled]) -> list[Entry]:
    """Those of today and the six days after it that will go out, on the clock of the current zone."""
    end = timezone.localdate() + timedelta(days=DAYS)
    return [
        version.entry()
        for version in versions
        if not version.trouble and timezone.localtime(version.moment).date() < end
    ]


def _late() -> datetime:
    """What was due before this moment should be out: the clock is looked at every minute."""
    return timezone.now() - timedelta(minutes=5)
