"""The pages that are not in the tree: the list of topics and the page of each, and the list of corrections."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from publication.frame import frame_for
from publication.navigation import page_frame, same_view_in_other_languages
from publication.paging import span_of, start_of
from publication.slugs import compose
from series.models import Topic
from series.reading import topics as reading
from series.reading.corrections import listed_corrections

TOPICS_ON_A_PAGE = 100
PIECES_ON_A_PAGE = 20
CORRECTIONS_ON_A_PAGE = 30


@require_safe
def topics(request):
    """All topics by name, with the number of pieces under each."""
    listed = reading.listed_topics()
    span = span_of(request, len(listed), TOPICS_ON_A_PAGE)
    frame = page_frame(request, translations=same_view_in_other_languages("topics"))
    return render(request, "pages/topics.html", {"frame": frame, "topics": listed[span.slice], "span": span})


@require_safe
def topic(request, slug):
    """The pieces under one topic, in both languages; Http404 where there is nothing to read or to expect."""
    if "\x00" in slug:
        raise Http404("No address has such a letter.")
    if compose(slug) != slug:
        return HttpResponsePermanentRedirect(reverse("topic", args=[compose(slug)]))
    found = Topic.objects.filter(slug=slug).select_related("merged_into").first()
    frame = frame_for(request)
    if found is None or frame is None:
        raise Http404("There is no such topic.")
    if found.merged_into:
        if not reading.is_public(found.merged_into):
            raise Http404("Nothing under the topic it was merged into is public.")
        return HttpResponsePermanentRedirect(found.merged_into.get_absolute_url())
    oldest = request.GET.get("order") == "oldest"
    start = start_of(request, PIECES_ON_A_PAGE)
    years, total = reading.teasers_on(found, frame, start=start, limit=PIECES_ON_A_PAGE, oldest=oldest)
    announced = None if total else reading.first_announced(found, frame)
    if not total and not announced:
        raise Http404("Nothing under this topic is public.")
    context = {
        "frame": page_frame(request, translations=same_view_in_other_languages("topic", slug)),
        "name": reading.name_of(found),
        "description": reading.description_of(found),
        "years": years,
        "span": span_of(request, total, PIECES_ON_A_PAGE, order="oldest" if oldest else ""),
        "oldest": oldest,
        "announced": announced,
        "near": reading.near(found) if total else [],
    }
    return render(request, "pages/topic.html", context)


@require_safe
def corrections(request):
    """All corrections of pieces that everybody may read, the newest first."""
    frame = frame_for(request)
    if frame is None:
        raise Http404("No site answers to this name.")
    start = start_of(request, CORRECTIONS_ON_A_PAGE)
    listed, total = listed_corrections(frame, start=start, limit=CORRECTIONS_ON_A_PAGE)
    context = {
        "frame": page_frame(request, translations=same_view_in_other_languages("corrections")),
        "corrections": listed,
        "span": span_of(request, total, CORRECTIONS_ON_A_PAGE),
    }
    return render(request, "pages/corrections.html", context)
