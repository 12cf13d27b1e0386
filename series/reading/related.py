"""What to read next: a part of the same series, then pieces that share topics or people with the one in hand."""

from collections.abc import Iterable

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from series.models import Byline, InstallmentPage, InstallmentTopic
from series.reading.pieces import listed_pieces

MOST_RELATED = 3


def related_pieces(
    page, topic_ids: Iterable[int], author_ids: Iterable[int] | QuerySet, of_series: int | None = None
) -> QuerySet[InstallmentPage]:
    """Public pieces in the page's language, the ones with most topics in common first, then the newest.

    Before them `of_series`, the id of a public part of its own series; the others stand in the contents list already.
    What was withdrawn is left out.
    """
    topic_ids = list(topic_ids)
    by_topic = InstallmentTopic.objects.filter(topic_id__in=topic_ids).values("page_id")
    by_author = Byline.objects.filter(author_id__in=author_ids).values("page_id")
    return (
        listed_pieces()
        .filter(
            Q(pk=of_series) | (Q(pk__in=by_topic) | Q(pk__in=by_author)) & ~Q(series_id=page.series_id),
            locale_id=page.locale_id,
            is_withdrawn=False,
        )
        .exclude(translation_key=page.translation_key)
        .annotate(
            in_common=_topics_in_common(topic_ids),
            of_another=Case(When(pk=of_series, then=Value(0)), default=Value(1)),
        )
        .order_by("of_another", "-in_common", F("first_published_at").desc(nulls_last=True), "-pk")
    )


def authors_of(page_id: int | None) -> QuerySet:
    """The ids of those credited for a page, as part of another query."""
    return Byline.objects.filter(page_id=page_id).values("author_id")


def _topics_in_common(topic_ids: list[int]):
    """How many of the topics a piece has, counted beside it: grouping a list of pages by all their columns is slow."""
    rows = InstallmentTopic.objects.filter(page_id=OuterRef("pk"), topic_id__in=topic_ids).order_by()
    return Coalesce(Subquery(rows.values("page_id").annotate(number=Count("pk")).values("number")), 0)
