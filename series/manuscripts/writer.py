"""The one writer: a `Manuscript` becomes a draft installment. Knows Wagtail, and nothing of any file format."""

import json
import uuid
from html import escape

from authors.models import AuthorAlias, AuthorIndexPage, AuthorPage
from authors.names import guess_parts, language_of, matching_key
from series import running_order
from series.manuscripts.manuscript import (
    BylineEntry,
    Finding,
    Heading,
    ImageSlot,
    ListBlock,
    Manuscript,
    Paragraph,
    Quotation,
)
from series.manuscripts.markup import item_list, paragraph
from series.models import Byline, InstallmentPage, SeriesPage

LONGEST_AFFILIATION = Byline._meta.get_field("position").max_length


def write_draft(
    manuscript: Manuscript, series: SeriesPage, *, title: str, number: int | None = None
) -> tuple[InstallmentPage, tuple[Finding, ...]]:
    """Make a draft part of `series`; returns it with the findings of the writing.

    Without a number the part takes the highest plus one. Raises running_order.NumberTaken when the number is
    another part's, ValidationError when it cannot be a number or the title cannot be one. Call it in a transaction:
    an author's page may have been made before it raises.
    """
    findings: list[Finding] = []
    credits = [_credit(entry, series, findings) for entry in manuscript.byline]
    page = InstallmentPage(
        title=title,
        standfirst=manuscript.standfirst,
        editors_note=f"<p>{escape(manuscript.editors_note, quote=False)}</p>"
        if manuscript.editors_note
        else "",
        body=json.dumps([_block(block) for block in manuscript.body]),
        first_published_outlet=manuscript.source.name,
        first_published_on=manuscript.source.date or None,
        live=False,
    )
    page.bylines = [
        Byline(
            author=author,
            name=entry.name,
            position=_affiliation(entry.position, findings) or author.position,
            organisation=_affiliation(entry.organisation, findings) or author.organisation,
            locale_id=series.locale_id,
            sort_order=place,
        )
        for place, (entry, author) in enumerate(zip(manuscript.byline, credits, strict=True))
    ]
    series.add_child(instance=page)
    if number is not None:
        running_order.change_number(page, number)
    page.save_revision(clean=False)
    if not manuscript.standfirst:
        findings.append(Finding("missing", "There is no standfirst; write one before readers see the piece."))
    return page, tuple(findings)


def _credit(entry: BylineEntry, series: SeriesPage, findings: list[Finding]) -> AuthorPage:
    """The author's page, found under any spelling of the name or made as a draft."""
    found = find_author(entry.name, series.locale_id)
    if found is not None:
        findings.append(Finding("guessed", f"{entry.name} was taken to be the author “{found.title}”."))
        return found
    family, given = guess_parts(entry.name)
    language = language_of(entry.name)
    author = AuthorPage(
        title=entry.name,
        family_name=family,
        given_name=given,
        native_language=language,
        position=_affiliation(entry.position, []),
        organisation=_affiliation(entry.organisation, []),
        biography=f"<p>{escape(entry.biography, quote=False)}</p>" if entry.biography else "",
        live=False,
    )
    AuthorIndexPage.objects.get(locale_id=series.locale_id).add_child(instance=author)
    author.save_revision(clean=False)
    findings.append(
        Finding(
            "guessed", f"{entry.name} is new: an author’s page was made, with “{family}” as the family name."
        )
    )
    return author


def find_author(name: str, locale_id: int) -> AuthorPage | None:
    """The author known by a name in any of its spellings, the page in the wanted language first.

    A profile that was merged leads to its heir, and so do the names that it had.
    """
    key = matching_key(name)
    former: dict[int, list[str]] = {}
    for pk, alias in AuthorAlias.objects.values_list("author_id", "name"):
        former.setdefault(pk, []).append(alias)
    known = AuthorPage.objects.select_related("merged_into").order_by("pk")
    matches = [
        author.merged_into or author
        for author in known.only("title", "native_name", "latin_name", "locale_id", "merged_into")
        if key
        in {
            matching_key(spelling)
            for spelling in (author.title, author.native_name, author.latin_name, *former.get(author.pk, ()))
        }
    ]
    matches.sort(key=lambda author: (author.locale_id != locale_id, author.pk))
    return AuthorPage.objects.get(pk=matches[0].pk) if matches else None


def _affiliation(text: str, findings: list[Finding]) -> str:
    """A position or organisation that fits its field; what is longer was a sentence and no affiliation."""
    if len(text) <= LONGEST_AFFILIATION:
        return text
    findings.append(Finding("dropped", "An affiliation was too long to be one.", passage=text))
    return ""


def _block(block) -> dict:
    match block:
        case Paragraph(words):
            kind, value = "paragraph", paragraph(words)
        case Heading(words, level):
            kind, value = "heading", {"text": words.plain, "level": str(min(max(level, 2), 3))}
        case ListBlock():
            kind, value = "paragraph", item_list(block.items, ordered=block.ordered)
        case Quotation(words, source):
            kind, value = "quotation", {"text": paragraph(words), "source": source, "address": ""}
        case ImageSlot(caption, credit, alt):
            kind, value = (
                "image",
                {
                    "image": None,
                    "alternative_text": alt,
                    "decorative": False,
                    "caption": caption,
                    "credit": credit,
                    "licence": "",
                },
            )
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}
