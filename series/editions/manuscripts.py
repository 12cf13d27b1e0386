"""An installment as a `Manuscript`: the way back from series/manuscripts/writer.py, and what of a page it cannot say."""

import json
import re
from dataclasses import dataclass, field

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from series.manuscripts.languages import language_of
from series.manuscripts.manuscript import BylineEntry, Finding, Footnote, Manuscript
from series.manuscripts.reporting import Report
from series.models import Byline, InstallmentPage

from .manuscript_blocks import BlockReader
from .rich_words import Resolver, lines_of, plain_of

LINK = re.compile(r"<a\b[^>]*>")
# Inside JSON the quotation marks of markup are escaped.
ATTRIBUTE = re.compile(r'(\w+)=\\?"([^"\\]*)')


@dataclass(frozen=True)
class Edition:
    """A piece ready to be written: the manuscript, credits of others than the authors, and what was changed."""

    manuscript: Manuscript
    credit_lines: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


def edition_of(page: InstallmentPage) -> Edition:
    """The piece as this version of it says; `page` may be a revision as an object. Its pictures are read in full."""
    report = Report()
    marks = _Marks(page)
    resolver = Resolver(note=marks.of, link=_Links(page).address)
    blocks = BlockReader(resolver, report)
    body = tuple(block for child in page.body for block in blocks.read(child))
    footnotes = tuple(Footnote(mark, lines_of(text, resolver)) for mark, text in marks.cited())
    if uncited := marks.uncited():
        report.add("dropped", _("A footnote that the text does not refer to is not in the file."), count=len(uncited),
                   passage="\n".join(map(plain_of, uncited)))  # fmt: skip
    _tell_what_stays(page, report)
    bylines = list(page.bylines.all())
    authors = [row for row in bylines if row.role == Byline.Role.AUTHOR]
    others = [row for row in bylines if row.role != Byline.Role.AUTHOR]
    manuscript = Manuscript(
        title=_title(page, report),
        standfirst=" ".join(page.standfirst.split()),
        editors_note=plain_of(page.editors_note),
        byline=tuple(map(_entry, authors)),
        body=body,
        footnotes=footnotes,
        language=page.locale.language_code,
    )
    lines = tuple(f"{row.get_role_display()}: {row.name}" for row in others if row.name)
    return Edition(manuscript, lines, report.findings())


def _title(page: InstallmentPage, report: Report) -> str:
    if not page.subtitle:
        return page.title
    report.add("changed", _("The subtitle stands behind the title."), passage=page.subtitle)
    return f"{page.title}: {page.subtitle}"


def _entry(row: Byline) -> BylineEntry:
    try:
        biography = plain_of(row.author.biography)
    except ObjectDoesNotExist:  # a draft may name somebody who was deleted since
        biography = ""
    return BylineEntry(row.name, row.position, row.organisation, biography, language_of([row.name]))


def _tell_what_stays(page: InstallmentPage, report: Report) -> None:
    """Fields of the page that a manuscript has no place for."""
    if page.image_id:
        report.add("dropped", _("The image at the top of the page is not in the file."))
    if page.disclosure:
        report.add("dropped", _("The disclosure is not in the file."), passage=page.disclosure)


class _Marks:
    """The footnotes of a page: numbered in the order in which they are asked for."""

    def __init__(self, page: InstallmentPage):
        self._texts = {str(note.uuid): note.text for note in page.footnotes.all()}
        self._given: dict[str, str] = {}

    def of(self, uuid: str) -> str:
        if uuid not in self._texts:
            return ""
        return self._given.setdefault(uuid, str(len(self._given) + 1))

    def cited(self) -> list[tuple[str, str]]:
        return [(mark, self._texts[uuid]) for uuid, mark in self._given.items()]

    def uncited(self) -> list[str]:
        return [text for uuid, text in self._texts.items() if uuid not in self._given]


class _Links:
    """Whole addresses for links that are stored by id. Asks once for all pages and once for all documents."""

    def __init__(self, page: InstallmentPage):
        self._page = page
        self._found: dict[str, dict[int, str]] = {}

    def address(self, kind: str, pk: int) -> str:
        if kind not in self._found:
            ids = self._ids(kind)
            if kind == "page":
                self._found[kind] = {one.pk: one.full_url or "" for one in Page.objects.filter(pk__in=ids)}
            else:
                site = self._page.get_site()
                root = site.root_url if site else ""
                documents = get_document_model().objects.filter(pk__in=ids)
                self._found[kind] = {one.pk: f"{root}{one.url}" for one in documents}
        return self._found[kind].get(pk, "")

    def _ids(self, kind: str) -> set[int]:
        texts = [json.dumps(self._page.body.get_prep_value()), self._page.editors_note]
        texts += [note.text for note in self._page.footnotes.all()]
        found = set()
        for text in texts:
            for tag in LINK.findall(text):
                attributes = dict(ATTRIBUTE.findall(tag))
                if attributes.get("linktype") == kind and attributes.get("id", "").isdigit():
                    found.add(int(attributes["id"][:9]))
        return found
