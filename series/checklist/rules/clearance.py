"""The point about what outside authors have said of the text (series/clearance/)."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from series.checklist.piece import Piece
from series.checklist.rules.base import Finding, Rule
from series.clearance.states import Standing, State


class ClearedByAuthors(Rule):
    """Every outside author has approved just this text. Organisations and who has an account here are not waited for."""

    code = "cleared"
    label = gettext_lazy("Cleared by its authors")

    def check(self, piece: Piece) -> list[Finding]:
        return [
            Finding(sentence(standing), "bylines")
            for standing in piece.clearances
            if standing.state is not State.CLEARED
        ]


def sentence(standing: Standing) -> str:
    """Where an author stands, as a sentence for editors."""
    sentences = {
        State.CLEARED: _("%(name)s cleared this text on %(day)s."),
        State.VOIDED: _("%(name)s cleared the text on %(day)s; later changes made that void."),
        State.ASKED: _("%(name)s was asked on %(day)s and has not cleared the text yet."),
        State.LAPSED: _(
            "%(name)s was asked on %(day)s and has not cleared the text; the link no longer works."
        ),
        State.NOT_ASKED: _("%(name)s has not been asked to clear the text."),
    }
    day = date_format(localtime(standing.at)) if standing.at else ""
    return sentences[standing.state] % {"name": standing.name, "day": day}
