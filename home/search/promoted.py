"""What editors put above the results of certain words ("Promoted search results" in the admin's settings)."""

from dataclasses import dataclass

from django.db.models import DateTimeField, F, Q, TextField
from django.db.models.lookups import In
from django.utils import timezone
from wagtail.contrib.search_promotions.models import SearchPromotion

from home.search.asked import Asked
from home.search.found import listed_authors
from publication.frame import Frame
from publication.prepared import Prepared, Slot, each, slots
from publication.visibility import is_open
from series.reading.teasers import other_language

MOST = 5


@dataclass(frozen=True)
class Promoted:
    """A page or an address elsewhere, with the editors' line about it."""

    title: str
    address: str
    description: str
    language: str = ""


def promoted(frame: Frame, typed: str, asked: Asked) -> list[Promoted]:
    """The promotions of these words, in the editors' order: only pages that everybody may see. One query."""
    if not asked:
        return []
    # Words are kept in small letters there; the key finds them without signs as well.
    lines = {typed.lower(), asked.key}
    made = []
    for row in OF_WORDS.rows(now=timezone.now(), **each("line", sorted(lines), 2)):
        if row["page__url_path"] is None:
            title = row["external_link_text"] or row["external_link_url"]
            made.append(Promoted(title, row["external_link_url"], row["description"]))
        elif address := frame.address(row["page__url_path"]):
            language = other_language(frame, row["page__locale_id"])
            made.append(Promoted(row["page__title"], address, row["description"], language))
    return made


def _of_words():
    """The promotions of two lines; slots are `line_0`, `line_1` and the moment `now`."""
    now = Slot("now", DateTimeField())
    elsewhere = Q(page=None) & ~Q(external_link_url="")
    here = Q(
        is_open(now, path="page__path"), listed_authors("page__", now), page__live=True, page__alias_of=None
    )
    return (
        SearchPromotion.objects.filter(
            elsewhere | here, In(F("query__query_string"), slots("line", 2, TextField()))
        )
        .order_by("sort_order", "pk")
        .values("page__title", "page__url_path", "page__locale_id", "external_link_url", "external_link_text", "description")
    )[:MOST]  # fmt: skip


OF_WORDS = Prepared(_of_words)
