"""A series' plan from a table: a planned part for each row, made once and brought up to date after that."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from authors.known import KnownAuthors
from authors.models import User
from authors.names import matching_key
from publication.csv_files import BadCell, Row, Table, TableReport, Watch, read_table
from series import running_order
from series.models import PlannedPart, SeriesPage

COLUMNS = {
    "part_number": ("number", "part", "no", "no.", "번호", "회차"),
    "title": ("working_title", "title (english)", "title_en", "제목", "가제"),
    "title_ko": ("working_title_ko", "title (korean)", "title in korean", "한국어 제목", "국문 제목"),
    "standfirst": ("what it will ask", "standfirst_en"),
    "standfirst_ko": (),
    "author": ("author_name", "name", "by", "필자"),
    "expected": ("expected_on", "date", "first_published", "publication date", "게재일", "예정일"),
    "due": ("due_on", "deadline", "manuscript due", "마감", "마감일"),
    "words": ("length", "분량"),
    "announced": ("public", "예고"),
    "state": ("status", "상태"),
    "editor": ("handling_editor", "담당", "담당 편집자"),
    "brief": ("notes", "메모", "기획안"),
}
STATES = {
    "asked": "asked", "청탁": "asked",
    "promised": "promised", "약속": "promised", "수락": "promised",
    "received": "received", "원고 받음": "received", "접수": "received",
}  # fmt: skip
MOST_WORDS = 200_000


@dataclass
class PlanReport(TableReport):
    """What came of a table: planned parts made, brought up to date and left."""

    updated: list[PlannedPart] = field(default_factory=list)


def import_plan(
    data: bytes,
    series: SeriesPage,
    *,
    announce: bool = False,
    rehearse: bool = False,
    watch: Watch = iter,
) -> PlanReport:
    """Plan the parts that the rows of a CSV file name; a row whose part is planned already brings it up to date.

    A row that cannot be a planned part is refused and stops no other. Of two rows with one number the one that is
    expected earlier has it, the other takes the next free one above. With `rehearse` nothing is kept; `watch`
    goes through the rows and may show how far it is. Raises UnreadableTable.
    """
    table = read_table(data, COLUMNS, required=("title",))
    report = PlanReport(unknown_columns=table.unknown)
    with transaction.atomic():
        running_order.lock(series)
        _Planner(series, table, announce, report).plan(watch)
        transaction.set_rollback(rehearse)
    return report


class _Planner:
    """Goes through the rows of one table, in running order."""

    def __init__(self, series: SeriesPage, table: Table, announce: bool, report: PlanReport):
        self.series = series
        self.table = table
        self.announce = announce
        self.report = report
        self.authors = KnownAuthors()
        self.planned = list(PlannedPart.objects.filter(series=series))
        self.touched: set[int] = set()
        self.numbers: set[int] = set()

    def plan(self, watch: Watch) -> None:
        read = []
        for row in self.table.rows:
            try:
                read.append((row, self._values(row)))
            except BadCell as error:
                self.report.refused.append((row.number, str(error)))
        read.sort(key=lambda pair: _in_order(*pair))
        for row, values in watch(read):
            try:
                with transaction.atomic():
                    self._bring_in(row, values)
            except ValidationError as error:
                self.report.refused.append((row.number, " ".join(error.messages)))
        self.report.refused.sort()
        self.report.remarks.sort()

    def _values(self, row: Row) -> dict:
        """The fields of a planned part that the table has columns for. Raises BadCell."""
        values = {
            "part_number": row.number_in("part_number", 0, running_order.HIGHEST),
            "working_title": row.text("title", 255),
            "working_title_ko": row.text("title_ko", 255),
            "standfirst": row.text("standfirst"),
            "standfirst_ko": row.text("standfirst_ko"),
            "expected_on": row.day("expected"),
            "due_on": row.day("due"),
            "words": row.number_in("words", 0, MOST_WORDS),
            "announced": self.announce or row.yes("announced"),
            "state": row.one_of("state", STATES, PlannedPart.State.ASKED),
            "brief": row.text("brief"),
            "handling_editor": self._editor(row.text("editor")),
        }
        if not values["working_title"] and not values["working_title_ko"]:
            raise BadCell(_("The row has no title."))
        if values["part_number"] is not None and not self.series.is_numbered:
            raise BadCell(_("Pieces of an open-ended column have no numbers."))
        name = " ".join(row.text("author", 255).split())
        author = self.authors.find(name, self.series.locale_id) if name else None
        values |= {"author": author, "author_name": "" if author else name}
        column_of = {
            "working_title": "title", "working_title_ko": "title_ko", "expected_on": "expected", "due_on": "due",
            "handling_editor": "editor", "author_name": "author",
        }  # fmt: skip
        return {
            name: value
            for name, value in values.items()
            if column_of.get(name, name) in self.table.columns or (name == "announced" and self.announce)
        }

    @staticmethod
    def _editor(name: str) -> User | None:
        if not name:
            return None
        found = (
            User.objects.filter(is_active=True, email__iexact=name).first()
            or User.objects.filter(is_active=True, username=name).first()
        )
        if found is None:
            raise BadCell(
                _("Nobody here has the user name or mail address “%(name)s”.") % {"name": name[:60]}
            )
        return found

    def _bring_in(self, row: Row, values: dict) -> None:
        part = self._planned_already(values)
        if "part_number" in values:
            values = values | {"part_number": self._free_number(row, values["part_number"], part)}
        if part is None:
            part = PlannedPart(series=self.series, **values)
            part.full_clean()
            part.save()
            self.planned.append(part)
            self.report.created.append(part)
        else:
            changed = [name for name, value in values.items() if getattr(part, name) != value]
            for name in changed:
                setattr(part, name, values[name])
            if changed:
                part.full_clean()
                part.save()
            (self.report.updated if changed else self.report.unchanged).append(part)
        self.touched.add(part.pk)
        if part.part_number is not None:
            self.numbers.add(part.part_number)

    def _planned_already(self, values: dict) -> PlannedPart | None:
        """The planned part that a row is about: the one with its title that no other row was about."""
        keys = {matching_key(values.get(name) or "") for name in ("working_title", "working_title_ko")} - {""}
        for part in self.planned:
            own = {matching_key(part.working_title), matching_key(part.working_title_ko)}
            if part.pk not in self.touched and keys & own:
                return part
        return None

    def _free_number(self, row: Row, number: int | None, part: PlannedPart | None) -> int | None:
        if number is None:
            return None
        held = {
            other.part_number for other in self.planned if other.part_number is not None and other is not part
        }
        free = number
        while free in held or free in self.numbers:
            free += 1
        if free > running_order.HIGHEST:
            raise ValidationError(_("There is no free number left."))
        if free != number:
            what = _("Number %(number)d is planned already; the part was given number %(free)d.")
            self.report.remarks.append((row.number, what % {"number": number, "free": free}))
        return free


def _in_order(row: Row, values: dict) -> tuple:
    """Rows by number, then by the day they are expected, then as they stand; blanks last."""
    number, day = values.get("part_number"), values.get("expected_on")
    return (number is None, number or 0, day is None, day.toordinal() if day else 0, row.number)


def said(part: PlannedPart) -> str:
    """A planned part in the lines of a report."""
    number = (
        _("part %(number)d") % {"number": part.part_number}
        if part.part_number is not None
        else _("no number")
    )
    return f"{capfirst(number)}: {part.working_title or part.working_title_ko}"
