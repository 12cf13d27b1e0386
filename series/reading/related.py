"""What to read next: a part of the same series, then pieces that share topics or people with the one in hand."""

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Coalesce
from django.db.models.lookups import In
from django.utils import timezone

from publication.prepared import Prepared, Slot, each, slots
from series.models import Byline, InstallmentPage, InstallmentTopic
from series.reading.pieces import listed_pieces
from series.reading.teasers import ROW

MOST_RELATED = 3


def related_pieces(page, topic_ids: list[int], of_series: int | None = None) -> list[dict]:
    """Public pieces in the page's language, the ones with most topics in common first, then the newest, as teasers' rows.

    Before them `of_series`, the id of a public part of its own series; the others stand in the contents list already.
    What was withdrawn is left out. One query.
    """
    count = len(topic_ids)
    return RELATED.rows(
        count,
        page=page.pk or 0,
        series=page.series_id or 0,
        of_series=of_series or 0,
        locale=page.locale_id,
        key=page.translation_key,
        now=timezone.now(),
        **each("topic", topic_ids, count),
    )


def _related(count: int) -> QuerySet[InstallmentPage]:
    """The query for a page with `count` topics; its slots are the names that `related_pieces` gives."""
    page, series, of_series, locale = (
        Slot(name, IntegerField()) for name in ("page", "series", "of_series", "locale")
    )
    topic_ids = slots("topic", count, IntegerField())
    by_topic = InstallmentTopic.objects.filter(In(F("topic_id"), topic_ids)).values("page_id")
    authors = Byline.objects.filter(page_id=page).values("author_id")
    by_author = Byline.objects.filter(author_id__in=authors).values("page_id")
    return (
        listed_pieces(Slot("now", DateTimeField()))
        .filter(
            Q(pk=of_series) | (Q(pk__in=by_topic) | Q(pk__in=by_author)) & ~Q(series_id=series),
            locale_id=locale,
            is_withdrawn=False,
        )
        .exclude(translation_key=Slot("key", UUIDField()))
        .annotate(
            in_common=_topics_in_common(topic_ids),
            of_another=Case(When(pk=of_series, then=Value(0)), default=Value(1)),
        )
        .order_by("of_another", "-in_common", F("first_published_at").desc(nulls_last=True), "-pk")
        .values(*ROW)[:MOST_RELATED]
    )


RELATED = Prepared(_related)


def _topics_in_common(topic_ids: list[Slot]):
    """How many of the topics a piece has, counted beside it: grouping a list of pages by all their columns is slow."""
    rows = InstallmentTopic.objects.filter(In(F("topic_id"), topic_ids), page_id=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("page_id").annotate(number=Count("pk")).values("number")), 0)
