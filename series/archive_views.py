"""The addresses of the archive: all of it, a year, a month. What has no piece has no page."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Page

from publication.caching.rules import for_everybody
from publication.frame import frame_for
from publication.navigation import page_frame, same_view_in_other_languages
from publication.paging import span_of
from publication.serving import serve
from publication.visibility import is_open
from series.reading import archive as reading

PIECES_ON_A_PAGE = 30


@for_everybody
@require_safe
def archive(request):
    """The years with their months, and how many pieces appeared in each.

    A page that stood at this address before the archive was there keeps it, until an editor gives it another.
    """
    frame = frame_for(request)
    if frame is None or frame.root() is None:
        raise Http404("No site answers to this name.")
    older = Page.objects.filter(url_path=f"{frame.root()}archive/", live=True).filter(is_open())
    if older.exists():
        return serve(request, "archive/")
    years = reading.years_with_months()
    months = sum(len(months) for _year, months in years)
    context = {
        "frame": page_frame(request, translations=same_view_in_other_languages("archive")),
        "years": years,
        "span": span_of(request, months, max(months, 1)),
    }
    return render(request, "pages/archive.html", context)


@for_everybody
@require_safe
def year(request, year: str):
    """The pieces of a year, under its months; Http404 where there are none."""
    found = {whole.year: (whole, months) for whole, months in reading.years_with_months()}
    if int(year) not in found:
        raise Http404("Nothing appeared in this year.")
    whole, months = found[int(year)]
    return _period(request, whole, [each for each, _months in found.values()], months=months)


@for_everybody
@require_safe
def month(request, year: str, month: str):
    """The pieces of a month; Http404 where there are none."""
    months = reading.months_with_pieces()
    found = next((each for each in months if (each.year, each.month) == (int(year), int(month))), None)
    if found is None:
        raise Http404("Nothing appeared in this month.")
    return _period(request, found, months)


def _period(request, period: reading.Period, alike: list[reading.Period], months=()):
    frame = frame_for(request)
    if frame is None:
        raise Http404("No site answers to this name.")
    span = span_of(request, period.count, PIECES_ON_A_PAGE)
    before, after = reading.around(alike, period)
    context = {
        "frame": page_frame(request, translations=_translations(period)),
        "period": period,
        "whole_year": reading.address_of(period.year) if period.month else "",
        "months": months,
        "listed": reading.teasers_in(period, frame, start=span.start, limit=PIECES_ON_A_PAGE),
        "before": before,
        "after": after,
        "span": span,
    }
    return render(request, "pages/archive_period.html", context)


def _translations(period: reading.Period) -> dict[str, str]:
    """The same period in the languages in which something of it is listed."""
    addresses = {}
    for code, _name in settings.LANGUAGES:
        if code == translation.get_language():
            continue
        with translation.override(code):
            if reading.is_there(period):
                addresses[code] = period.address
    return addresses
