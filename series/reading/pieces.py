"""Which pieces stand in lists that go across series: on the front page, under a topic, an author, in the search.

What everybody may see, and no aliases: an alias is listed only in the series it stands in, its source everywhere else.
A piece and its translation are one piece: they count once, and where a list shows a piece once, it is the version in
the language of the page, or else the one there is.
"""

from django.db.models import Exists, F, Max, OuterRef, Q, Window
from django.utils import translation

from series.models import InstallmentPage


def listed_pieces(at=None):
    """Installments of both languages that the public may see, aliases left out; in no order."""
    return InstallmentPage.objects.visible_among_many(at).filter(alias_of=None)


def newest_first(pieces):
    """By the day they first appeared, the newest first."""
    return pieces.order_by(F("first_published_at").desc(nulls_last=True), "-pk")


def series_by_series(pieces):
    """Those of one series together, in all its languages: the series with the newest piece first, so its pieces."""
    newest = Window(Max("first_published_at"), partition_by=[F("series__translation_key")])
    return pieces.annotate(newest_of_series=newest).order_by(
        F("newest_of_series").desc(nulls_last=True),
        "series__translation_key",
        F("first_published_at").desc(nulls_last=True),
        "-pk",
    )


def oldest_first(pieces):
    """By the day they first appeared, the oldest first."""
    return pieces.order_by(F("first_published_at").asc(nulls_last=True), "pk")


def each_once(pieces):
    """Of a piece that is among `pieces` in several languages, only the version in the language of the page."""
    here = Q(locale__language_code=translation.get_language())
    twin = pieces.order_by().filter(here, translation_key=OuterRef("translation_key"))
    return pieces.filter(here | ~Exists(twin))
