"""The move itself: post by post, each whole or not at all, so that a run that was stopped goes on where it was."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import reset_queries

from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.importing import bounds_of_the_site
from series.manuscripts.manuscript import Finding, Manuscript
from series.manuscripts.moving_in.destinations import Destinations
from series.manuscripts.moving_in.library import Library
from series.manuscripts.moving_in.links import Mended, loose_pieces, mend_links
from series.manuscripts.moving_in.pieces import PieceWriter
from series.manuscripts.moving_in.subjects import Subjects
from series.manuscripts.wordpress import Export, Post, Skipped, State
from series.manuscripts.wordpress.reading import read_post
from series.models import ImportedPost

logger = logging.getLogger(__name__)

LONGEST_GUID = ImportedPost._meta.get_field("guid").max_length


class Fate(Enum):
    """What became of an item."""

    CREATED = "created"
    PLANNED = "planned"  # in a dry run: it would be created
    THERE = "there"
    DELETED = "deleted"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True)
class Options:
    """What the operator chose. `column` is the slug of the series for posts without one."""

    column: str = ""
    images: Path | None = None
    image_map: Path | None = None
    topics: Path | None = None
    dry_run: bool = False
    limit: int | None = None
    bring_back: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of an item of the export. `state` is that of the piece, None where there is none."""

    fate: Fate
    id: int
    guid: str = ""
    title: str = ""
    state: State | None = None
    series: str = ""
    number: int | None = None
    address: str = ""
    topics: tuple[str, ...] = ()
    comments: int = 0
    spam: int = 0
    findings: tuple[Finding, ...] = ()
    manuscript: Manuscript | None = field(default=None, repr=False)


class Move:
    """One export on its way into the site. Raises MoveRefused when the choices do not fit, before anything is written."""

    def __init__(self, export: Export, options: Options):
        self.export, self.options = export, options
        self._writer = PieceWriter(
            export.index,
            Library(options.images, options.image_map),
            Subjects(options.topics),
            Destinations(export.index, options.column),
        )
        self._promised: set[str] = set()

    def pieces(self) -> Iterator[Outcome]:
        """Bring in post after post, and say of every item of the export what became of it.

        Posts that are here already, by their GUIDs, are left as they are. What goes wrong with one is told in its
        outcome, and the next has its turn.
        """
        begun = 0
        for item in self.export.items():
            if isinstance(item, Skipped):
                yield _skipped(item)
                continue
            known = ImportedPost.objects.filter(guid=item.guid[:LONGEST_GUID]).select_related("page").first()
            if known is not None and (known.page or not self.options.bring_back):
                yield _known(item, known)
                continue
            if self.options.limit is not None and begun >= self.options.limit:
                return
            begun += 1
            yield self._guarded(item, known)
            reset_queries()  # in development every query is kept otherwise

    def loose_pieces(self) -> list[int]:
        """The pieces whose links are to be led to the pages that are here now. To be asked for when all were brought in."""
        return [] if self.options.dry_run else loose_pieces()

    def mend(self, pk: int) -> Mended | None:
        """Lead the links of one of them; None where there was nothing to do."""
        reset_queries()
        return mend_links(pk, self.export.index)

    def _guarded(self, post: Post, known: ImportedPost | None) -> Outcome:
        """What became of a post, or would: one among thousands must not hold back the others, whatever is wrong."""
        try:
            return self._plan(post) if self.options.dry_run else self._bring_in(post, known)
        except UnreadableManuscript as error:
            return _refused(post, str(error))
        except ValidationError as error:
            return _refused(post, " ".join(error.messages))
        except Exception as error:
            logger.exception("post %s (%s) could not be brought in", post.id, post.guid)
            return _refused(post, f"{type(error).__name__}: {error}")

    def _bring_in(self, post: Post, known: ImportedPost | None) -> Outcome:
        manuscript = self._read(post)
        written = self._writer.write(post, manuscript, known)
        page = written.page
        return Outcome(
            Fate.CREATED,
            post.id,
            post.guid,
            page.title,
            written.state,
            page.series.slug,
            page.part_number,
            page.url or "",
            tuple(row.topic.name for row in page.topic_rows.all()),
            post.comments,
            post.spam,
            (*manuscript.findings, *written.findings),
        )

    def _plan(self, post: Post) -> Outcome:
        """What would come of a post; nothing is written."""
        manuscript = self._read(post)
        target, findings = self._writer.destinations.target(post), []
        if target.slug not in self._promised and self._writer.destinations.find(target) is None:
            self._promised.add(target.slug)
            findings.append(Finding("changed", f"The series “{target.title or target.slug}” would be made."))
        state = State.DRAFT if post.state is State.PUBLIC and not post.title else post.state
        if state is not post.state:
            findings.append(
                Finding("missing", "The post has no title, so it is not published.", about="title")
            )
        return Outcome(
            Fate.PLANNED,
            post.id,
            post.guid,
            post.title,
            state,
            target.slug,
            target.number,
            "",
            tuple(self._writer.subjects.names(post.subjects)),
            post.comments,
            post.spam,
            (*manuscript.findings, *findings),
            manuscript,
        )

    def _read(self, post: Post) -> Manuscript:
        if len(post.guid) > LONGEST_GUID:
            raise UnreadableManuscript(
                "The post's GUID is longer than any that WordPress makes.",
                "Shorten it in WordPress and export again.",
            )
        return self._writer.with_files(read_post(post, self.export.index, bounds_of_the_site()))


def _skipped(item: Skipped) -> Outcome:
    what = f"Skipped: {item.kind}" if item.kind != "post" else f"Skipped: a post in the state “{item.status}”"
    return Outcome(Fate.SKIPPED, item.id, title=item.title, findings=(Finding("dropped", f"{what}."),))


def _known(post: Post, known: ImportedPost) -> Outcome:
    if known.page is None:
        what = "It was imported before and deleted here since; it is not brought back."
        return Outcome(Fate.DELETED, post.id, post.guid, post.title, findings=(Finding("dropped", what),))
    return Outcome(Fate.THERE, post.id, post.guid, known.page.title)


def _refused(post: Post, why: str) -> Outcome:
    return Outcome(
        Fate.REFUSED, post.id, post.guid, post.title or f"post {post.id}", findings=(Finding("dropped", why),)
    )
