"""The news sitemap: the pieces of the last two days, in both languages, a thousand at most.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from datetime import timedelta

from django.utils import timezone, translation
from django.views.decorators.http import conditional_page, require_safe

from home.machines.sitemap import moment, site_frame, text, xml
from publication.caching.rules import for_everybody
from publication.frame import Frame, absolute
from series.citation.lines import one_line
from series.feeds.characters import allowed
from series.reading.pieces import listed_pieces, newest_first

DAYS = 2
MOST = 1_000
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


@for_everybody
@require_safe
@conditional_page
def news(request):
    """What appeared since the day before yesterday, the newest first. One query."""
    frame = site_frame(request)
    since = timezone.now() - timedelta(days=DAYS)
    recent = listed_pieces().filter(is_withdrawn=False, first_published_at__gt=since)
    fields = ("title", "url_path", "locale_id", "first_published_at")
    rows = newest_first(recent).values(*fields)[:MOST]
    return xml(f"<urlset {NAMESPACES}>\n{''.join(_piece(row, frame) for row in rows)}</urlset>\n")


def _piece(row: dict, frame: Frame) -> str:
    address = frame.address(row["url_path"])
    if not address:
        return ""
    language = frame.language_of(row["locale_id"])
    with translation.override(language):
        name = frame.masthead.local_name
    return (
        f"<url><loc>{text(absolute(frame, address))}</loc><news:news><news:publication>"
        f"<news:name>{text(one_line(name))}</news:name><news:language>{text(language)}</news:language>"
        f"</news:publication><news:publication_date>{moment(row['first_published_at'])}</news:publication_date>"
        f"<news:title>{text(one_line(allowed(row['title'])))}</news:title></news:news></url>\n"
    )
