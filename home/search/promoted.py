"""What editors put above the results of certain words ("Promoted search results" in the admin's settings)."""

from dataclasses import dataclass

from django.db.models import F, Q, TextField
from django.db.models.lookups import In
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from home.search.asked import Asked
from home.search.found import listed_authors
from publication.frame import Frame
from publication.prepared import Prepared, each, slots
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
    """The promotions of these words, in the editors' order: only pages that everybody may see.

    One query, and one more where a page is promoted.
    """
    if not asked:
        return []
    # Words are kept in small letters there; the key finds them without signs as well.
    rows = OF_WORDS.rows(**each("line", sorted({typed.lower(), asked.key}), 2))
    pages = {row["page_id"] for row in rows if row["page_id"]}
    public = _public_ones(pages) if pages else {}
    made = []
    for row in rows:
        if row["page_id"] is None:
            title = row["external_link_text"] or row["external_link_url"]
            made.append(Promoted(title, row["external_link_url"], row["description"]))
        elif (page := public.get(row["page_id"])) and (address := frame.address(page["url_path"])):
            language = other_language(frame, page["locale_id"])
            made.append(Promoted(page["title"], address, row["description"], language))
    return made[:MOST]


def _of_words():
    """The promotions of two lines; slots are `line_0` and `line_1`."""
    lines = In(F("query__query_string"), slots("line", 2, TextField()))
    return (
        SearchPromotion.objects.filter(~Q(page=None, external_link_url=""), lines)
        .order_by("sort_order", "pk")
        .values("page_id", "external_link_url", "external_link_text", "description")
    )


OF_WORDS = Prepared(_of_words)


def _public_ones(ids: set[int]) -> dict[int, dict]:
    """Those of the pages with these ids that everybody may see, of any type, by id. One query."""
    pages = Page.objects.filter(is_open(), listed_authors(), pk__in=ids, live=True, alias_of=None)
    return {row["pk"]: row for row in pages.order_by().values("pk", "title", "url_path", "locale_id")}
