"""The running order of a series as the desk shows it: its parts and planned parts, each as one row of plain values.

The order belongs to the translation group of a series, so a row is a piece in all its languages, told in the language
of the series in hand where it has one. A part and the planned part that waits under its number are one row. Reading
takes the same number of queries whatever the number of parts.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import WorkflowState

from publication.times import said
from series.checklist.evaluation import Checklist, missing_of_all
from series.desk.clearance_words import spoken_clearances
from series.desk.latest import Draft, latest_drafts
from series.desk.listings import spoken_checklist
from series.desk.planned import author_of
from series.desk.rhythm import editorial_today
from series.models import InstallmentPage, PlannedPart
from series.waiting import reviews_of, schedules_of


@dataclass(frozen=True)
class Place:
    """Who stands where: the key of a row, the pieces and the planned part behind it, and the number."""

    key: str
    number: int | None
    part: InstallmentPage | None = None
    twins: tuple[InstallmentPage, ...] = ()
    planned: PlannedPart | None = None

    @property
    def moves(self) -> bool:
        """Is it moved by its neighbours' moving? A preface (0) and unnumbered pieces keep to themselves."""
        return bool(self.number)


@dataclass(frozen=True)
class Row:
    """One line of the desk. Words are ready to print; `goes_live` and `expected_on` are what "slip" moves."""

    place: Place
    title: str
    byline: str
    language: str
    states: tuple[str, ...]
    twins: tuple[str, ...]
    date: str
    goes_live: datetime | None
    is_scheduled: bool
    expected_on: date | None
    due_on: date | None
    is_overdue: bool
    words_asked: int | None
    words: int | None
    handling_editor: str
    checklist: Checklist | None
    missing: str
    clearances: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.place.key

    @property
    def number(self) -> int | None:
        return self.place.number

    @property
    def part(self) -> InstallmentPage | None:
        return self.place.part

    @property
    def planned(self) -> PlannedPart | None:
        return self.place.planned

    @property
    def is_live(self) -> bool:
        return self.part is not None and self.part.live


def places_of(series) -> list[Place]:
    """The places of a series in running order: 0 first, then by number, then what has none. Two queries."""
    parts = list(
        InstallmentPage.objects.filter(series__translation_key=series.translation_key, alias_of=None)
        .select_related("locale", "series")
        .order_by("path")
    )
    groups: dict = {}
    for part in sorted(parts, key=lambda part: part.locale_id != series.locale_id):
        groups.setdefault(part.translation_key, []).append(part)
    planned = list(
        PlannedPart.objects.filter(series__translation_key=series.translation_key).select_related(
            "author", "handling_editor"
        )
    )
    waiting = {part.part_number: part for part in planned if part.part_number is not None}
    places = []
    for first, *twins in groups.values():
        held = waiting.pop(first.part_number, None)
        places.append(Place(f"part-{first.pk}", first.part_number, first, tuple(twins), held))
    linked = {place.planned.pk for place in places if place.planned}
    places += [
        Place(f"planned-{part.pk}", part.part_number, planned=part)
        for part in planned
        if part.pk not in linked
    ]
    return sorted(places, key=_in_order)


def numbers_of(places) -> dict[str, int | None]:
    """The numbers by key: what an editor was shown, and what it is compared with when he saves."""
    return {place.key: place.number for place in places}


def read_order(series) -> list[Row]:
    """The rows of a series' desk, in running order. Some twenty queries, however many rows."""
    places = places_of(series)
    pieces = [piece for place in places if place.part for piece in (place.part, *place.twins)]
    drafts, checklists = latest_drafts(pieces), missing_of_all(pieces)
    ids = [piece.pk for piece in pieces]
    scheduled, reviews = schedules_of(ids), reviews_of(ids)
    return [_row(place, series, drafts, checklists, scheduled, reviews) for place in places]


def _in_order(place: Place):
    planned = place.planned
    expected = (planned and planned.expected_on) or date.max
    return (place.number is None, place.number or 0, place.part is None, expected, place.key)


def _row(
    place: Place, series, drafts: dict[int, Draft], checklists: dict, scheduled: dict, reviews: dict
) -> Row:
    row = _planned_row(place) if place.planned else _BLANK
    part = place.part
    if part is None:
        return row
    draft, checklist = drafts[part.pk], checklists[part.pk]
    goes_live = scheduled.get(part.pk) or (None if part.live else draft.go_live_at)
    row = replace(
        row,
        place=place,
        title=draft.title,
        byline=", ".join(draft.names),
        language="" if part.locale_id == series.locale_id else _language(part),
        states=(*_states(part, scheduled, reviews), *([] if part.live else row.states)),
        twins=tuple(
            f"{_language(twin)}: {', '.join(_states(twin, scheduled, reviews))}" for twin in place.twins
        ),
        goes_live=goes_live,
        is_scheduled=part.pk in scheduled,
        words=draft.words,
        checklist=checklist,
        missing=spoken_checklist(checklist),
        clearances=spoken_clearances(checklist.clearances),
    )
    if part.live:
        # The plan is history: nothing of it is expected or due any more.
        published = part.first_published_at and date_format(timezone.localtime(part.first_published_at))
        row = replace(row, expected_on=None, is_overdue=False, date=published or "")
    if goes_live:
        row = replace(row, date=said(goes_live))
    return row


_BLANK = Row(
    place=Place("", None), title="", byline="", language="", states=(), twins=(), date="", goes_live=None,
    is_scheduled=False, expected_on=None, due_on=None, is_overdue=False, words_asked=None, words=None,
    handling_editor="", checklist=None, missing="",
)  # fmt: skip


def _planned_row(place: Place) -> Row:
    planned = place.planned
    editor = planned.handling_editor
    return replace(
        _BLANK,
        place=place,
        title=str(planned),
        byline=author_of(planned),
        states=(planned.get_state_display(),),
        date=_("expected %(day)s") % {"day": date_format(planned.expected_on)} if planned.expected_on else "",
        expected_on=planned.expected_on,
        due_on=planned.due_on,
        is_overdue=planned.days_overdue(editorial_today()) > 0,
        words_asked=planned.words,
        handling_editor=get_user_display_name(editor),
    )


def _states(part: InstallmentPage, scheduled: dict, reviews: dict) -> list[str]:
    """In an editor's words where a piece stands: "draft", "live, changes not published", "scheduled for …"."""
    words = [_("live")] if part.live else []
    status = reviews.get(part.pk)
    if status == WorkflowState.STATUS_IN_PROGRESS:
        words.append(_("in moderation"))
    elif status == WorkflowState.STATUS_NEEDS_CHANGES:
        words.append(_("changes asked for"))
    if part.pk in scheduled:
        words.append(_("scheduled for %(time)s") % {"time": said(scheduled[part.pk])})
    elif part.live and part.has_unpublished_changes:
        words.append(_("changes not published"))
    if not words:
        words.append(_("expired") if part.expired else _("draft"))
    return words


def _language(part: InstallmentPage) -> str:
    return get_language_info(part.locale.language_code)["name_translated"]
