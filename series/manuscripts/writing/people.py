"""Whom a byline names: authors known under any spelling, and new ones made as drafts."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from authors.models import AuthorAlias, AuthorIndexPage, AuthorPage
from authors.names import guess_parts, language_of, matching_key
from series.manuscripts.manuscript import BylineEntry, Finding
from series.manuscripts.writing.fields import fit, one_line, printable
from series.models import Byline

LONGEST_AFFILIATION = Byline._meta.get_field("position").max_length
LONGEST_NAME = Byline._meta.get_field("name").max_length
LONGEST_PART = AuthorPage._meta.get_field("family_name").max_length


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
            for authors in self._by_key.values():
                authors.pop(pk, None)

    def matches(self, name: str, locale_id: int) -> list[int]:
        """The ids of the authors known by a name, those in the wanted language first."""
        found = self._by_key.get(matching_key(name), {}).values()
        return [
            author.pk
            for author in sorted(found, key=lambda author: (author.locale_id != locale_id, author.pk))
        ]

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
        known = _Known(author.pk, author.title, author.locale_id)
        for key in filter(None, map(matching_key, spellings)):
            self._by_key.setdefault(key, {})[author.pk] = known


def credit(entry: BylineEntry, locale_id: int, known: KnownAuthors, findings: list[Finding]) -> AuthorPage:
    """The author's page, found under any spelling of the name or made as a draft."""
    found = known.find(entry.name, locale_id)
    if found is not None:
        findings.append(
            Finding("guessed", f"{one_line(entry.name)} was taken to be the author “{found.title}”.")
        )
        return found
    return make_author(entry, locale_id, known, findings)


def make_author(
    entry: BylineEntry, locale_id: int, known: KnownAuthors, findings: list[Finding]
) -> AuthorPage:
    """A draft of an author's page with what the manuscript says of the person."""
    name = fit(entry.name, LONGEST_NAME, "A name", findings)
    family, given = (part[:LONGEST_PART] for part in guess_parts(name))
    author = AuthorPage(
        title=name,
        family_name=family,
        given_name=given,
        native_language=language_of(name),
        position=affiliation(entry.position, []),
        organisation=affiliation(entry.organisation, []),
        biography=f"<p>{escape(printable(entry.biography), quote=False)}</p>" if entry.biography else "",
        live=False,
    )
    _author_index(locale_id).add_child(instance=author)
    author.save_revision(clean=False)
    known.add(author)
    findings.append(
        Finding("guessed", f"{name} is new: an author’s page was made, with “{family}” as the family name.")
    )
    return author


def affiliation(text: str, findings: list[Finding]) -> str:
    """A position or organisation that fits its field; what is longer was a sentence and no affiliation."""
    line = one_line(text)
    if len(line) <= LONGEST_AFFILIATION:
        return line
    findings.append(Finding("dropped", "An affiliation was too long to be one.", passage=line))
    return ""


def credits_of(
    byline: tuple[BylineEntry, ...],
    chosen: tuple[AuthorPage | None, ...] | None,
    locale_id: int,
    known: KnownAuthors,
    findings: list[Finding],
) -> Iterator[tuple[BylineEntry, AuthorPage]]:
    """Each entry with its author: the one that was chosen for it, a new one for None, or the one that matches."""
    if chosen is None:
        for entry in byline:
            yield entry, credit(entry, locale_id, known, findings)
        return
    for entry, author in zip(byline, chosen, strict=True):
        yield entry, author or make_author(entry, locale_id, known, findings)


def _author_index(locale_id: int) -> AuthorIndexPage:
    indexes = AuthorIndexPage.objects.order_by("pk")
    return indexes.filter(locale_id=locale_id).first() or indexes.earliest("pk")
