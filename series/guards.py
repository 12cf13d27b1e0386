"""Where authors and topics are named: whoever is credited anywhere, drafts and old versions included, is not deleted.

Versions are searched because each of them can be published again; by a text search in the database, narrowed to the
types of pages that can name the thing, which is then read exactly.
"""

from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from authors.models import AuthorPage
from publication.deletion import Use, guard
from series.models import (
    Byline,
    InstallmentPage,
    InstallmentTopic,
    PlannedPart,
    SeriesEditor,
    SeriesPage,
    Topic,
)

# With more ids than this the text search costs more than it saves (a list of authors with all its authors).
MOST_NEEDLES = 20


def keep_what_is_named() -> None:
    """Put the guards up."""
    guard(AuthorPage, uses_of_authors)
    guard(Topic, uses_of_topics)


def uses_of_authors(names: dict[int, str]) -> list[Use]:
    """Where authors (names by id) are credited: in bylines, as series editors, for planned parts; or were merged."""
    pages = {
        *Byline.objects.filter(author__in=names).values_list("author_id", "page_id"),
        *SeriesEditor.objects.filter(author__in=names).values_list("author_id", "page_id"),
        *_named_in_versions(InstallmentPage, "bylines", "author", names),
        *_named_in_versions(SeriesPage, "editors", "author", names),
        *AuthorPage.objects.filter(merged_into__in=names).values_list("merged_into_id", "pk"),
    }
    planned = PlannedPart.objects.filter(author__in=names).select_related("series")
    return _uses_in_pages(names, pages) + [_use_in_plan(names[part.author_id], part) for part in planned]


def uses_of_topics(names: dict[int, str]) -> list[Use]:
    """Where topics (names by id) are used: by pieces, by planned parts; or were merged."""
    pages = {
        *InstallmentTopic.objects.filter(topic__in=names).values_list("topic_id", "page_id"),
        *_named_in_versions(InstallmentPage, "topic_rows", "topic", names),
    }
    planned = PlannedPart.topics.through.objects.filter(topic__in=names).select_related("plannedpart__series")
    merged = Topic.objects.filter(merged_into__in=names).order_by("name")
    return (
        _uses_in_pages(names, pages)
        + [_use_in_plan(names[row.topic_id], row.plannedpart) for row in planned]
        + [Use(names[topic.merged_into_id], topic.name, "") for topic in merged]
    )


def _named_in_versions(
    model: type[Model], relation: str, field: str, ids: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """(id, page id) for every version of pages of `model` whose rows of `relation` point at one of the ids."""
    revisions = Revision.objects.filter(content_type=ContentType.objects.get_for_model(model))
    if len(ids) <= MOST_NEEDLES:
        needles = Q()
        for pk in ids:
            # As both databases write JSON: a space after the colon, then the next key or the end of the row.
            needles |= Q(text__contains=f'"{field}": {pk},') | Q(text__contains=f'"{field}": {pk}}}')
        revisions = revisions.annotate(text=Cast("content", TextField())).filter(needles)
    for object_id, rows in revisions.values_list("object_id", f"content__{relation}").iterator():
        for row in rows or ():
            if row.get(field) in ids:
                yield row[field], int(object_id)


def _uses_in_pages(names: dict[int, str], pairs: Iterable[tuple[int, int]]) -> list[Use]:
    pairs = set(pairs)
    titles = dict(Page.objects.filter(pk__in={page for _, page in pairs}).values_list("pk", "draft_title"))
    uses = [
        Use(names[pk], titles[page], reverse("wagtailadmin_pages:edit", args=[page]))
        for pk, page in pairs
        if page in titles
    ]
    return sorted(uses, key=lambda use: (use.names, use.title, use.address))


def _use_in_plan(name: str, part: PlannedPart) -> Use:
    title = _("planned part “%(part)s” of “%(series)s”") % {"part": part, "series": part.series.title}
    return Use(name, title, reverse("wagtailadmin_pages:edit", args=[part.series_id]))
