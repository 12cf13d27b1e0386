"""What editors put above the results of certain words ("Promoted search results" in the admin's settings)."""

from dataclasses import dataclass

from django.db.models import Q
from wagtail.contrib.search_promotions.models import SearchPromotion

from home.search.asked import Asked
from home.search.found import listed_authors
from publication.frame import Frame
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
    elsewhere = Q(page=None) & ~Q(external_link_url="")
    here = Q(is_open(path="page__path"), listed_authors("page__"), page__live=True, page__alias_of=None)
    rows = (
        SearchPromotion.objects.filter(elsewhere | here, query__query_string__in=lines)
        .order_by("sort_order", "pk")
        .values("page__title", "page__url_path", "page__locale_id", "external_link_url", "external_link_text", "description")
    )  # fmt: skip
    made = []
    for row in rows[:MOST]:
        if row["page__url_path"] is None:
            title = row["external_link_text"] or row["external_link_url"]
            made.append(Promoted(title, row["external_link_url"], row["description"]))
        elif address := frame.address(row["page__url_path"]):
            language = other_language(frame, row["page__locale_id"])
            made.append(Promoted(row["page__title"], address, row["description"], language))
    return made
