"""The one writer: a `Manuscript` becomes a draft installment. Knows Wagtail, and nothing of any file format."""

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape

from django.core.exceptions import ValidationError
from wagtail.models import Comment as WagtailComment
from wagtail_footnotes.models import Footnote as FootnoteRow

from authors.models import AuthorPage
from series import running_order
from series.manuscripts.manuscript import Finding, Manuscript
from series.manuscripts.markup import paragraph
from series.manuscripts.writing.blocks import BodyWriter
from series.manuscripts.writing.fields import fit, one_line, printable
from series.manuscripts.writing.marks import house_marks, words_of
from series.manuscripts.writing.people import KnownAuthors, affiliation, credits_of
from series.manuscripts.writing.pictures import Shelf
from series.manuscripts.writing.wholeness import whole_or_not_at_all
from series.models import Byline, InstallmentPage, InstallmentTopic, SeriesPage, Topic

NO_STANDFIRST = "There is no standfirst; write one before readers see the piece."
LONGEST_TITLE = InstallmentPage._meta.get_field("title").max_length
LONGEST_OUTLET = InstallmentPage._meta.get_field("first_published_outlet").max_length


def write_draft(
    manuscript: Manuscript,
    series: SeriesPage,
    *,
    title: str,
    number: int | None = None,
    owner=None,
    authors: KnownAuthors | None = None,
    shelf: Shelf | None = None,
    credits: tuple[AuthorPage | None, ...] | None = None,
    topics: Iterable[Topic] = (),
    keep_comments: bool = False,
    fields: Mapping[str, object] | None = None,
) -> tuple[InstallmentPage, tuple[Finding, ...]]:
    """Make a draft part of `series`; returns it with the findings of the writing.

    Without a number the part takes the highest plus one. `credits` holds an author's page for each entry of the
    byline, None for one that is to be made; without it the entries are matched by name. `authors` and `shelf` may be
    shared between many pieces; whoever shares them, or has more to do in the same transaction, wraps all of it in
    writing.wholeness.whole_or_not_at_all. `keep_comments` puts the file's comments on the draft as `owner`'s. `fields`
    are values of the page that come from elsewhere than the text: its slug, its picture, its dates.

    Raises running_order.NumberTaken when the number is another part's, ValidationError when it cannot be a number or
    the title cannot be one; then nothing was written, in the storage of pictures neither.
    """
    findings: list[Finding] = []
    authors, shelf = authors or KnownAuthors(), shelf or Shelf()
    with whole_or_not_at_all(shelf, authors):
        page = _page(manuscript, series, title, owner, findings)
        for name, value in (fields or {}).items():
            setattr(page, name, value)
        notes = {note.mark: str(uuid.uuid4()) for note in manuscript.footnotes}
        placed = _body(manuscript, notes, shelf, owner, findings)
        page.body = json.dumps([block for block in placed if block])
        page.footnotes = _footnotes(manuscript, notes, series, findings)
        page.bylines = [
            Byline(
                author=author,
                name=one_line(entry.name)[:255],
                position=affiliation(entry.position, findings) or author.position,
                organisation=affiliation(entry.organisation, findings) or author.organisation,
                locale_id=series.locale_id,
                sort_order=place,
            )
            for place, (entry, author) in enumerate(
                credits_of(manuscript.byline, credits, series.locale_id, authors, findings)
            )
        ]
        page.topic_rows = [
            InstallmentTopic(topic=topic, sort_order=place) for place, topic in enumerate(topics)
        ]
        series.add_child(instance=page)
        if number is not None:
            running_order.change_number(page, number)
        page.save_revision(clean=False, user=owner)
        if keep_comments and owner is not None:
            _keep_comments(manuscript, page, placed, owner)
    if not manuscript.standfirst:
        findings.append(Finding("missing", NO_STANDFIRST))
    return page, tuple(findings)


def find_author(name: str, locale_id: int) -> AuthorPage | None:
    """The author known by a name in any of its spellings. For one name; for many, share a KnownAuthors."""
    return KnownAuthors().find(name, locale_id)


def _page(
    manuscript: Manuscript, series: SeriesPage, title: str, owner, findings: list[Finding]
) -> InstallmentPage:
    note = printable(manuscript.editors_note)
    return InstallmentPage(
        title=fit(title, LONGEST_TITLE, "The title", findings),
        standfirst=printable(manuscript.standfirst),
        editors_note=f"<p>{escape(note, quote=False)}</p>" if note else "",
        first_published_outlet=fit(
            manuscript.source.name, LONGEST_OUTLET, "The name of the outlet", findings
        ),
        first_published_address=_address(manuscript.source.address),
        first_published_on=_day(manuscript.source.date),
        locale_id=series.locale_id,
        owner=owner,
        live=False,
    )


def _address(text: str) -> str:
    """The address of the first publication, "" for one that its field does not take."""
    field = InstallmentPage._meta.get_field("first_published_address")
    try:
        return field.clean(text, None)
    except ValidationError:
        return ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _body(
    manuscript: Manuscript, notes: dict[str, str], shelf: Shelf, owner, findings: list[Finding]
) -> list[dict | None]:
    """The stored block for each block of the manuscript, None for one that held nothing."""
    body, moved = house_marks(manuscript.body, frozenset(notes))
    findings += moved
    writer = BodyWriter(notes, shelf, findings, owner)
    return [writer.write(block) for block in body]


def _footnotes(
    manuscript: Manuscript, notes: dict[str, str], series: SeriesPage, findings: list[Finding]
) -> list[FootnoteRow]:
    """The rows of the notes. One that the text never cites is kept, as an editor may know its place."""
    cited = {mark for block in manuscript.body for words in words_of(block) for mark in words.notes}
    rows = []
    for place, note in enumerate(manuscript.footnotes):
        if note.mark not in cited:
            what = "A footnote is cited nowhere; it is kept with the draft and not shown until a mark leads to it."
            findings.append(Finding("missing", what, passage=note.words.plain))
        text = paragraph(note.words.stripped(), languages=False)
        rows.append(
            FootnoteRow(uuid=notes[note.mark], text=text, locale_id=series.locale_id, sort_order=place)
        )
    return rows


def _keep_comments(manuscript: Manuscript, page: InstallmentPage, placed: list[dict | None], owner) -> None:
    """The remarks of the file beside the blocks they stood at; those on nothing in particular beside the title."""
    for comment in manuscript.comments:
        at = placed[comment.block] if comment.block is not None and comment.block < len(placed) else None
        text = printable(f"{comment.by}: {comment.text}" if comment.by else comment.text)
        path = f"body.{at['id']}" if at else "title"
        WagtailComment.objects.create(page=page, user=owner, text=text, contentpath=path)
