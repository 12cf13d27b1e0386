"""Authors: those of whom readers may see a piece, or an announced part."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from ninja import Path, Query, Router
from pydantic import Field

from authors.models import AuthorPage
from authors.reading import people_with_a_page
from home.api import answers, shapes, words
from home.api.asked import Asked, Language, Paged, fields_of
from home.api.door import frame_in
from home.api.lists import answered, page_of, told
from home.api.series import pieces_url
from home.api.things import Id, missing, on_site
from publication.frame import Frame
from series.citation.identifiers import orcid_address, ror_address
from series.metadata.telling_authors import AuthorTold, tell_authors

router = Router(tags=["Authors"])


class AuthorsAsked(Paged):
    """Which authors."""

    language: Language = Field("", description="Only profiles in this language.")
    fields: fields_of(shapes.Author)


class AuthorAsked(Asked):
    """How much of an author."""

    fields: fields_of(shapes.Author)


@router.get(
    "/authors",
    response=answers.AuthorList,
    url_name="authors",
    operation_id="list_authors",
    summary="List authors",
)
def authors(request: HttpRequest, asked: Query[AuthorsAsked]) -> HttpResponse:
    """Everybody who writes, by name. Profiles of one person in two languages are two items with the same `person`."""
    frame = frame_in(request)
    found = _authors(frame)
    if asked.language:
        found = found.filter(locale__language_code=asked.language)

    def read(start: int, limit: int):
        people, count = tell_authors(found.order_by("title", "pk"), frame, start=start, limit=limit)
        return [shape_of(author, frame) for author in people], count

    return page_of(request, frame, asked, read, asked.fields)


@router.get(
    "/authors/{int:id}",
    response=shapes.Author,
    url_name="author",
    operation_id="get_author",
    summary="Get an author",
)
def author(request: HttpRequest, id: Annotated[Id, Path()], asked: Query[AuthorAsked]) -> HttpResponse:
    """One author. A profile that was merged into another leads to it (301)."""
    frame = frame_in(request)
    people, _count = tell_authors(_authors(frame).filter(pk=id).order_by("pk"), frame, start=0, limit=1)
    if not people:
        heir = _authors(frame).filter(merged_from=id).first()
        if heir is None:
            raise missing(AuthorPage, id, frame)
        return HttpResponsePermanentRedirect(words.api_url(frame, "author", heir.pk))
    answer = answered(told(shape_of(people[0], frame), asked.fields))
    answer["Content-Language"] = people[0].about.language
    return answer


def shape_of(author: AuthorTold, frame: Frame) -> shapes.Author:
    """An author as the API tells them."""
    about, who = author.about, author.about.profile
    return shapes.Author.model_construct(
        id=author.pk,
        person=author.key,
        language=about.language,
        url=about.own,
        api_url=words.api_url(frame, "author", author.pk),
        name=who.name,
        family_name=who.family,
        given_name=who.given,
        other_name=who.other_name,
        is_organisation=who.is_organisation,
        position=who.position,
        organisation=who.organisation,
        orcid=orcid_address(who.orcid) or None,
        ror=ror_address(who.ror) or None,
        links=list(who.links),
        photo=words.picture(about.image),
        biography_html=author.biography,
        biography=about.summary,
        pieces=author.pieces,
        pieces_url=pieces_url(frame, author=author.slug),
        translations=words.translated(frame, "author", author.twins),
        updated_at=about.modified_at,
    )


def _authors(frame: Frame):
    """Everybody with a page that the public may see."""
    seen = AuthorPage.objects.visible().filter(merged_into=None, alias_of=None)
    return on_site(seen.filter(translation_key__in=people_with_a_page()), frame)
