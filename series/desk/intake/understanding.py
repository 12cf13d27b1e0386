"""Reading an upload, and what is kept of the reading for its review: plain values, pictures left out.

The file itself is read again when it is made a draft, so nothing of the review has to be believed.
"""

import logging
import uuid

from django.utils.translation import gettext as _

from series.desk.intake.uploads import content_of
from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.importing import bounds_of_the_site, read_manuscript
from series.manuscripts.manuscript import ImageSlot, Manuscript, finding_to_json
from series.manuscripts.markup import paragraph
from series.manuscripts.tally import tally_of_draft, tally_of_file
from series.manuscripts.writing.blocks import BodyWriter
from series.manuscripts.writing.fields import storable
from series.manuscripts.writing.marks import house_marks
from series.manuscripts.writing.pictures import RehearsalShelf
from series.models import ManuscriptUpload

logger = logging.getLogger(__name__)


def understand(upload: ManuscriptUpload) -> None:
    """Read the file of an upload and keep what was understood, or why it cannot be read."""
    try:
        data = content_of(upload)
        upload.reading = storable(reading_of(read_manuscript(data, upload.name), data))
        upload.state, upload.problem = ManuscriptUpload.State.READY, ""
    except UnreadableManuscript as error:
        upload.state, upload.problem, upload.reading = ManuscriptUpload.State.REFUSED, str(error), {}
    except Exception:
        # A reader promises its own error only; one that breaks the promise must not take the other files along.
        logger.exception("The manuscript %s (upload %s) made a reader fail", upload.name, upload.pk)
        upload.state, upload.reading = ManuscriptUpload.State.REFUSED, {}
        upload.problem = _("The file could not be read, which is not your doing. It is in the site’s log.")
    # Not save(): the upload may have been made a draft, or given up, while it was read a second time.
    kept = {name: getattr(upload, name) for name in ("state", "problem", "reading")}
    ManuscriptUpload.objects.filter(pk=upload.pk).update(**kept)


def reading_of(manuscript: Manuscript, data: bytes) -> dict:
    """What a review shows: fields, `blocks` as they would be stored, `notes` by id, `slots` of pictures by block id,
    findings, comments, and what was counted `before` and `after`."""
    findings, shelf = [], RehearsalShelf()
    notes = {note.mark: str(uuid.uuid4()) for note in manuscript.footnotes}
    texts = {
        notes[note.mark]: paragraph(note.words.stripped(), languages=False) for note in manuscript.footnotes
    }
    body, moved = house_marks(manuscript.body, frozenset(notes))
    findings += moved
    writer = BodyWriter(notes, shelf, findings)
    blocks, slots = [], {}
    for block in body:
        taken = len(shelf.taken)
        stored = writer.write(block)
        if stored is None:
            continue
        blocks.append(stored)
        if isinstance(block, ImageSlot):
            size = shelf.taken[-1] if len(shelf.taken) > taken else None
            slots[stored["id"]] = {
                "name": block.file.name if block.file else "",
                "size": size,
                "is_missing": block.missing,
            }
    after = tally_of_draft(manuscript, blocks, texts, len(shelf.taken))
    return {
        "title": manuscript.title or "",
        "standfirst": manuscript.standfirst,
        "editors_note": manuscript.editors_note,
        "language": manuscript.language,
        "closes_series": manuscript.closes_series,
        "byline": [
            {
                "name": entry.name,
                "position": entry.position,
                "organisation": entry.organisation,
                "biography": entry.biography,
            }
            for entry in manuscript.byline
        ],
        "blocks": blocks,
        "notes": texts,
        "slots": slots,
        "comments": len(manuscript.comments),
        "findings": [finding_to_json(finding) for finding in (*manuscript.findings, *findings)],
        "before": tally_of_file(data, bounds_of_the_site()).as_json(),
        "after": after.as_json(),
    }
