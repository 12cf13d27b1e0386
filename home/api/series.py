"""Series: which a request asks for, and what is told of them."""

from typing import Annotated
from urllib.parse import urlencode

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from ninja import Path, Query, Router
from pydantic import Field

from home.api import answers, shapes, words
from home.api.asked import Asked, Dated, end_of_day, fields_of, one_of, start_of_day
from home.api.door import frame_in
from home.api.lists import answered, page_of, told
from home.api.things import Id, missing, on_site
from publication.frame import Frame, absolute
from series.editions.shelf.forms import forms_in
from series.metadata.telling_series import PartToCome, PartTold, SeriesTold, tell_parts, tell_series
from series.models import InstallmentPage, SeriesPage

router = Router(tags=["Series"])
# What is told of one series only.
OF_ONE = frozenset({"parts", "forthcoming"})
IN_LISTS = tuple(name for name in shapes.Series.model_fields if name not in OF_ONE | {"citations"})


class SeriesAsked(Dated):
    """Which series, in which order."""

    status: one_of("", "planned", "ongoing", "complete", "paused") = Field(
        "", description="Only those that are at it."
    )
    order: one_of("newest", "oldest", "updated") = Field(
        "newest",
        description="Those with the newest part first, the oldest, or those changed last at the end.",
    )
    fields: fields_of(shapes.Series, IN_LISTS, OF_ONE)


class OneSeriesAsked(Asked):
    """How much of a series."""

    fields: fields_of(shapes.Series)


@router.get(
    "/series",
    response=answers.SeriesList,
    url_name="series_list",
    operation_id="list_series",
    summary="List series",
)
def series_list(request: HttpRequest, asked: Query[SeriesAsked]) -> HttpResponse:
    """All series, without their parts. The days of a series are those of its newest part."""
    frame = frame_in(request)
    found = _ordered(_narrowed(on_site(_series(), frame), asked), asked.order)

    def read(start: int, limit: int):
        series, count = tell_series(found, frame, start=start, limit=limit)
        return [shape_of(one, frame, asked.fields) for one in series], count

    return page_of(request, frame, asked, read, asked.fields)


@router.get(
    "/series/{int:id}",
    response=shapes.Series,
    url_name="series",
    operation_id="get_series",
    summary="Get a series",
)
def series(request: HttpRequest, id: Annotated[Id, Path()], asked: Query[OneSeriesAsked]) -> HttpResponse:
    """One series with its parts in their order, and those that are announced."""
    frame = frame_in(request)
    page = on_site(SeriesPage.objects.visible().filter(alias_of=None, pk=id), frame).first()
    if page is None:
        raise missing(SeriesPage, id, frame)
    (one,), _count = tell_series(SeriesPage.objects.filter(pk=page.pk), frame, start=0, limit=1)
    more = {}
    if asked.fields & OF_ONE:
        with translation.override(one.about.language):
            parts, to_come = tell_parts(page, frame)
        more = {
            "parts": [_part(part, frame) for part in parts],
            "forthcoming": [_to_come(part) for part in to_come],
        }
    answer = answered(told(shape_of(one, frame, asked.fields, **more), asked.fields))
    answer["Content-Language"] = one.about.language
    return answer


def shape_of(series: SeriesTold, frame: Frame, fields: frozenset[str], **more) -> shapes.Series:
    """A series as the API tells it."""
    about, card = series.about, series.card
    with translation.override(about.language):
        if "citations" in fields:
            more["citations"] = words.citations(about)
        return shapes.Series.model_construct(
            id=series.pk,
            work=series.key,
            language=about.language,
            url=about.own,
            api_url=words.api_url(frame, "series", series.pk),
            title=about.title,
            subtitle=about.subtitle,
            summary=about.summary,
            status=card.status,
            is_numbered=card.is_numbered,
            total=card.total,
            published=card.published,
            minutes=card.minutes,
            published_at=about.published_at,
            updated_at=about.modified_at,
            editors=[words.person(who) for who in about.series.editors],
            image=words.picture(about.image),
            licence=words.licensed(series.licence),
            translations=words.translated(frame, "series", series.twins),
            editions=words.editions(about, forms_in(about.language)) if card.is_complete else [],
            feeds=[shapes.File(format=feed.type, url=feed.address) for feed in about.feeds],
            introduction_html=series.introduction,
            pieces_url=pieces_url(
                frame, series=card.address.rstrip("/").rsplit("/", 1)[-1], language=about.language
            ),
            **more,
        )


def pieces_url(frame: Frame, **narrowed: str) -> str:
    """The list of pieces in the API, narrowed."""
    return f"{absolute(frame, reverse('api_v1:pieces'))}?{urlencode(narrowed)}"


def _part(part: PartTold, frame: Frame) -> shapes.Part:
    return shapes.Part(
        id=part.pk,
        number=part.about.position,
        title=part.about.title,
        language=part.about.language,
        url=part.about.address,
        api_url=words.api_url(frame, "piece", part.pk),
        published_at=part.about.published_at,
        is_withdrawn=part.is_withdrawn,
    )


def _to_come(part: PartToCome) -> shapes.PartToCome:
    return shapes.PartToCome(
        number=part.number,
        title=part.title,
        summary=part.summary,
        author=part.author,
        expected_on=part.expected_on,
        url=part.address or None,
    )


def _series():
    """All series that the public may see, with the day of their newest visible part, or else their own."""
    parts = InstallmentPage.objects.visible().filter(
        series_id=OuterRef("pk"), first_published_at__isnull=False
    )
    newest = Subquery(parts.order_by("-first_published_at").values("first_published_at")[:1])
    return (
        SeriesPage.objects.visible()
        .filter(alias_of=None)
        .annotate(newest_part=Coalesce(newest, "first_published_at"))
    )


def _narrowed(found, asked: SeriesAsked):
    if asked.language:
        found = found.filter(locale__language_code=asked.language)
    if asked.status:
        found = found.filter(status=asked.status)
    if since := asked.since and start_of_day(asked.since):
        found = found.filter(newest_part__gte=since)
    if asked.until:
        found = found.filter(newest_part__lt=end_of_day(asked.until))
    if asked.updated_since:
        found = found.filter(last_published_at__gte=asked.updated_since)
    return found


def _ordered(found, order: str):
    if order == "oldest":
        return found.order_by(F("newest_part").asc(nulls_last=True), "pk")
    if order == "updated":
        return found.order_by(F("last_published_at").asc(nulls_first=True), "pk")
    return found.order_by(F("newest_part").desc(nulls_last=True), "-pk")
