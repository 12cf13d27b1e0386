"""Which passages of translations wait for their words. A passage that is not translated would stand in the original's
language on a page of the other, unmarked.
"""

from collections import defaultdict
from collections.abc import Iterable

from bs4 import BeautifulSoup
from django.db.models import Exists, F, OuterRef, Q
from wagtail_localize.models import StringSegment, StringTranslation

# What may well stay as it is: the address of the page, and names as people are credited.
MAY_STAY = Q(context__path="slug") | Q(context__field_path__in=["bylines.name"])


def waiting(pages: Iterable) -> dict[int, list[str]]:
    """The passages that wait, in order, by the id of the page they belong to; only of pages translated passage by passage.

    One query, however many pages.
    """
    by_group = {(page.translation_key, page.locale_id): page.pk for page in pages}
    done = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef("source__translations__target_locale"),
        has_error=False,
    )
    rows = (
        StringSegment.objects.filter(
            source__object__in=[key for key, _locale in by_group], source__translations__enabled=True
        )
        .exclude(MAY_STAY)
        .exclude(Exists(done))
        .order_by("source", "order")
        .values_list(
            "source__object", F("source__translations__target_locale"), "string__data", "context__path"
        )
    )
    found = defaultdict(list)
    for key, locale, words, _path in rows:
        page = by_group.get((key, locale))
        text = BeautifulSoup(words, "html.parser").get_text(" ")
        if page is not None and any(sign.isalpha() for sign in text):
            found[page].append(" ".join(text.split()))
    return dict(found)
