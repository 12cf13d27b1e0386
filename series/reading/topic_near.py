"""The topic that an address that shows nothing seems to mean; only one under which there is something to read."""

from django.db.models import Q

from publication.frame import Frame
from publication.missing import MOST_COMPARED, Near
from publication.near_names import likest
from series.models import AlternativeName, Topic
from series.reading.topics import counted_topics, visible_rows


def topic_near(frame: Frame, words: str) -> Near | None:
    """The public topic one of whose names, alternative ones too, is likest to some words. Three queries at most."""
    names: dict[int, list[str]] = {}
    topics = Topic.objects.filter(merged_into=None).order_by("pk")
    for pk, *of in topics.values_list("pk", "slug", "name", "name_ko")[:MOST_COMPARED]:
        names[pk] = [name for name in of if name]
    for pk, name in AlternativeName.objects.filter(topic__in=list(names)).values_list("topic_id", "name"):
        names[pk].append(name)
    candidates = likest(words, names)
    if not candidates:
        return None
    rows = visible_rows().filter(Q(topic__in=candidates) | Q(topic__merged_into__in=candidates))
    public = dict(counted_topics(rows))
    link = next((public[pk] for pk in candidates if pk in public), None)
    return Near(link.name, link.address, link.language) if link else None
