"""Two editors who merge the same two at once, each the other way round: one of them is told."""

import pytest

from authors.models import AuthorPage
from series.desk.merged_rows import CannotMerge
from series.desk.merging_authors import merge_authors
from series.desk.merging_topics import merge_topics
from series.models import Topic
from tests.factories import AuthorFactory, InstallmentFactory, TopicFactory
from tests.series.test_running_order_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("merge", "factory", "model"),
    [(merge_topics, TopicFactory, Topic), (merge_authors, AuthorFactory, AuthorPage)],
    ids=["topics", "authors"],
)
def test_crossed_merges_end_with_one_heir(merge, factory, model):
    one, other = factory(), factory()
    named = {"topics" if model is Topic else "bylines": [one, other]}
    piece = InstallmentFactory(**named)
    piece.save_revision()

    def job(first, second):
        def run():
            try:
                merge(model.objects.get(pk=first.pk), model.objects.get(pk=second.pk), user=None)
            except CannotMerge:
                return "told"
            return "merged"

        return run

    assert sorted(at_once(job(one, other), job(other, one))) == ["merged", "told"]
    (merged,) = model.objects.exclude(merged_into=None)
    assert merged.merged_into.merged_into is None
    rows = piece.topic_rows if model is Topic else piece.bylines
    field = "topic" if model is Topic else "author"
    assert list(rows.values_list(field, flat=True)) == [merged.merged_into_id]
