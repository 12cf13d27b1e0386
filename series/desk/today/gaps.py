"""Series with gaps: numbers that nobody has, plans whose day has passed, an ongoing series without a next date."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, Q
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Revision

from series.desk.planned import plannable_series
from series.desk.rhythm import editorial_today
from series.desk.today.entries import Entry, spoken_day
from series.desk.today.rights import is_told_of_plans
from series.models import InstallmentPage, PlannedPart, SeriesPage
from series.place import missing_numbers

NONE = {"written": 0, "highest": 0, "out": 0, "highest_out": 0}


@dataclass
class Standing:
    """How far a series is, in all its languages: numbers of its pieces, its plans, and whether a date is to come."""

    pieces: set[int] = field(default_factory=set)
    published: set[int] = field(default_factory=set)
    plans: list[PlannedPart] = field(default_factory=list)
    has_date: bool = False


def series_with_gaps(user) -> list[Entry]:
    """Published series that are under way, by title; a line says all that is amiss in one. At most eight queries."""
    if not is_told_of_plans(user):
        return []
    under_way = plannable_series().filter(
        live=True, status__in=(SeriesPage.Status.PLANNED, SeriesPage.Status.ONGOING)
    )
    doubtful = _not_plainly_whole(under_way)
    found = (
        list(under_way.filter(pk__in=doubtful).select_related("locale").order_by("title")) if doubtful else []
    )
    standings, today = _standings(found), editorial_today()
    lines = [(series, gaps_of(series, standings[series.translation_key], today)) for series in found]
    return [
        Entry(
            title=series.get_admin_display_title(),
            url=reverse("series_running_order", args=[series.pk]),
            detail=" ".join(gaps),
            language=series.locale.language_code,
        )
        for series, gaps in lines
        if gaps
    ]


def gaps_of(series: SeriesPage, standing: Standing, today: date) -> list[str]:
    """What is amiss in a series, a sentence each."""
    return [
        *_missing_numbers(series, standing),
        *_plans_gone_by(standing, today),
        *_no_date(series, standing),
    ]


def _missing_numbers(series: SeriesPage, standing: Standing):
    """Numbers up to the highest, or the one promised, that neither a piece nor a plan has."""
    if not series.is_numbered:
        return
    taken = standing.pieces | {plan.part_number for plan in standing.plans}
    missing = missing_numbers(taken, series.planned_parts)
    if missing:
        yield ngettext(
            "Part %(numbers)s is neither written nor planned.",
            "Parts %(numbers)s are neither written nor planned.",
            len(missing),
        ) % {"numbers": in_ranges(missing)}


def _plans_gone_by(standing: Standing, today: date):
    """Plans whose day has passed and for which there is no piece."""
    for plan in standing.plans:
        is_written = plan.part_number is not None and plan.part_number in standing.pieces
        if plan.expected_on and plan.expected_on < today and not is_written:
            yield _("“%(title)s” was expected on %(day)s and is not there.") % {
                "title": plan,
                "day": spoken_day(plan.expected_on),
            }


def _no_date(series: SeriesPage, standing: Standing):
    """Nothing scheduled or expected in an ongoing series that is not out in full."""
    promised = set(range(1, (series.planned_parts or 0) + 1))
    is_out = bool(promised) and promised <= standing.published
    if series.status == SeriesPage.Status.ONGOING and not standing.has_date and not is_out:
        yield _("No date for the next part.")


def in_ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers with runs drawn together: "3, 5–7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _not_plainly_whole(under_way) -> list[int]:
    """The ids of series that may have a gap, told by counting their numbers: the parts of the others are not read.

    Whole are those without plans that have every number up to the highest and to the one promised, and, when they are
    ongoing, have published every one promised. Three queries, whatever the number of series.
    """
    rows = list(under_way.values_list("pk", "translation_key", "form", "status", "planned_parts"))
    numbered = InstallmentPage.objects.filter(alias_of=None, part_number__gte=1).order_by()
    counts = numbered.values("series__translation_key").annotate(
        written=Count("part_number", distinct=True),
        highest=Max("part_number"),
        out=Count("part_number", distinct=True, filter=Q(live=True)),
        highest_out=Max("part_number", filter=Q(live=True)),
    )
    counted = {row["series__translation_key"]: row for row in counts}
    planned = set(PlannedPart.objects.values_list("series__translation_key", flat=True))
    doubtful = []
    for pk, key, form, status, promised in rows:
        count, promised = counted.get(key, NONE), promised or 0
        has_all = form != SeriesPage.Form.NUMBERED or count["written"] == max(count["highest"], promised)
        is_out = 0 < promised <= (count["highest_out"] or 0) == count["out"]
        if key in planned or not has_all or not (status != SeriesPage.Status.ONGOING or is_out):
            doubtful.append(pk)
    return doubtful


def _standings(found: Collection[SeriesPage]) -> dict:
    """The standing of each series by translation key. Five queries."""
    standings = defaultdict(Standing)
    keys = [series.translation_key for series in found]
    parts = InstallmentPage.objects.filter(series__translation_key__in=keys, alias_of=None).order_by()
    for key, number, is_live in parts.values_list("series__translation_key", "part_number", "live"):
        if number is not None:
            standings[key].pieces.add(number)
            if is_live:
                standings[key].published.add(number)
    plans = PlannedPart.objects.filter(series__translation_key__in=keys)
    for plan in plans.select_related("series"):
        standings[plan.series.translation_key].plans.append(plan)
        if plan.expected_on and plan.expected_on >= editorial_today():
            standings[plan.series.translation_key].has_date = True
    dated = parts.filter(pk__in=_with_a_date(parts))
    for key in dated.values_list("series__translation_key", flat=True):
        standings[key].has_date = True
    return standings


def _with_a_date(parts) -> set[int]:
    """The ids of parts that are scheduled, or whose draft asks for a time to come."""
    now = timezone.now()
    scheduled = Revision.page_revisions.filter(approved_go_live_at__gte=now)
    dated = {int(pk) for pk in scheduled.values_list("object_id", flat=True)}
    asking = Revision.objects.filter(pk__in=parts.filter(live=False).values("latest_revision"))
    rows = asking.annotate(asked=KeyTextTransform("go_live_at", "content")).values_list("object_id", "asked")
    return dated | {int(pk) for pk, asked in rows if asked and (parse_datetime(asked) or now) > now}
