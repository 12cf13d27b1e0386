"""The author whom an address that shows nothing seems to mean; only one of whom there is something to read."""

from django.utils import translation

from authors.models import AuthorPage
from publication.frame import Frame
from publication.missing import MOST_COMPARED, Near
from publication.near_names import likest

NAMES = ("slug", "title", "native_name", "latin_name")


def author_near(frame: Frame, words: str) -> Near | None:
    """The public author whose name is likest to some words, in the language of the page if possible. Two queries."""
    rows = AuthorPage.objects.visible().filter(merged_into=None, alias_of=None).order_by("pk")
    people: dict[object, list[dict]] = {}
    for row in rows.values("translation_key", "url_path", "locale_id", *NAMES)[:MOST_COMPARED]:
        people.setdefault(row["translation_key"], []).append(row)
    names = {key: [row[name] for row in rows for name in NAMES if row[name]] for key, rows in people.items()}
    candidates = likest(words, names)
    if not candidates:
        return None
    bylines = AuthorPage.bylines.rel.related_model.objects.public().with_person()
    public = set(bylines.filter(person__in=candidates).order_by().values_list("person", flat=True))
    here = translation.get_language()
    for key in candidates:
        if key in public:
            row = min(people[key], key=lambda row: frame.language_of(row["locale_id"]) != here)
            return Near(row["title"], frame.address(row["url_path"]) or "/")
    return None
