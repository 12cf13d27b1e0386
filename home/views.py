"""The search page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.search import find_pieces
from publication.frame import frame_for
from publication.navigation import page_frame, same_view_in_other_languages
from publication.paging import span_of, start_of
from publication.typed_words import typed_words

PIECES_ON_A_PAGE = 20


@require_safe
def search(request):
    """One box; below it what was found, or how to go on. Without words nothing is listed."""
    typed, frame = typed_words(request), frame_for(request)
    start = start_of(request, PIECES_ON_A_PAGE)
    teasers, total = find_pieces(frame, typed, start=start, limit=PIECES_ON_A_PAGE) if frame else ([], 0)
    context = {
        "frame": page_frame(request, translations=same_view_in_other_languages("search")),
        "typed": typed,
        "teasers": teasers,
        "span": span_of(request, total, PIECES_ON_A_PAGE, q=typed),
    }
    return render(request, "pages/search.html", context)
