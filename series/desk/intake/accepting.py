"""An upload becomes a draft, with the file kept beside it: all of it, or nothing and the upload as it was."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from authors.known import KnownAuthors
from authors.models import AuthorPage
from series import running_order
from series.desk.commissions import link, moment_of
from series.desk.intake.uploads import content_of, made_before
from series.manuscripts.importing import all_findings, read_manuscript, remember_import, report_of
from series.manuscripts.manuscript import BylineEntry
from series.manuscripts.writer import write_draft
from series.manuscripts.writing.pictures import Shelf
from series.manuscripts.writing.wholeness import whole_or_not_at_all
from series.models import InstallmentPage, ManuscriptFile, ManuscriptUpload, PlannedPart, SeriesPage, Topic

TYPED = ("name", "position", "organisation")
LOG_ACTION = "series.made_from_manuscript"


class Gone(Exception):
    """The upload is no longer there: it was made a draft or given up meanwhile."""


@dataclass(frozen=True)
class Decisions:
    """What an editor decided in the review. `credits` are (place in the file's byline, words typed, page or None)."""

    series: SeriesPage
    title: str
    standfirst: str
    editors_note: str
    credits: tuple[tuple[int, dict, AuthorPage | None], ...]
    topics: tuple[Topic, ...] = ()
    number: int | None = None
    planned: PlannedPart | None = None
    keep_comments: bool = False

    def as_json(self) -> dict:
        """The decisions as plain values, for a job."""
        return {
            "series": self.series.pk,
            "title": self.title,
            "standfirst": self.standfirst,
            "editors_note": self.editors_note,
            "credits": [
                [place, {name: typed[name] for name in TYPED}, author and author.pk]
                for place, typed, author in self.credits
            ],
            "topics": [topic.pk for topic in self.topics],
            "number": self.number,
            "planned": self.planned and self.planned.pk,
            "keep_comments": self.keep_comments,
        }

    @classmethod
    def from_json(cls, values: dict) -> "Decisions":
        """The decisions that a job carries. Raises ValidationError when something that was chosen is gone."""
        chosen = {pk for _place, _typed, pk in values["credits"] if pk}
        authors = AuthorPage.objects.in_bulk(chosen)
        topics = Topic.objects.in_bulk(values["topics"])
        series = SeriesPage.objects.filter(pk=values["series"]).first()
        planned = PlannedPart.objects.filter(pk=values["planned"]).first() if values["planned"] else None
        if series is None or len(authors) < len(chosen) or (values["planned"] and planned is None):
            raise ValidationError(_("What was chosen in the review is gone meanwhile. Look at it once more."))
        found = {
            "series": series,
            "planned": planned,
            "credits": tuple((place, typed, authors.get(pk)) for place, typed, pk in values["credits"]),
            "topics": tuple(topics[pk] for pk in values["topics"] if pk in topics),
        }
        return cls(**(values | found))


def accept(upload_id: int, decisions: Decisions, user) -> InstallmentPage:
    """Make the draft; the upload goes, its file stays with the draft.

    Raises ValidationError with words for people (a number that is taken, a file that is a part already),
    UnreadableManuscript, or Gone; then nothing has changed.
    """
    shelf, authors = Shelf(), KnownAuthors()
    with whole_or_not_at_all(shelf, authors):
        running_order.lock(decisions.series)
        upload = ManuscriptUpload.objects.select_for_update().filter(pk=upload_id).first()
        if upload is None:
            raise Gone
        earlier = made_before(upload)
        if earlier is not None:
            raise ValidationError(
                _("This file is in the series already, as “%(title)s”.") % {"title": earlier.draft_title}
            )
        manuscript = read_manuscript(content_of(upload), upload.name)
        manuscript = replace(
            manuscript,
            title=decisions.title,
            standfirst=decisions.standfirst,
            editors_note=decisions.editors_note,
            byline=tuple(_entries(manuscript.byline, decisions.credits)),
        )
        page, written = write_draft(
            manuscript,
            decisions.series,
            title=decisions.title,
            number=decisions.number,
            owner=user,
            authors=authors,
            shelf=shelf,
            credits=tuple(author for _place, _typed, author in decisions.credits),
            topics=decisions.topics,
            keep_comments=decisions.keep_comments,
            fields={"go_live_at": moment_of(decisions.planned)} if decisions.planned else None,
        )
        if decisions.planned is not None:
            # The number after the last may be the planned part's own; then it stands beside it already.
            if page.part_number is None or page.part_number != decisions.planned.part_number:
                link(decisions.planned, page, user)
            PlannedPart.objects.filter(pk=decisions.planned.pk).update(state=PlannedPart.State.RECEIVED)
            page.refresh_from_db(fields=["part_number"])
        findings = all_findings(manuscript, written, page, decisions.series)
        remember_import(page, decisions.series, upload.sha256, upload.name, report_of(manuscript, findings))
        _keep_file(upload, page, user)
        log(instance=page, action=LOG_ACTION, user=user, data={"file": upload.name})
    return page


def _entries(byline, credits: Iterable[tuple[int, dict, AuthorPage | None]]):
    """The entries of the file's byline that are credited, in the words that were typed."""
    for place, typed, _author in credits:
        # A reader that has learned since may see a shorter byline than the review did.
        entry = byline[place] if place < len(byline) else BylineEntry(typed["name"])
        yield replace(entry, **{name: typed[name] for name in TYPED})


def _keep_file(upload: ManuscriptUpload, page: InstallmentPage, user) -> None:
    """The file changes hands: the same stored file, from the upload to the page."""
    ManuscriptFile.objects.create(
        page=page,
        series=page.series,
        uploaded_by=upload.uploaded_by or user,
        file=upload.file.name,
        name=upload.name,
        size=upload.size,
        sha256=upload.sha256,
    )
    upload.delete()
