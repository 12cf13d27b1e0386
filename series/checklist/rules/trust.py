"""Points about what a reader must be able to rely on: interests, rights, and what is said of the part's place."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from series.checklist.piece import Piece
from series.checklist.rules.base import Finding, Rule
from series.manuscripts.notes import says_last_in_series


class Disclosure(Rule):
    code = "disclosure"
    label = gettext_lazy("Disclosure")

    def check(self, piece: Piece) -> list[Finding]:
        if piece.disclosure.strip():
            return []
        return [Finding(_("There is no disclosure. “None” is one, too."), "disclosure")]


class Permission(Rule):
    code = "permission"
    label = gettext_lazy("Permission of the first publisher")

    def check(self, piece: Piece) -> list[Finding]:
        appeared_before = piece.outlet.strip() or piece.source_address.strip()
        if not appeared_before or piece.permission.strip():
            return []
        about = _("It was first published in %(outlet)s, and no permission is noted.")
        where = piece.outlet.strip() or piece.source_address.strip()
        return [Finding(about % {"outlet": where}, "first_published_permission")]


class OneDoi(Rule):
    """A DOI leads to one piece: in all its languages, and to no other."""

    code = "doi"
    label = gettext_lazy("DOI of its own")

    def check(self, piece: Piece) -> list[Finding]:
        about = _("“%(title)s” has the same DOI. Cited by it, readers reach one of the two.")
        return [Finding(about % {"title": title}, "doi") for title in piece.doi_twins]


class LastInSeries(Rule):
    """ "The last in the series" stands in the editors' note exactly when it is true (series/place.py)."""

    code = "last-in-series"
    label = gettext_lazy("Editors’ note and place in the series")

    def check(self, piece: Piece) -> list[Finding]:
        says_last = says_last_in_series(piece.editors_note)
        if says_last and not piece.is_last:
            about = _(
                "The editors’ note says that this is the last in the series; "
                "by its number and the plan of the series it is not."
            )
            return [Finding(about, "editors_note")]
        if piece.is_last and not says_last:
            about = _("This is the last part of the series, and the editors’ note does not say so.")
            return [Finding(about, "editors_note")]
        return []
