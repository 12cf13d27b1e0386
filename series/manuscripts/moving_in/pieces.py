"""One post becomes one piece, in one transaction: draft, topics, pictures, dates, its state, its old addresses."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from wagtail.models import Revision

from authors.models import AuthorPage
from publication.images import PictureRefused
from publication.redirects import lead_old_addresses
from publication.times import said
from series.checklist.evaluation import missing_in_version
from series.checklist.gate import sentences
from series.manuscripts.manuscript import Block, Finding, ImageSlot, Manuscript
from series.manuscripts.moving_in.destinations import Destinations, Target
from series.manuscripts.moving_in.library import Library
from series.manuscripts.moving_in.links import file_links, has_old_links
from series.manuscripts.moving_in.subjects import Subjects
from series.manuscripts.wordpress.fields import file_name
from series.manuscripts.wordpress.records import Index, Post, State
from series.manuscripts.writer import NO_STANDFIRST, write_draft
from series.manuscripts.writing.fields import fit
from series.manuscripts.writing.people import KnownAuthors
from series.manuscripts.writing.pictures import Shelf
from series.manuscripts.writing.wholeness import whole_or_not_at_all
from series.models import ImportedPost, InstallmentPage, SeriesPage
from series.models.dated import date_rows_of
from series.validation import problems_of

LONGEST_TITLE = InstallmentPage._meta.get_field("title").max_length
LONGEST_ALT = InstallmentPage._meta.get_field("image_alt").max_length
LONGEST_CAPTION = InstallmentPage._meta.get_field("image_caption").max_length


@dataclass(frozen=True)
class Written:
    """What came of a post: `state` is what the piece is now."""

    page: InstallmentPage
    state: State
    findings: tuple[Finding, ...]


class PieceWriter:
    """Writes the pieces of one export; what was looked up for one is known for the next."""

    def __init__(self, index: Index, library: Library, subjects: Subjects, destinations: Destinations):
        self.index, self.library = index, library
        self.subjects, self.destinations = subjects, destinations
        self.authors, self.shelf = KnownAuthors(), Shelf()

    def with_files(self, manuscript: Manuscript) -> Manuscript:
        """The manuscript with the files of its pictures, as far as they are here.

        A finding for each that is not, and for each link to a file of the old site: documents are not brought over.
        """
        what = "A link leads to a file on the old site, which was not brought over."
        findings = [
            Finding("missing", what, passage=f"{words} {address}")
            for words, address in file_links(manuscript, self.index)
        ]
        body = tuple(self._with_file(block, findings) for block in manuscript.body)
        return replace(manuscript, body=body, findings=(*manuscript.findings, *findings))

    def write(self, post: Post, manuscript: Manuscript, known: ImportedPost | None = None) -> Written:
        """Make the piece of a post and publish it if it was public. Raises ValidationError; then nothing was kept.

        `known` is the record of a piece that was deleted here, and is to be brought back.
        """
        target = self.destinations.target(post)
        with whole_or_not_at_all(self.shelf, self.authors, self.subjects, self.destinations):
            findings: list[Finding] = []
            series = self.destinations.series(target, findings)
            title = fit(post.title, LONGEST_TITLE, "The title", findings) or f"Untitled post {post.id}"
            page, written = write_draft(
                manuscript,
                series,
                title=title,
                number=self._number(target, series, findings),
                authors=self.authors,
                shelf=self.shelf,
                topics=self.subjects.topics(post.subjects, findings),
                fields={
                    "slug": self.destinations.slug(series, post.slug, title),
                    **self._lead(post, manuscript, findings),
                    **_moments(post),
                },
            )
            # What was public had readers without one.
            findings += (
                each for each in written if each.what != NO_STANDFIRST or post.state is not State.PUBLIC
            )
            state = self._publish(post, page, series, findings)
            self._date(post, page, state)
            record = known or ImportedPost(guid=post.guid)
            record.page, record.version_id = page, page.latest_revision_id
            record.loose_links = has_old_links(manuscript, self.index)
            record.save()
            self._lead_there(post, page, findings)
        return Written(page, state, tuple(findings))

    def _with_file(self, block: Block, findings: list[Finding]) -> Block:
        if not isinstance(block, ImageSlot) or block.file is not None:
            return block
        path = self.library.find(block.address)
        file = self.library.read(path, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE) if path else None
        if file is None:
            findings.append(_missing_picture(block.address, path is not None, block.caption))
        return replace(block, file=file)

    def _number(self, target: Target, series: SeriesPage, findings: list[Finding]) -> int | None:
        """The number of the part, None to let it come behind the others."""
        if target.number is None or not series.is_numbered:
            return None
        parts = InstallmentPage.objects.filter(
            series__translation_key=series.translation_key, part_number=target.number
        )
        holder = parts.first()
        if holder is None:
            return target.number
        what = f"Number {target.number} is that of “{holder.title}”; the piece came behind the last part."
        findings.append(Finding("changed", what))
        return None

    def _lead(self, post: Post, manuscript: Manuscript, findings: list[Finding]) -> dict[str, object]:
        """The fields of the picture at the head of the piece."""
        if post.thumbnail is None:
            return {}
        attachment = self.index.attachments.get(post.thumbnail)
        if attachment is None:
            findings.append(Finding("missing", "The picture at the head of the post is not in the export."))
            return {}
        slot = ImageSlot(
            attachment.caption,
            _credit(attachment.address, manuscript),
            attachment.alt,
            address=attachment.address,
        )
        slot = self._with_file(slot, findings)
        if slot.file is None:
            return {}
        try:
            image = self.shelf.put(slot)
        except PictureRefused as refusal:
            findings.append(
                Finding("dropped", f"The picture at the head of the piece was not taken: {refusal}")
            )
            return {}
        return {
            "image_id": image,
            "image_alt": fit(slot.alt, LONGEST_ALT, "The alternative text", findings),
            "image_caption": fit(slot.caption, LONGEST_CAPTION, "The caption", findings),
        }

    def _publish(
        self, post: Post, page: InstallmentPage, series: SeriesPage, findings: list[Finding]
    ) -> State:
        if post.state is State.PUBLIC:
            return self._publish_again(post, page, series, findings)
        if post.state is State.SCHEDULED:
            return self._schedule(post, page, findings)
        return State.DRAFT

    def _publish_again(
        self, post: Post, page: InstallmentPage, series: SeriesPage, findings: list[Finding]
    ) -> State:
        """Publish what readers had already: what the checklist misses is reported and keeps nothing back."""
        if not post.title:
            findings.append(
                Finding("missing", "The post has no title, so it is not published.", about="title")
            )
            return State.DRAFT
        for author in AuthorPage.objects.filter(bylines__page=page, live=False, first_published_at=None):
            author.save_revision().publish()
        revision = page.latest_revision
        missing = sentences(missing_in_version(page, revision.content))
        findings.extend(Finding("missing", f"Published all the same: {words}") for words in missing)
        page.publish(revision, was_public=True)
        self.destinations.publish(series, findings)
        return State.PUBLIC

    def _schedule(self, post: Post, page: InstallmentPage, findings: list[Finding]) -> State:
        """Schedule a piece that nobody has read yet: it meets the checklist, or stays a draft that asks for its date."""
        if post.created is None or post.created <= timezone.now():
            findings.append(Finding("changed", "Its date has passed since the export; it is a draft."))
            return State.DRAFT
        problems = [] if post.title else ["The post has no title."]
        problems += problems_of(page.get_latest_revision_as_object())
        problems += sentences(missing_in_version(page, page.latest_revision.content))
        if problems:
            what = f"Not scheduled for {said(post.created)}, a draft with that date: {' '.join(problems)}"
            findings.append(Finding("missing", what))
            return State.DRAFT
        page.publish(page.latest_revision)
        return State.SCHEDULED

    def _date(self, post: Post, page: InstallmentPage, state: State) -> None:
        """Give the piece and its version the times that they had."""
        now = timezone.now()
        written = min(post.changed or post.created or now, now)
        times: dict[str, datetime] = {"latest_revision_created_at": written}
        if state is State.PUBLIC:
            published = min(post.created or now, now)
            times |= {"first_published_at": published, "last_published_at": max(written, published)}
        InstallmentPage.objects.filter(pk=page.pk).update(**times)
        date_rows_of(page.pk)
        Revision.objects.filter(pk=page.latest_revision_id).update(created_at=written)

    def _lead_there(self, post: Post, page: InstallmentPage, findings: list[Finding]) -> None:
        """Let the old addresses lead to the piece; one that was not public had no address but its number."""
        paths = [f"/?p={post.id}"] if post.id else []
        if post.state is State.PUBLIC:
            paths += post.old_addresses
        if lead_old_addresses(paths, page) < len(set(paths)):
            what = "An old address led elsewhere already, and still does, or is the address that the piece has now."
            findings.append(Finding("changed", what, passage=" ".join(paths)))


def _credit(address: str, manuscript: Manuscript) -> str:
    """Who is credited for the picture where it stands in the text."""
    slots = [block for block in manuscript.body if isinstance(block, ImageSlot) and block.address == address]
    return next((slot.credit for slot in slots if slot.credit), "")


def _missing_picture(address: str, is_here: bool, caption: str) -> Finding:
    name = file_name(address) or address
    why = "is too large or cannot be read" if is_here else "is not among the images that were given"
    return Finding("missing", f"The picture {name} {why}; its place waits for it.", passage=caption)


def _moments(post: Post) -> dict[str, datetime]:
    if post.state is State.PUBLIC and post.created and post.title:
        return {"first_published_at": min(post.created, timezone.now())}
    if post.state is State.SCHEDULED and post.created and post.created > timezone.now():
        return {"go_live_at": post.created}
    return {}
