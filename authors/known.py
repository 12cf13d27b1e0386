"""Every author by every name: whom a file means that names one."""

import re
from dataclasses import dataclass

from authors.models import AuthorAlias, AuthorPage
from authors.names import matching_key


@dataclass(frozen=True)
class _Known:
    pk: int
    title: str
    locale_id: int


class KnownAuthors:
    """Every author by every spelling, read with two queries when it is made; share one between many pieces."""

    def __init__(self) -> None:
        self._by_key: dict[str, dict[int, _Known]] = {}
        self._pages: dict[int, AuthorPage] = {}
        self._added: list[int] = []
        self._all: dict[int, _Known] = {}
        former: dict[int, list[str]] = {}
        for pk, alias in AuthorAlias.objects.values_list("author_id", "name"):
            former.setdefault(pk, []).append(alias)
        fields = (
            "title",
            "native_name",
            "latin_name",
            "locale_id",
            "merged_into__title",
            "merged_into__locale_id",
        )
        known = AuthorPage.objects.select_related("merged_into").only(*fields).order_by("pk")
        for author in known:
            heir = author.merged_into or author
            spellings = (author.title, author.native_name, author.latin_name, *former.get(author.pk, ()))
            self._note(heir, spellings)

    def add(self, author: AuthorPage) -> None:
        """Know an author that was made since."""
        self._added.append(author.pk)
        self._note(author, (author.title, author.native_name, author.latin_name))

    def mark(self) -> int:
        """How many were added so far; `take_back` returns to it."""
        return len(self._added)

    def take_back(self, mark: int = 0) -> None:
        """Forget the authors that were added since: their rows went with the transaction."""
        gone = set(self._added[mark:])
        del self._added[mark:]
        for pk in gone:
            self._pages.pop(pk, None)
            self._all.pop(pk, None)
            for authors in self._by_key.values():
                authors.pop(pk, None)

    def matches(self, name: str, locale_id: int) -> list[int]:
        """The ids of the authors known by a name, those in the wanted language first."""
        found = self._by_key.get(matching_key(name), {}).values()
        return [
            author.pk
            for author in sorted(found, key=lambda author: (author.locale_id != locale_id, author.pk))
        ]

    def alike(self, name: str, locale_id: int, most: int = 6) -> list[int]:
        """The ids of authors that share a word with a name without being known by it, those with most words first."""
        words = _words(name)
        same = set(self.matches(name, locale_id))
        shared = [
            (len(words & _words(author.title)), author)
            for author in self._all.values()
            if author.pk not in same
        ]
        found = sorted(
            (-count, author.locale_id != locale_id, author.pk) for count, author in shared if count
        )
        return [pk for _count, _elsewhere, pk in found[:most]]

    def title(self, pk: int) -> str:
        """The name that an author's page has."""
        return self._all[pk].title

    def find(self, name: str, locale_id: int) -> AuthorPage | None:
        """The author known by a name in any of its spellings, the page in the wanted language first.

        A profile that was merged leads to its heir, and so do the names that it had.
        """
        matches = self.matches(name, locale_id)
        if not matches:
            return None
        pk = matches[0]
        if pk not in self._pages:
            self._pages[pk] = AuthorPage.objects.get(pk=pk)
        return self._pages[pk]

    def _note(self, author: AuthorPage, spellings) -> None:
        known = self._all[author.pk] = _Known(author.pk, author.title, author.locale_id)
        for key in filter(None, map(matching_key, spellings)):
            self._by_key.setdefault(key, {})[author.pk] = known


def _words(name: str) -> set[str]:
    """The words of a name that say something: no initials."""
    return {word for word in re.split(r"[\s.,·]+", name.casefold()) if len(word) > 1}
