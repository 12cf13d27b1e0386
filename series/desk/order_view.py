"""The view "Running order": the parts of a series in a table whose order can be changed.

Nothing is saved before "Save the order". A refused order is shown again as it was typed, beside what is stored now.
"""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.models import PageLogEntry

from publication.sent_json import read_json
from publication.times import said
from series.desk import part_number
from series.desk.arranging import settle, step
from series.desk.desk_view import SeriesDeskMixin
from series.desk.order import Row, numbers_of, read_order
from series.desk.reordering import LOG_ACTION, OrderChanged, may_move, reorder
from series.desk.slip import day_of
from series.models import InstallmentPage
from series.permissions import may_add_parts

STEPS = {"up": -1, "down": 1}


class NotANumber(ValidationError):
    """Something was typed into a number field that is no number; `key` is the row's."""

    def __init__(self, key: str, typed: str):
        self.key = key
        super().__init__(_("“%(typed)s” is not a whole number.") % {"typed": typed})


@dataclass(frozen=True)
class Line:
    """A row with what stands in its number field; `now` where that is no longer the number that is stored."""

    row: Row
    typed: str
    is_moved: bool
    may_move: bool
    has_date: bool
    is_new: bool = False


class RunningOrderView(SeriesDeskMixin, TemplateView):
    """Shows and saves the running order of a series."""

    template_name = "admin/series/running_order.html"
    page_title = gettext_lazy("Running order")

    def get(self, request, *args, **kwargs):
        return self.show()

    def post(self, request, *args, **kwargs):
        self.shown, self.laid, typed = self.read_form()
        action, _colon, key = request.POST.get("action", "save").partition(":")
        try:
            wanted = settle(self.laid, {key: _number(key, text) for key, text in typed.items()})
        except ValidationError as error:
            return self.show(typed, self.laid, error.messages)
        if action in STEPS:
            moved = step(wanted, key, STEPS[action])
            return self.show(moved, moved)
        try:
            return self.save(wanted)
        except OrderChanged as error:
            return self.show(wanted, wanted, [*error.messages, *self.who_changed_it()])
        except ValidationError as error:
            return self.show(typed, self.laid, error.messages)

    def read_form(self) -> tuple[dict, dict, dict]:
        """By key of the row: the numbers that were stored, those the fields were laid out with, and what was typed.

        The first and the second differ when an order was moved and not yet saved.
        """
        shown = _numbers(self.request.POST.get("shown", ""))
        laid = shown | {
            key: number for key, number in _numbers(self.request.POST.get("laid", "")).items() if key in shown
        }
        typed = {key: self.request.POST.get(f"number-{key}", _text(number)) for key, number in laid.items()}
        return shown, laid, typed

    def save(self, wanted: dict):
        """Save the order; PermissionDenied passes when it moves what the user may not move."""
        moves = reorder(self.series, self.shown, wanted, self.request.user)
        if moves:
            words = ngettext(
                "The running order is saved: %(count)d part has another number.",
                "The running order is saved: %(count)d parts have another number.",
                len(moves),
            )
            messages.success(self.request, words % {"count": len(moves)})
        else:
            messages.info(self.request, _("Nothing was moved."))
        return redirect(self.desk_url)

    def show(self, typed: dict | None = None, laid: dict | None = None, errors=()):
        """The table, with numbers as typed where some were, over those the fields were laid out with before."""
        rows = read_order(self.series)
        stored = numbers_of(row.place for row in rows)
        texts = {key: _text(number) for key, number in (typed if typed is not None else stored).items()}
        user = self.request.user
        lines = [
            Line(
                row=row,
                typed=texts.get(row.key, _text(row.number)),
                is_moved=texts.get(row.key, _text(row.number)) != _text(row.number),
                may_move=self.series.is_numbered and may_move(user, row.place),
                has_date=day_of(row) is not None,
                is_new=typed is not None and row.key not in texts,
            )
            for row in rows
        ]
        lines.sort(key=lambda line: _as_typed(line.typed))
        context = self.get_context_data(
            lines=lines,
            errors=errors,
            is_unsaved=typed is not None,
            shown=json.dumps(stored),
            laid=json.dumps(stored | (laid or {})),
            is_numbered=self.series.is_numbered,
            may_bring=may_add_parts(user, self.series),
            may_plan=user.has_perm("series.change_plannedpart"),
            may_add=self.series.permissions_for_user(user).can_add_subpage(),
            plan_url=reverse("planned:add"),
        )
        return self.render_to_response(context)

    def who_changed_it(self) -> list[str]:
        """Who changed the order last, and when, if the history knows."""
        parts = InstallmentPage.objects.filter(series__translation_key=self.series.translation_key)
        group = type(self.series).objects.filter(translation_key=self.series.translation_key)
        entry = (
            PageLogEntry.objects.filter(action__in=[LOG_ACTION, part_number.LOG_ACTION])
            .filter(page__in=[*parts.values_list("pk", flat=True), *group.values_list("pk", flat=True)])
            .select_related("user")
            .order_by("-timestamp")
            .first()
        )
        if entry is None:
            return []
        words = _("The last change was by %(name)s on %(time)s.")
        return [words % {"name": entry.user_display_name, "time": said(entry.timestamp)}]


def _number(key: str, typed: str) -> int | None:
    typed = typed.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 4:
        raise NotANumber(key, typed)
    return int(typed)


def _numbers(text: str) -> dict[str, int | None]:
    """A map of numbers as the form carries it; an empty one for anything else."""
    try:
        found = read_json(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    is_sound = all(number is None or type(number) is int for number in found.values())
    return found if is_sound else {}


def _text(number) -> str:
    return "" if number is None else str(number)


def _as_typed(typed: str):
    """Rows in the order of their fields; what is no number stands at the end, so that it is seen there."""
    try:
        number = _number("", typed)
    except NotANumber:
        number = None
    return (1, 0) if number is None else (0, number)
