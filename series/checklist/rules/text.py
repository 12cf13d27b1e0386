"""Points about the text: its headings, its links, its footnotes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from series.checklist.piece import Leads, Piece
from series.checklist.rules.base import Finding, Level, Rule

SECTION = 2


class Headings(Rule):
    """A section within a section needs the section: screen readers go by the levels (WCAG 2.2, 1.3.1)."""

    code = "headings"
    label = gettext_lazy("Headings in order")

    def check(self, piece: Piece) -> list[Finding]:
        found, above = [], SECTION - 1
        for level, words in piece.headings:
            if level > above + 1:
                about = _("“%(heading)s” is a section within a section, and no section stands above it.")
                found.append(Finding(about % {"heading": words}, "body"))
            above = level
        return found


class Links(Rule):
    code = "links"
    label = gettext_lazy("Links lead somewhere")
    level = Level.REQUIRED

    def check(self, piece: Piece) -> list[Finding]:
        about = {
            Leads.NOWHERE: _("The link “%(words)s” leads nowhere."),
            Leads.ADMIN: _("The link “%(words)s” leads into this admin, which readers cannot see."),
        }
        return [
            Finding(about[link.leads] % {"words": link.words}, link.field)
            for link in piece.links
            if link.leads in about
        ]


class LinksToDrafts(Rule):
    """A link to a part that comes later is common in a series; readers see it as plain words until then."""

    code = "links-to-drafts"
    label = gettext_lazy("Links lead to published pages")

    def check(self, piece: Piece) -> list[Finding]:
        about = _("The link “%(words)s” leads to a page that readers cannot see yet.")
        return [
            Finding(about % {"words": link.words}, link.field)
            for link in piece.links
            if link.leads is Leads.DRAFT
        ]


class Footnotes(Rule):
    code = "footnotes"
    label = gettext_lazy("Footnotes have their text")
    level = Level.REQUIRED

    def check(self, piece: Piece) -> list[Finding]:
        empty = sum(1 for note in piece.notes if not note.text.strip())
        found = []
        if empty:
            about = ngettext("%(count)d footnote has no text.", "%(count)d footnotes have no text.", empty)
            found.append(Finding(about % {"count": empty}, "footnotes"))
        if piece.lost_marks:
            about = ngettext(
                "%(count)d footnote mark in the text has no note.",
                "%(count)d footnote marks in the text have no note.",
                piece.lost_marks,
            )
            found.append(Finding(about % {"count": piece.lost_marks}, "body"))
        return found


class UnusedFootnotes(Rule):
    code = "unused-footnotes"
    label = gettext_lazy("Footnotes have their mark")

    def check(self, piece: Piece) -> list[Finding]:
        about = _("The note “%(text)s” has no mark in the text; readers do not see it.")
        return [
            Finding(about % {"text": _short(note.text)}, "footnotes")
            for note in piece.notes
            if not note.is_referred_to and note.text.strip()
        ]


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
