"""Topics: those under which there is something to read, or to expect."""

from typing import Annotated

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import translation
from ninja import Path, Query, Router

from home.api import answers, shapes, words
from home.api.asked import Asked, Paged, fields_of
from home.api.door import frame_in
from home.api.lists import answered, page_of, told
from home.api.series import pieces_url
from home.api.things import Id, nothing
from publication.frame import Frame, absolute
from series.models import PlannedPart, Topic
from series.models.topics import topics_above
from series.reading.topics import topics_of_all

router = Router(tags=["Topics"])


class TopicsAsked(Paged):
    """Which topics."""

    fields: fields_of(shapes.Topic)


class TopicAsked(Asked):
    """How much of a topic."""

    fields: fields_of(shapes.Topic)


@router.get(
    "/topics",
    response=answers.TopicList,
    url_name="topics",
    operation_id="list_topics",
    summary="List topics",
)
def topics(request: HttpRequest, asked: Query[TopicsAsked]) -> HttpResponse:
    """All topics by their English names. The vocabulary is one for both languages."""
    frame = frame_in(request)
    counts = _counts()
    listed = _listed(counts)
    broader_of = Topic.broader_topics()

    def read(start: int, limit: int):
        shown = listed.order_by("name", "pk")[start : start + limit]
        return [shape_of(topic, frame, counts, broader_of) for topic in shown], listed.count()

    return page_of(request, frame, asked, read, asked.fields)


@router.get(
    "/topics/{int:id}",
    response=shapes.Topic,
    url_name="topic",
    operation_id="get_topic",
    summary="Get a topic",
)
def topic(request: HttpRequest, id: Annotated[Id, Path()], asked: Query[TopicAsked]) -> HttpResponse:
    """One topic. One that was merged into another leads to it (301)."""
    frame = frame_in(request)
    counts = _counts()
    found = _listed(counts).filter(pk=id).first()
    if found is None:
        heir = _listed(counts).filter(merged_from=id).first()
        if heir is None:
            raise nothing()
        return HttpResponsePermanentRedirect(words.api_url(frame, "topic", heir.pk))
    return answered(told(shape_of(found, frame, counts, Topic.broader_topics()), asked.fields))


def shape_of(topic: Topic, frame: Frame, counts: dict[int, int], broader_of: dict[int, int]) -> shapes.Topic:
    """A topic as the API tells it. `counts` are those of all topics, `broader_of` leads from each to the next above."""
    return shapes.Topic.model_construct(
        id=topic.pk,
        slug=topic.slug,
        name=shapes.InBoth(en=topic.name, ko=topic.name_ko),
        description=shapes.InBoth(en=topic.description, ko=topic.description_ko),
        urls=shapes.Address(**{code: _address(topic, frame, code) for code, _name in settings.LANGUAGES}),
        api_url=words.api_url(frame, "topic", topic.pk),
        pieces=counts.get(topic.pk, 0),
        pieces_url=pieces_url(frame, topic=topic.slug),
        broader=next((pk for pk in topics_above(topic.broader_id, broader_of) if pk in counts), None),
    )


def _address(topic: Topic, frame: Frame, language: str) -> str:
    with translation.override(language):
        return absolute(frame, reverse("topic", args=[topic.slug]))


def _counts() -> dict[int, int]:
    """How many pieces can be read under each topic that has any, by its id. One query."""
    return {pk: link.count for pk, link in topics_of_all()}


def _listed(counts: dict[int, int]):
    """Those with something to read, and those under which a part is announced."""
    announced = PlannedPart.objects.announced().values("topics")
    return Topic.objects.filter(Q(pk__in=list(counts)) | Q(pk__in=announced), merged_into=None)
