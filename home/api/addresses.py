"""Where the API shows a thing, for caches (series/changes.py): caches ask each time, but some are told to forget."""

from django.urls import reverse

from authors.models import AuthorPage
from home.api.corpus.views import FILES
from series.models import InstallmentPage, SeriesPage, Topic
from series.rows_to_addresses import standing_at
from series.topic_addresses import addresses_of_topic

KINDS = {InstallmentPage: "piece", SeriesPage: "series", AuthorPage: "author"}
LISTS = ("pieces", "series_list", "authors", "topics", "search")


def of_lists() -> set[str]:
    """What lists everything: the lists, without what narrows them, and the files with everything."""
    names = (*LISTS, *(name.replace(".", "_") for name in FILES))
    return {reverse(f"api_v1:{name}") for name in names}


def of_things(shown: set[str]) -> set[str]:
    """The addresses in the API of the pieces, series, authors and topics whose pages stand at these addresses."""
    found = {
        reverse(f"api_v1:{KINDS[page.kind]}", args=[page.pk]) for page in standing_at(shown) if page.addresses
    }
    for pk, slug in Topic.objects.values_list("pk", "slug"):
        if not shown.isdisjoint(addresses_of_topic(slug).values()):
            found.add(reverse("api_v1:topic", args=[pk]))
    return found
