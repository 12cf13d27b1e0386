"""A Word document (.docx) becomes a `Manuscript`: parts, story, front matter, blocks, notes, in this order."""

import logging
from dataclasses import replace

from ..bounds import Bounds
from ..errors import UnreadableManuscript
from ..languages import language_of
from ..manuscript import Comment, Manuscript
from ..notes import has_end_mark, says_last_in_series
from ..wanting import report_missing
from .blocks import Placed, build_blocks
from .document import Document
from .footnotes import number_notes, read_notes
from .front import Front, take_front
from .furniture import tell_macros, tell_running_heads
from .languages import mark_languages
from .names import W
from .package import SAVE_AGAIN, Package
from .story import read_story

log = logging.getLogger(__name__)


def read_word(data: bytes, *, name: str = "", bounds: Bounds | None = None) -> Manuscript:
    """Read the bytes of a `.docx` file; `name` is the file's name, for the words of the report.

    Everything visible in the file ends in the manuscript or in a finding; hidden text, deleted text and the file's
    properties in neither. Raises `UnreadableManuscript`, and nothing else, for a file that is hostile, damaged, of
    another kind or beyond the bounds. Nothing is fetched.
    """
    try:
        return _read(data, name, bounds or Bounds())
    except UnreadableManuscript:
        raise
    except Exception as error:
        # No file may stop an import of many. What comes here is a fault of the reader, to be mended.
        log.exception("The Word reader failed on a file of %d bytes", len(data))
        raise UnreadableManuscript(
            "The document is built in a way that cannot be read.", SAVE_AGAIN
        ) from error


def _read(data: bytes, name: str, bounds: Bounds) -> Manuscript:
    package = Package(data, bounds)
    root = package.part(package.main)
    body = root.find(f"{W}body") if root is not None and root.tag == f"{W}document" else None
    if body is None:
        raise UnreadableManuscript("This is not a Word document (.docx).", SAVE_AGAIN)
    document = Document(package, bounds)
    elements = read_story(document, package.main, body)
    tell_running_heads(document)
    tell_macros(document)
    front = take_front(document, elements)
    blocks = build_blocks(document, front.elements)
    notes = read_notes(document)
    blocks, footnotes, front = number_notes(document, blocks, notes, front)
    manuscript = Manuscript(
        title=front.title,
        standfirst=front.standfirst,
        editors_note=front.editors_note,
        byline=tuple(front.byline),
        body=tuple(block for block, _places in blocks),
        footnotes=footnotes,
        language=language_of(_texts(front, blocks)),
        closes_series=says_last_in_series(front.editors_note) or has_end_mark(front.title or ""),
        comments=_comments(document, blocks),
    )
    _report(document, manuscript, name)
    if not document.is_ours:
        manuscript = mark_languages(manuscript)
    return replace(manuscript, findings=document.report.findings())


def _texts(front: Front, blocks: list[Placed]) -> list[str]:
    texts = [front.title or "", front.standfirst]
    return texts + [block.words.plain for block, _places in blocks if hasattr(block, "words")]


def _comments(document: Document, blocks: list[Placed]) -> tuple[Comment, ...]:
    at = {number: index for index, (_block, places) in enumerate(blocks) for number in places}
    return tuple(
        Comment(remark.text, remark.by, at.get(remark.place), remark.about)
        for remark in document.comments.all()
    )


def _report(document: Document, manuscript: Manuscript, name: str) -> None:
    report_missing(manuscript, document.report, name)
    if count := len(manuscript.comments):
        places = {remark.place for remark in document.comments.all() if remark.place}
        what = "Comments are not published; they are kept for the editors."
        document.report.add("kept", what, places, count=count)
    document.finish_report()
