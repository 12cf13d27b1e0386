"""The addresses of feeds. Whatever a reader asks for, the answer is a feed, a redirect or a 404."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from publication.caching.rules import for_everybody
from publication.slugs import compose
from series.feeds import channels
from series.feeds.addresses import ATOM, FORMATS, JSON, RSS
from series.feeds.atom import write_atom
from series.feeds.conditional import answer
from series.feeds.json_feed import write_json
from series.feeds.rss import write_rss
from series.feeds.setting import NO_DATE
from series.feeds.shapes import Channel
from series.models import Topic
from series.reading import topics as topic_reading

WRITERS = {RSS.name: write_rss, ATOM.name: write_atom, JSON.name: write_json}


@for_everybody
@require_safe
def without_format(request):
    """`/feed/`, as WordPress has it and readers type it: the feed in RSS."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(quote(f"{request.path}{RSS.name}/") + (f"?{query}" if query else ""))


@for_everybody
@require_safe
def site(request, form: str):
    """The newest pieces of a language."""
    return _written(request, channels.site_channel(request), form)


@for_everybody
@require_safe
def corrections(request, form: str):
    """The newest corrections."""
    return _written(request, channels.corrections_channel(request), form)


@for_everybody
@require_safe
def topic(request, slug: str, form: str):
    """The newest pieces on a topic; one that was merged leads to its heir's."""
    if moved := _composed(request, slug):
        return moved
    found = Topic.objects.filter(slug=slug).select_related("merged_into").first()
    if found is None:
        raise Http404("There is no such topic.")
    if found.merged_into:
        if not topic_reading.is_public(found.merged_into):
            raise Http404("Nothing under the topic it was merged into is public.")
        return HttpResponsePermanentRedirect(f"{found.merged_into.get_absolute_url()}feed/{form}/")
    return _written(request, channels.topic_channel(request, found), form)


@for_everybody
@require_safe
def page(request, path: str, form: str, order: str = ""):
    """The feed of the series or author at a path below the language's home page."""
    if moved := _composed(request, path):
        return moved
    return _written(request, channels.page_channel(request, path, from_part_1=bool(order)), form)


def _composed(request: HttpRequest, words: str) -> HttpResponse | None:
    """The redirect to the composed form of a Korean address; Http404 for what no database takes."""
    if "\x00" in words:
        raise Http404("No address has such a letter.")
    if compose(words) == words:
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(quote(compose(request.path)) + (f"?{query}" if query else ""))


def _written(request: HttpRequest, channel: Channel, form: str) -> HttpResponse:
    newest = max((entry.updated for entry in channel.entries), default=NO_DATE)
    return answer(
        request,
        WRITERS[form](channel),
        FORMATS[form].media_type,
        f"{form} {channel.address}",
        newest,
    )
