"""Merging one topic into another: every piece, draft, version and planned part names the kept one from then on.

The merged row stays, with `merged_into`: what still names it (a form that was open) finds the kept topic through it
(series/models/rows.py), and its addresses lead there.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from series.desk import consequences
from series.desk.consequences import Consequence
from series.desk.merged_rows import CannotMerge, Naming, move_references
from series.followers.merging import followers_of_topic_go_on
from series.models import AlternativeName, InstallmentPage, InstallmentTopic, PlannedPart, Topic, TopicKey
from series.models.topics import topics_above
from series.topic_addresses import addresses_of_topic, keep_old_address

LOG_ACTION = "series.merge_topic"
TAGGED = Naming(InstallmentPage, InstallmentTopic, "topic_rows", "topic")


def refuse_unless_mergeable(merged: Topic, kept: Topic) -> None:
    """Raise CannotMerge unless both are there in their own right."""
    if merged.pk == kept.pk:
        raise CannotMerge(_("A topic cannot be merged into itself."))
    for topic in (merged, kept):
        if topic.merged_into_id:
            raise CannotMerge(
                _("“%(name)s” was merged into “%(heir)s” meanwhile. Nothing was changed.")
                % {"name": topic.name, "heir": topic.merged_into.name}
            )


def foresee_merge(merged: Topic, kept: Topic) -> list[Consequence]:
    """What merging will do, kind by kind. A constant number of queries."""
    now, versions = TAGGED.pages([merged.pk]), TAGGED.versions([merged.pk])
    live = set(Page.objects.filter(pk__in=now, live=True).values_list("pk", flat=True))
    drafts, scheduled, earlier = sort_versions(versions)
    both = TAGGED.doubled({merged.pk: kept.pk})
    found = [
        consequences.to_pages(_("Published pieces get “%(name)s”") % {"name": kept.name}, live),
        consequences.to_pages(
            _("Of these pieces, published or not, which have both, the topic is kept once"), both
        ),
        consequences.to_pages(_("Drafts get it"), (now - live) | drafts),
        consequences.to_pages(_("Scheduled versions get it"), scheduled),
        Consequence(_("Earlier versions get it, in case one is published again"), earlier),
        consequences.to_planned_parts(_("Planned parts get it"), PlannedPart.objects.filter(topics=merged)),
        consequences.to_names(_("Names by which it is found from then on"), merged.all_names()),
        consequences.to_names(_("Topics that stand below it from then on"), _narrower(merged, kept)),
        consequences.to_names(
            _("Addresses that lead to it from then on"), addresses_of_topic(merged.slug).values()
        ),
    ]
    return [each for each in found if each.number]


def sort_versions(versions: dict[int, set[int]]) -> tuple[set[int], set[int], int]:
    """(pages whose latest draft is among the versions, pages with a scheduled one, how many other versions).

    `versions` holds revision ids by page id. Two queries.
    """
    ids = {pk for found in versions.values() for pk in found}
    latest = dict(
        Page.objects.filter(
            pk__in=versions, latest_revision__in=ids, has_unpublished_changes=True
        ).values_list("pk", "latest_revision_id")
    )
    scheduled = {
        pk: int(page)
        for pk, page in Revision.objects.filter(pk__in=ids, approved_go_live_at__isnull=False).values_list(
            "pk", "object_id"
        )
    }
    return set(latest), set(scheduled.values()), len(ids - set(latest.values()) - set(scheduled))


@transaction.atomic
def merge_topics(merged: Topic, kept: Topic, *, user) -> Topic:
    """Merge one topic into another, which is returned; raises CannotMerge, and then nothing was changed."""
    Topic.hold_all()
    merged, kept = (Topic.objects.select_related("merged_into").get(pk=topic.pk) for topic in (merged, kept))
    refuse_unless_mergeable(merged, kept)
    TAGGED.rewrite({merged.pk: kept.pk})
    _rewrite_plan(merged, kept)
    _join_trees(merged, kept)
    _hand_names_over(merged, kept)
    followers_of_topic_go_on(merged, kept)
    Topic.objects.filter(merged_into=merged).update(merged_into=kept)
    for path in ("broader", "merged_into"):
        move_references(Topic, merged.pk, kept.pk, path)
    merged.merged_into, merged.broader = kept, None
    merged.save()
    # Saved for the sake of its search index.
    kept = Topic.objects.get(pk=kept.pk)
    kept.save()
    keep_old_address(merged.slug, kept.slug)
    data = {"merged": merged.name, "merged_id": merged.pk, "kept": kept.name, "kept_id": kept.pk}
    for topic in (merged, kept):
        log(instance=topic, action=LOG_ACTION, user=user, data=data)
    return kept


def _rewrite_plan(merged: Topic, kept: Topic) -> None:
    rows = PlannedPart.topics.through.objects
    has_both = rows.filter(topic=kept).values("plannedpart")
    rows.filter(topic=merged, plannedpart__in=has_both).delete()
    rows.filter(topic=merged).update(topic=kept)


def _join_trees(merged: Topic, kept: Topic) -> None:
    """Put what stood below the merged topic below the kept one, and the kept one where it makes no circle.

    Where the kept topic stands below the merged one, the line between them moves up by one.
    """
    broader = Topic.broader_topics()
    line = topics_above(kept.pk, broader)
    Topic.objects.filter(broader=merged, pk__in=line).update(broader=merged.broader_id)
    Topic.objects.filter(broader=merged).update(broader=kept)
    is_free = kept.broader_id is None and kept.pk not in topics_above(merged.broader_id, broader)
    if is_free and merged.broader_id:
        Topic.objects.filter(pk=kept.pk).update(broader=merged.broader_id)


def _narrower(merged: Topic, kept: Topic) -> list[str]:
    line = topics_above(kept.pk, Topic.broader_topics())
    return list(merged.narrower.exclude(pk__in=line).order_by("name").values_list("name", flat=True))


def _hand_names_over(merged: Topic, kept: Topic) -> None:
    """Every name of the merged topic becomes an alternative name of the kept one; nobody else may take it."""
    names, last = merged.all_names(), kept.alternative_names.count()
    AlternativeName.objects.filter(topic=merged).delete()
    AlternativeName.objects.bulk_create(
        AlternativeName(topic=kept, name=name, sort_order=last + place)
        for place, name in enumerate(dict.fromkeys(names))
    )
    TopicKey.objects.filter(topic=merged).update(topic=kept)
