"""What to read next outside of the series: pieces that share topics or people with the one in hand."""

from collections.abc import Iterable

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from series.models import Byline, InstallmentPage, InstallmentTopic
from series.reading.pieces import listed_pieces

MOST_RELATED = 3


def related_pieces(
    page, topic_ids: Iterable[int], author_ids: Iterable[int] | QuerySet
) -> QuerySet[InstallmentPage]:
    """Public pieces in the page's language, the ones with most topics in common first, then the newest.

    Parts of its own series are left out: the contents list has them. So is what was withdrawn.
    """
    topic_ids = list(topic_ids)
    by_topic = InstallmentTopic.objects.filter(topic_id__in=topic_ids).values("page_id")
    by_author = Byline.objects.filter(author_id__in=author_ids).values("page_id")
    return (
        listed_pieces()
        .filter(Q(pk__in=by_topic) | Q(pk__in=by_author), locale_id=page.locale_id)
        .exclude(Q(series_id=page.series_id) | Q(is_withdrawn=True))
        .exclude(translation_key=page.translation_key)
        .annotate(in_common=_topics_in_common(topic_ids))
        .order_by("-in_common", F("first_published_at").desc(nulls_last=True), "-pk")
    )


def authors_of(page_id: int | None) -> QuerySet:
    """The ids of those credited for a page, as part of another query."""
    return Byline.objects.filter(page_id=page_id).values("author_id")


def _topics_in_common(topic_ids: list[int]):
    """How many of the topics a piece has, counted beside it: grouping a list of pages by all their columns is slow."""
    rows = InstallmentTopic.objects.filter(page_id=OuterRef("pk"), topic_id__in=topic_ids).order_by()
    return Coalesce(Subquery(rows.values("page_id").annotate(number=Count("pk")).values("number")), 0)
