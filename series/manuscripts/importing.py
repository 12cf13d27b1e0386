"""Bringing a file into a series: once for each file, whole or not at all, with a report of everything it held."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from authors.models import AuthorPage
from series import running_order
from series.checklist.gate import ChecklistNotMet
from series.manuscripts.manuscript import Finding, Manuscript, to_json
from series.manuscripts.newspaper import read_newspaper
from series.manuscripts.writer import write_draft
from series.models import ImportRecord, InstallmentPage, SeriesPage
from series.validation import problems_of


class ImportRefused(Exception):
    """The file was not imported and nothing was changed; the message says why and what to do."""


@dataclass(frozen=True)
class Outcome:
    """What came of a file: the page, what was found, whether it was there before, why it could not be published."""

    page: InstallmentPage
    findings: tuple[Finding, ...]
    was_there: bool = False
    is_published: bool = False
    refusal: str = ""


def import_text(
    data: bytes,
    slug: str,
    *,
    name: str = "",
    title: str = "",
    number: int | None = None,
    publish: bool = False,
) -> Outcome:
    """Read a newspaper's text into the series with the given slug.

    The same bytes into the same series a second time change nothing. A page that cannot be published stays a draft,
    and the outcome says why. Raises UnreadableManuscript, or ImportRefused; then nothing was changed.
    """
    manuscript = read_newspaper(data, name=name)
    series = _series(slug, manuscript.language)
    sha256 = hashlib.sha256(data).hexdigest()
    earlier = ImportRecord.objects.filter(series=series, sha256=sha256, page__isnull=False).first()
    if earlier is not None:
        page = InstallmentPage.objects.get(pk=earlier.page_id)
        return Outcome(page, (), was_there=True, is_published=page.live)
    if not (title or manuscript.title):
        raise ImportRefused(_("The file has no title. Give one with --title “…”. Nothing was changed."))
    page, findings = _make(manuscript, series, sha256, name, title or manuscript.title, number)
    if not publish:
        return Outcome(page, findings)
    refusal = _publish(page)
    return Outcome(page, findings, is_published=not refusal, refusal=refusal)


def _series(slug: str, language: str) -> SeriesPage:
    """The series with a slug: the one in the language of the text, when both languages have it."""
    found = list(SeriesPage.objects.filter(slug=slug, alias_of=None).select_related("locale").order_by("pk"))
    if not found:
        known = ", ".join(sorted(set(SeriesPage.objects.values_list("slug", flat=True)))) or "none yet"
        raise ImportRefused(
            _("There is no series “%(slug)s”. Series: %(known)s.") % {"slug": slug, "known": known}
        )
    return next((series for series in found if series.locale.language_code == language), found[0])


@transaction.atomic
def _make(
    manuscript: Manuscript, series: SeriesPage, sha256: str, name: str, title: str, number: int | None
) -> tuple[InstallmentPage, tuple[Finding, ...]]:
    running_order.lock(series)
    try:
        page, written = write_draft(manuscript, series, title=title, number=number)
    except ValidationError as error:
        raise ImportRefused(" ".join([*error.messages, _("Nothing was changed.")])) from error
    # The title that the text lacks has been given by now.
    read = (finding for finding in manuscript.findings if finding.about != "title")
    findings = (*read, *written, *_proposal(manuscript, page, series))
    ImportRecord.objects.filter(series=series, sha256=sha256).delete()  # its page was deleted since
    report = to_json(manuscript) | {"findings": [_as_json(finding) for finding in findings]}
    ImportRecord.objects.create(series=series, page=page, sha256=sha256, file_name=name[-255:], report=report)
    return page, findings


def _proposal(manuscript: Manuscript, page: InstallmentPage, series: SeriesPage) -> tuple[Finding, ...]:
    """What a text that calls itself the last proposes; an editor closes the series."""
    if not manuscript.closes_series or series.status == SeriesPage.Status.COMPLETE:
        return ()
    what = _("Proposal: set the series “%(series)s” to complete, with part %(number)s as its last.")
    return (Finding("guessed", what % {"series": series.title, "number": page.part_number}),)


def _as_json(finding: Finding) -> dict:
    return {
        "kind": finding.kind,
        "what": finding.what,
        "place": finding.where,
        "count": finding.count,
        "passage": finding.passage,
    }


def _publish(page: InstallmentPage) -> str:
    """Publish the page and the authors' pages made for it; returns why not, "" when it worked."""
    problems = problems_of(page.get_latest_revision_as_object())
    if problems:
        return " ".join(problems)
    try:
        with transaction.atomic():
            for author in AuthorPage.objects.filter(bylines__page=page, live=False, first_published_at=None):
                author.save_revision().publish()
            page.get_latest_revision().publish()
    except ChecklistNotMet as refusal:
        return " ".join(refusal.messages)
    page.refresh_from_db()
    return ""
