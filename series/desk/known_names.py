"""All names by which topics and people are known, for finding those that are the same under two of them."""

from authors.models import AuthorAlias, AuthorPage
from series.models import AlternativeName, Topic


def names_by_topic() -> dict[int, list[str]]:
    """Every name of every topic that was not merged, by id. Two queries."""
    names = {
        pk: [name for name in both if name]
        for pk, *both in Topic.objects.filter(merged_into=None).values_list("pk", "name", "name_ko")
    }
    for topic, name in AlternativeName.objects.filter(topic__in=names).values_list("topic_id", "name"):
        names[topic].append(name)
    return names


def people() -> list[AuthorPage]:
    """Every profile that was not merged, one for each person: in the first language where there are several.

    One query.
    """
    pages = AuthorPage.objects.filter(merged_into=None, alias_of=None).select_related("locale")
    return list({page.translation_key: page for page in pages.order_by("-locale_id", "-pk")}.values())


def names_by_person() -> dict[int, list[str]]:
    """Every name of every person, in all languages, by the id of the page that stands for them. Three queries."""
    stands_for = {page.translation_key: page.pk for page in people()}
    names: dict[int, list[str]] = {pk: [] for pk in stands_for.values()}
    pages = AuthorPage.objects.filter(merged_into=None, alias_of=None)
    for key, *own in pages.values_list(
        "translation_key", "title", "draft_title", "native_name", "latin_name"
    ):
        names[stands_for[key]] += own
    for key, name in AuthorAlias.objects.filter(author__in=pages).values_list(
        "author__translation_key", "name"
    ):
        names[stands_for[key]].append(name)
    return {pk: list(dict.fromkeys(name for name in own if name)) for pk, own in names.items()}
