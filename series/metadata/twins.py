"""The versions of pages in all languages, for many pages at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Page

from publication.frame import Frame, absolute
from publication.visibility import is_open
from series.metadata.description import Version


@dataclass(frozen=True)
class Twin:
    """One language version of a page."""

    pk: int
    language: str
    address: str

    @property
    def version(self) -> Version:
        """As a description has it."""
        return Version(self.language, self.address)


def twins_of(keys: Collection[UUID], frame: Frame) -> dict[UUID, list[Twin]]:
    """The public versions of pages by their translation key, themselves among them. One query."""
    rows = (
        Page.objects.filter(translation_key__in=list(keys), live=True, alias_of=None)
        .filter(is_open())
        .order_by("locale_id", "pk")
        .values("pk", "locale_id", "url_path", "translation_key")
    )
    found: dict[UUID, list[Twin]] = defaultdict(list)
    for row in rows:
        address = frame.address(row["url_path"])
        if address:
            language = frame.language_of(row["locale_id"])
            found[row["translation_key"]].append(Twin(row["pk"], language, absolute(frame, address)))
    return found
