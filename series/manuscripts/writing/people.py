"""Whom a byline names: authors known under any spelling, and new ones made as drafts."""

from collections.abc import Iterator
from html import escape

from authors.known import KnownAuthors
from authors.models import AuthorIndexPage, AuthorPage
from authors.names import guess_parts, language_of
from series.manuscripts.manuscript import BylineEntry, Finding
from series.manuscripts.writing.fields import fit, one_line, printable
from series.models import Byline

LONGEST_AFFILIATION = Byline._meta.get_field("position").max_length
LONGEST_NAME = Byline._meta.get_field("name").max_length
LONGEST_PART = AuthorPage._meta.get_field("family_name").max_length


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
    index = _author_index(locale_id)
    author.locale_id = index.locale_id
    index.add_child(instance=author)
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
