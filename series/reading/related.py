"""What to read next: a part of the same series, then pieces that share topics or people with the one in hand.

Among the newest of each of its topics and authors, so that a page costs the same on a site of a hundred pieces and of ten
thousand: which of thousands has most in common cannot be told without looking at all of them.
"""

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

from publication.one_of import OneOf
from publication.prepared import Prepared, Slot, each, slots
from publication.visibility import is_open_among_many
from series.models import Byline, InstallmentPage, InstallmentTopic
from series.reading.teasers import ROW

MOST_RELATED = 3
# So many pieces of each topic and each author are looked at, the newest in other series.
LOOKED_AT = 40
# More than any piece has topics.
NEAREST = Value(1_000_000)


def related_pieces(
    page, topic_ids: list[int], author_ids: list[int], of_series: int | None = None
) -> list[dict]:
    """Public pieces in the page's language, the ones with most topics in common first, then the newest, as teasers' rows.

    Before them `of_series`, the id of a public part of its own series; the others stand in the contents list already.
    What was withdrawn is left out. One query, or none.
    """
    if not (topic_ids or author_ids or of_series):
        return []
    shape = len(topic_ids), len(author_ids)
    return RELATED.rows(
        *shape,
        page=page.pk or 0,
        series=page.series_id or 0,
        of_series=of_series or 0,
        locale=page.locale_id,
        key=page.translation_key,
        now=timezone.now(),
        **each("topic", topic_ids, shape[0]),
        **each("author", author_ids, shape[1]),
    )


def _related(topics: int, authors: int) -> QuerySet[InstallmentPage]:
    """The query for a page with so many topics and authors; its slots are the names that `related_pieces` gives."""
    of_series = Slot("of_series", IntegerField())
    topic_ids = slots("topic", topics, IntegerField())
    own = InstallmentPage.objects.filter(pk=of_series).order_by().values("pk")
    newest = [_newest(InstallmentTopic, "topic_id", topic) for topic in topic_ids]
    newest += [_newest(Byline, "author_id", author) for author in slots("author", authors, IntegerField())]
    return (
        InstallmentPage.objects.filter(_public(), OneOf(own.union(*newest, all=True)))
        .exclude(translation_key=Slot("key", UUIDField()))
        # One value, as PostgreSQL would put all pieces of the site in order by the first of two and then look for the few.
        .annotate(nearness=Case(When(pk=of_series, then=NEAREST), default=_topics_in_common(topic_ids)))
        .order_by("-nearness", F("first_published_at").desc(nulls_last=True), "-pk")
        .values(*ROW)[:MOST_RELATED]
    )


RELATED = Prepared(_related)


def _public() -> Q:
    """The pieces that the public may see and that are named beside the one in hand."""
    wanted = {
        "live": True,
        "alias_of": None,
        "is_withdrawn": False,
        "locale_id": Slot("locale", IntegerField()),
    }
    return Q(is_open_among_many(Slot("now", DateTimeField())), **wanted)


def _newest(model, named: str, thing: Slot) -> QuerySet:
    """The newest pieces of a topic or an author in other series, whether public or not, by the index on their rows."""
    own = InstallmentPage.objects.filter(series_id=Slot("series", IntegerField())).order_by().values("pk")
    rows = model.objects.filter(published_at__isnull=False, **{named: thing}).exclude(page_id__in=own)
    rows = rows.order_by("-published_at", "-page_id").values("page_id")[:LOOKED_AT]
    # Around it a query without a limit: SQLite unites no others.
    return InstallmentPage.objects.filter(pk__in=rows).order_by().values("pk")


def _topics_in_common(topic_ids: list[Slot]):
    """How many of the topics a piece has, counted beside it: grouping a list of pages by all their columns is slow."""
    if not topic_ids:
        return Value(0)
    rows = InstallmentTopic.objects.filter(In(F("topic_id"), topic_ids), page_id=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("page_id").annotate(number=Count("pk")).values("number")), 0)
