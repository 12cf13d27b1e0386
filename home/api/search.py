"""The search of the site, as JSON: the same matches in the same order as on its page."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language
from ninja import Query, Router
from pydantic import Field

from home.api import answers, words
from home.api.asked import Day, Language, Paged, Word, one_of
from home.api.door import frame_in
from home.api.lists import page_of
from home.search.asked import understand
from home.search.facets import Facets, Wanted
from home.search.found import find
from home.search.highlight import highlighter_for
from home.search.shown import Result, results
from publication.frame import Frame, absolute
from publication.typed_words import typed_words

router = Router(tags=["Search"])


class SearchAsked(Paged):
    """What is looked for, and what narrows it."""

    q: str = Field(
        "",
        description="Words that must all be there; those in quotation marks beside each other.",
        examples=["river"],
    )
    type: one_of("", "piece", "series", "author") = Field("", description="Only what is one of these.")
    language: Language = Field("", description="Only what is in this language.")
    series: Word = Field("", description="The last word of the address of a series.")
    author: Word = Field("", description="The last word of the address of an author.")
    topic: Word = Field("", description="The last word of the address of a topic.")
    since: Day = Field(
        None, alias="from", description="Published on this day or later, on the editors' clock."
    )
    until: Day = Field(None, alias="to", description="Published on this day or before.")
    order: one_of("best", "date") = Field("best", description="The best match first, or the newest.")

    @property
    def wanted(self) -> Wanted:
        """As the search understands it."""
        names = ("type", "series", "author", "topic", "language")
        chosen = {name: (value,) for name in names if (value := getattr(self, name))}
        return Wanted(chosen, self.since, self.until, by_date=self.order == "date")


@router.get("/search", response=answers.FoundList, url_name="search", operation_id="search", summary="Search")
def search(request: HttpRequest, asked: Query[SearchAsked]) -> HttpResponse:
    """Pieces, series and authors by their words. Without words, or with nothing that could be found, an empty list."""
    frame = frame_in(request)
    question = used = understand(typed_words(request))
    # Of somebody with profiles in two languages the one in the language in hand is found.
    with translation.override(asked.language or get_language()):
        hits = find(frame, question)
        if not hits and (loose := question.loosened()):
            hits, used = find(frame, loose), loose
    facets = Facets(frame, hits, asked.wanted)
    # What nothing found has is no filter to the page, and finds nothing here.
    left = facets.narrowed() if facets.wanted.chosen == asked.wanted.chosen else []

    def read(start: int, limit: int):
        shown = left[start : start + limit]
        rows = results(frame, shown, highlighter_for(used), facets.credits)
        return [_found(match, row, frame) for match, row in zip(shown, rows, strict=True)], len(left)

    return page_of(request, frame, asked, read)


def _found(match, row: Result, frame: Frame) -> answers.Found:
    return answers.Found(
        type=match.kind,
        id=match.pk,
        title=match.title,
        language=match.language,
        url=absolute(frame, match.address),
        api_url=words.api_url(frame, match.kind, match.pk),
        passage=words.plain(row.passage),
        passage_html=str(row.passage),
        published_at=match.published_at,
        series=match.series_title if match.kind == "piece" else "",
    )
