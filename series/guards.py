"""Where authors and topics are named: whoever is credited anywhere, drafts and old versions included, is not deleted.

Versions are searched because each of them can be published again (series/versions.py).
"""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

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
from series.versions import named_in_versions


def keep_what_is_named() -> None:
    """Put the guards up."""
    guard(AuthorPage, uses_of_authors)
    guard(Topic, uses_of_topics)


def uses_of_authors(names: dict[int, str]) -> list[Use]:
    """Where authors (names by id) are credited: in bylines, as series editors, for planned parts; or were merged."""
    pages = {
        *Byline.objects.filter(author__in=names).values_list("author_id", "page_id"),
        *SeriesEditor.objects.filter(author__in=names).values_list("author_id", "page_id"),
        *_named(InstallmentPage, "bylines", "author", names),
        *_named(SeriesPage, "editors", "author", names),
        *AuthorPage.objects.filter(merged_into__in=names).values_list("merged_into_id", "pk"),
    }
    planned = PlannedPart.objects.filter(author__in=names).select_related("series")
    return _uses_in_pages(names, pages) + [_use_in_plan(names[part.author_id], part) for part in planned]


def uses_of_topics(names: dict[int, str]) -> list[Use]:
    """Where topics (names by id) are used: by pieces, by planned parts; or were merged."""
    pages = {
        *InstallmentTopic.objects.filter(topic__in=names).values_list("topic_id", "page_id"),
        *_named(InstallmentPage, "topic_rows", "topic", names),
    }
    planned = PlannedPart.topics.through.objects.filter(topic__in=names).select_related("plannedpart__series")
    merged = Topic.objects.filter(merged_into__in=names).order_by("name")
    return (
        _uses_in_pages(names, pages)
        + [_use_in_plan(names[row.topic_id], row.plannedpart) for row in planned]
        + [Use(names[topic.merged_into_id], topic.name, "") for topic in merged]
    )


def _named(model, relation: str, field: str, names: dict[int, str]) -> Iterator[tuple[int, int]]:
    return ((pk, page) for pk, page, _ in named_in_versions(model, relation, field, names))


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
