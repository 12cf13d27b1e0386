"""Points about who wrote a piece and what it is about."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from series.checklist.piece import Piece
from series.checklist.rules.base import Finding, Rule


class Byline(Rule):
    code = "byline"
    label = gettext_lazy("Byline")

    def check(self, piece: Piece) -> list[Finding]:
        return [] if piece.credits else [Finding(_("Nobody is credited."), "bylines")]


class Affiliation(Rule):
    """Readers judge a commentary by where its author stands; organisations stand for themselves."""

    code = "affiliation"
    label = gettext_lazy("Affiliation")

    def check(self, piece: Piece) -> list[Finding]:
        return [
            Finding(_("%(name)s has neither position nor organisation.") % {"name": credit.name}, "bylines")
            for credit in piece.credits
            if not credit.affiliation and not credit.is_organisation
        ]


class AuthorPages(Rule):
    """A profile made while a piece is written stays a draft until somebody publishes it."""

    code = "author-pages"
    label = gettext_lazy("Authors’ pages")

    def check(self, piece: Piece) -> list[Finding]:
        return [
            Finding(
                _("The author’s page of %(name)s is not published: the name is printed without a link.")
                % {"name": credit.name},
                "bylines",
            )
            for credit in piece.credits
            if not credit.has_page
        ]


class Topic(Rule):
    code = "topic"
    label = gettext_lazy("Topic")

    def check(self, piece: Piece) -> list[Finding]:
        return [] if piece.topics else [Finding(_("There is no topic."), "topic_rows")]
