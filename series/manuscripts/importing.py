"""Bringing a file into a series: once for each file, whole or not at all, with a report of everything it held."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from authors.models import AuthorPage
from series import running_order
from series.checklist.gate import ChecklistNotMet
from series.followers.mailing.announcing import imported
from series.manuscripts.bounds import Bounds
from series.manuscripts.manuscript import Finding, Manuscript, finding_to_json, to_json
from series.manuscripts.reading import read
from series.manuscripts.writer import write_draft
from series.manuscripts.writing.fields import storable
from series.manuscripts.writing.originals import Originals
from series.manuscripts.writing.pictures import RehearsalShelf, Shelf
from series.manuscripts.writing.wholeness import whole_or_not_at_all
from series.models import ImportRecord, InstallmentPage, SeriesPage
from series.validation import problems_of


class ImportRefused(Exception):
    """The file was not imported and nothing was changed; the message says why and what to do."""


class _Rehearsed(Exception):
    """Ends a rehearsal, so that the transaction takes everything back."""


@dataclass(frozen=True)
class Outcome:
    """What came of a file: what was understood and found, whether it was there before, why it is not published.

    `page` is None after a rehearsal of a file that is not in the series yet. `title` is the given one, or the text's.
    """

    manuscript: Manuscript
    findings: tuple[Finding, ...] = ()
    page: InstallmentPage | None = field(default=None, compare=False)
    number: int | None = None
    title: str = ""
    was_there: bool = False
    is_published: bool = False
    refusal: str = ""

    @property
    def report(self) -> dict:
        """The manuscript as plain values, with the findings of reading and writing."""
        return report_of(self.manuscript, self.findings)


@dataclass
class Ahead:
    """What a rehearsal of several files has promised so far, as nothing of it is kept where the next would see it.

    `parts` counts new parts by the translation key of their series, whose languages number together; `files` has for
    (series, SHA-256) what came of a file.
    """

    parts: Counter = field(default_factory=Counter)
    files: dict[tuple[int, str], Outcome] = field(default_factory=dict)


def bounds_of_the_site() -> Bounds:
    """How large and slow a file may be, as the setting MANUSCRIPT_BOUNDS says."""
    return Bounds(**settings.MANUSCRIPT_BOUNDS)


def read_manuscript(data: bytes, name: str = "") -> Manuscript:
    """Read a file within the bounds of the site. Raises UnreadableManuscript."""
    return read(data, name, bounds_of_the_site())


def report_of(manuscript: Manuscript, findings: tuple[Finding, ...]) -> dict:
    """A manuscript and what was found, in the shape that reports and ImportRecords hold."""
    return to_json(manuscript) | {"findings": [finding_to_json(finding) for finding in findings]}


def import_file(
    data: bytes,
    slug: str,
    *,
    name: str = "",
    title: str = "",
    number: int | None = None,
    publish: bool = False,
    rehearse: bool = False,
    ahead: Ahead | None = None,
    manuscript: Manuscript | None = None,
) -> Outcome:
    """Read a file into the series with the given slug.

    The same bytes into the same series a second time change nothing. A page that cannot be published stays a draft,
    and the outcome says why. With `rehearse` nothing at all is kept; a title that is missing is then only a finding,
    and `ahead` remembers what was rehearsed before.
    `manuscript` is what was read of the bytes before. Raises UnreadableManuscript, or ImportRefused; then nothing
    was changed.
    """
    manuscript = manuscript or read_manuscript(data, name)
    series = find_series(slug, manuscript.language)
    sha256 = hashlib.sha256(data).hexdigest()
    earlier = earlier_import(series, sha256)
    if earlier is not None:
        return Outcome(
            manuscript,
            manuscript.findings,
            page=earlier,
            number=earlier.part_number,
            title=earlier.title,
            was_there=True,
            is_published=earlier.live,
        )
    title = title or manuscript.title or ""
    if rehearse:
        return _rehearse(manuscript, series, sha256, title, number, Ahead() if ahead is None else ahead)
    if not title:
        raise ImportRefused(_("The file has no title. Give one with --title “…”. Nothing was changed."))
    page, findings = _make(manuscript, series, _File(data, sha256, name), title, number)
    refusal = _publish(page) if publish else ""
    return Outcome(
        manuscript,
        findings,
        page=page,
        number=page.part_number,
        title=page.title,
        is_published=publish and not refusal,
        refusal=refusal,
    )


def find_series(slug: str, language: str) -> SeriesPage:
    """The series with a slug: the one in the language of the text, when both languages have it."""
    found = list(SeriesPage.objects.filter(slug=slug, alias_of=None).select_related("locale").order_by("pk"))
    if not found:
        known = ", ".join(sorted(set(SeriesPage.objects.values_list("slug", flat=True)))) or "none yet"
        raise ImportRefused(
            _("There is no series “%(slug)s”. Series: %(known)s.") % {"slug": slug, "known": known}
        )
    return next((series for series in found if series.locale.language_code == language), found[0])


def earlier_import(series: SeriesPage, sha256: str) -> InstallmentPage | None:
    """The part that the same file became before, if it is still there."""
    record = ImportRecord.objects.filter(series=series, sha256=sha256, page__isnull=False).first()
    return InstallmentPage.objects.filter(pk=record.page_id).first() if record else None


def remember_import(
    page: InstallmentPage, series: SeriesPage, sha256: str, name: str, report: dict
) -> ImportRecord:
    """Note which file the page was made from. In the transaction that makes it."""
    ImportRecord.objects.filter(series=series, sha256=sha256).delete()  # its page was deleted since
    return ImportRecord.objects.create(
        series=series, page=page, sha256=sha256, file_name=name[-255:], report=storable(report)
    )


def all_findings(
    manuscript: Manuscript, written: tuple[Finding, ...], page: InstallmentPage, series: SeriesPage
) -> tuple[Finding, ...]:
    """What reading and writing found, and what the text proposes for the series."""
    # The title that the text lacks has been given by now.
    read_ones = (finding for finding in manuscript.findings if finding.about != "title")
    return (*read_ones, *written, *_proposal(manuscript, page, series))


@dataclass(frozen=True)
class _File:
    data: bytes = field(repr=False)
    sha256: str
    name: str


def _make(
    manuscript: Manuscript, series: SeriesPage, file: _File, title: str, number: int | None
) -> tuple[InstallmentPage, tuple[Finding, ...]]:
    shelf, originals = Shelf(), Originals()
    with whole_or_not_at_all(shelf, originals):
        page, written = _write(manuscript, series, title, number, shelf)
        findings = all_findings(manuscript, written, page, series)
        remember_import(page, series, file.sha256, file.name, report_of(manuscript, findings))
        originals.keep(page, file.data, file.name, file.sha256)
    return page, findings


def _write(manuscript, series, title: str, number: int | None, shelf: Shelf):
    running_order.lock(series)
    try:
        return write_draft(manuscript, series, title=title, number=number, shelf=shelf)
    except ValidationError as error:
        raise ImportRefused(" ".join([*error.messages, _("Nothing was changed.")])) from error


def _rehearse(
    manuscript: Manuscript, series: SeriesPage, sha256: str, title: str, number: int | None, ahead: Ahead
) -> Outcome:
    """What an import would find. No row and no file is kept."""
    if earlier := ahead.files.get((series.pk, sha256)):
        return replace(earlier, was_there=True)
    found: list[Finding] = []
    shelf = RehearsalShelf()
    try:
        with whole_or_not_at_all(shelf):
            page, written = _write(manuscript, series, title or _("Without a title"), number, shelf)
            if number is None and page.part_number is not None:
                page.part_number += ahead.parts[series.translation_key]
            number = page.part_number
            found += [*manuscript.findings, *written, *_proposal(manuscript, page, series)]
            raise _Rehearsed
    except _Rehearsed:
        outcome = Outcome(manuscript, tuple(found), number=number, title=title)
    if title:  # without one it would be refused, and take no number
        ahead.files[series.pk, sha256] = outcome
        ahead.parts[series.translation_key] += number is not None
    return outcome


def _proposal(manuscript: Manuscript, page: InstallmentPage, series: SeriesPage) -> tuple[Finding, ...]:
    """What a text that calls itself the last proposes; an editor closes the series."""
    if not manuscript.closes_series or series.status == SeriesPage.Status.COMPLETE:
        return ()
    what = _("Proposal: set the series “%(series)s” to complete, with part %(number)s as its last.")
    return (Finding("guessed", what % {"series": series.title, "number": page.part_number}),)


def _publish(page: InstallmentPage) -> str:
    """Publish the page and the authors' pages made for it; returns why not, "" when it worked."""
    problems = problems_of(page.get_latest_revision_as_object())
    if problems:
        return " ".join(problems)
    try:
        with transaction.atomic(), imported():
            for author in AuthorPage.objects.filter(bylines__page=page, live=False, first_published_at=None):
                author.save_revision().publish()
            page.get_latest_revision().publish()
    except ChecklistNotMet as refusal:
        return " ".join(refusal.messages)
    page.refresh_from_db()
    return ""
