"""The pages that are not in the tree: the list of topics and the page of each, and the list of corrections."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from publication.caching.keys import note_shown
from publication.caching.rules import for_everybody
from publication.frame import frame_for
from publication.navigation import page_frame, same_view_in_other_languages
from publication.paging import span_of, start_of
from publication.site_state import site_state
from publication.slugs import compose
from series.models import InstallmentPage, Topic
from series.reading import topics as reading
from series.reading.corrections import listed_corrections
from series.reading.narrowing import OLDEST, Narrowing
from series.reading.pieces import newest_first, oldest_first
from series.reading.teasers import teasers
from series.reading.topic_kin import kin_of

TOPICS_ON_A_PAGE = 100
PIECES_ON_A_PAGE = 20
CORRECTIONS_ON_A_PAGE = 30


@for_everybody
@require_safe
def topics(request):
    """All topics by name, with the number of pieces under each."""
    listed = reading.listed_topics()
    span = span_of(request, len(listed), TOPICS_ON_A_PAGE)
    frame = page_frame(request, translations=same_view_in_other_languages("topics"))
    return render(request, "pages/topics.html", {"frame": frame, "topics": listed[span.slice], "span": span})


@for_everybody
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
    state = site_state()
    narrowing = Narrowing(reading.tally_on(found, state), frame, request.GET)
    announced = None if narrowing.everything else reading.first_announced(found, frame)
    if not narrowing.everything and not announced:
        raise Http404("Nothing under this topic is public.")
    note_shown(request, "topic", slug)
    span = span_of(request, narrowing.total, PIECES_ON_A_PAGE, **narrowing.parameters())
    in_order = oldest_first if narrowing.is_oldest_first else newest_first
    pieces = InstallmentPage.objects.visible().filter(pk__in=list(narrowing.ids(span.slice)))
    shown = teasers(frame, in_order(pieces), limit=PIECES_ON_A_PAGE) if narrowing.total else []
    context = {
        "frame": page_frame(request, translations=same_view_in_other_languages("topic", slug)),
        "pk": found.pk,
        "name": reading.name_of(found),
        "description": reading.description_of(found),
        "years": reading.by_year(shown),
        "span": span,
        "narrowing": narrowing,
        "facets": narrowing.facets(),
        "applied": narrowing.applied(request.path),
        "series": narrowing.series(),
        "other_order": narrowing.address(
            request.path, without="order", **({} if narrowing.is_oldest_first else {"order": OLDEST})
        ),
        "announced": announced,
        "kin": kin_of(found, state),
    }
    return render(request, "pages/topic.html", context)


@for_everybody
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
