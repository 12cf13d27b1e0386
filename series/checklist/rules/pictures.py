"""Points about pictures: those who cannot see them are told what they show, and who made them is named."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from series.checklist.piece import Piece
from series.checklist.rules.base import Finding, Level, Rule


class AlternativeText(Rule):
    code = "alternative-text"
    label = gettext_lazy("Alternative text of images")
    level = Level.REQUIRED

    def check(self, piece: Piece) -> list[Finding]:
        about = _("“%(picture)s” has no alternative text, and is not marked as decorative.")
        return [
            Finding(about % {"picture": picture.name}, picture.field)
            for picture in piece.pictures
            if not picture.alt.strip() and not picture.is_decorative
        ]


class PictureCredit(Rule):
    code = "image-credit"
    label = gettext_lazy("Credit of images")
    level = Level.REQUIRED

    def check(self, piece: Piece) -> list[Finding]:
        about = _("“%(picture)s” has no credit: nobody is named as its maker.")
        return [
            Finding(about % {"picture": picture.name}, picture.field)
            for picture in piece.pictures
            if not picture.credit.strip()
        ]
