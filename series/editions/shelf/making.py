"""Makes editions: one at a time for a page and form, and a whole file takes the place of a whole file.

Whoever makes one claims its row first, and says there under which name the file will be stored. From then on a maker may
be killed at any moment: the last file stays, the claim ends with the maker's signs of life, and the name tells what is
to be cleared away.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from publication.background.life import pulse
from publication.frame import Frame
from publication.models.jobs import SIGN_OF_LIFE
from publication.private_files import private_name, private_storage
from series.editions.book.reading import book_of_piece, book_of_series
from series.editions.book.shapes import Book
from series.editions.shelf.forms import KINDS
from series.feeds.characters import allowed
from series.models import Edition, InstallmentPage, SeriesPage

log = logging.getLogger(__name__)

# Raised when the code makes other files of the same book.
MAKE = 5


# Downloads of what cannot be made count as attempts, without end, and the column is a small one.
MOST_COUNTED = 1000


class Busy(Exception):
    """Somebody else is making this edition."""


class Closed(Exception):
    """There is no book of the page any more, or something in it was closed while the file was made."""


class NotStored(Exception):
    """The file was made, and the storage does not take it; or gives none."""


@dataclass(frozen=True)
class _Claim:
    """The right to make an edition: since when, under which name, and how many changes were known by then."""

    pk: int
    since: datetime
    name: str
    changes: int

    @property
    def rows(self):
        """The edition as long as the claim holds."""
        return Edition.objects.filter(pk=self.pk, making_since=self.since)


def book_of(page: Page, frame: Frame) -> Book | None:
    """The book of a page as everybody may have it now: of a public piece, or of a complete public series."""
    if isinstance(page, InstallmentPage):
        return book_of_piece(page, frame)
    if isinstance(page, SeriesPage) and page.status == SeriesPage.Status.COMPLETE:
        return book_of_series(page, frame)
    return None


def digest_of(book: Book) -> str:
    """A digest of all that stands in a book. Pictures are in it by their names, which change with the file."""
    return hashlib.sha256(repr((MAKE, book)).encode("utf-8", "surrogatepass")).hexdigest()


def readable_pieces(book: Book) -> list[int]:
    """The ids of the pieces whose text is in a book."""
    return [chapter.pk for chapter in book.chapters if not chapter.is_withdrawn]


def nobody_is_at_it() -> Q:
    """Editions that nobody is making, or somebody who has given no sign of life for a minute."""
    return Q(making_since=None) | Q(heard_at=None) | Q(heard_at__lte=timezone.now() - SIGN_OF_LIFE)


def make(page: Page, form: str, frame: Frame) -> tuple[Edition, Book]:
    """Make the edition of a page as it is now and keep it in place of the last.

    Raises Busy while somebody else does so, Closed when there is nothing to make, and NotStored. What else goes wrong is
    noted and raised. Either way the last file stays where it is.
    """
    claim = _claim(page, form)
    try:
        with pulse(lambda: claim.rows.update(heard_at=timezone.now())):
            # Read after the claim: what changes from here on counts as a change of its own.
            book = book_of(page, frame)
            if book is None:
                raise Closed
            written = KINDS[form].write(book, frame)
            try:
                private_storage().save(claim.name, ContentFile(written.content))
            except Exception as error:  # storages have errors of their own
                raise NotStored(str(error)) from error
            return _keep(claim, book, written), book
    except Exception as error:
        # A worker that is told to end passes by here, as one that is killed does: its claim ends by itself.
        words = "" if isinstance(error, Busy | Closed) else words_of(error)
        claim.rows.update(making_since=None, heard_at=None, problem=words)
        clear_away(claim.pk)
        raise


def _claim(page: Page, form: str) -> _Claim:
    edition, _created = Edition.objects.get_or_create(page_id=page.pk, form=form)
    now, name = timezone.now(), private_name("editions")
    with transaction.atomic():
        mine = Edition.objects.select_for_update().filter(nobody_is_at_it(), pk=edition.pk).first()
        if mine is None:
            raise Busy
        Edition.objects.filter(pk=mine.pk).update(
            making_since=now,
            heard_at=now,
            leftovers=[*mine.leftovers, name],
            attempts=min(mine.attempts + 1, MOST_COUNTED),
        )
    return _Claim(mine.pk, now, name, mine.changes)


def _keep(claim: _Claim, book: Book, written) -> Edition:
    """Let the stored file be the edition. Raises Busy when the claim was lost, Closed when the file may not be kept."""
    with transaction.atomic():
        edition = claim.rows.select_for_update().first()
        if edition is None:
            private_storage().delete(claim.name)
            raise Busy
        pieces = readable_pieces(book)
        still_open = InstallmentPage.objects.visible().filter(pk__in=pieces, is_withdrawn=False)
        if still_open.count() != len(pieces):
            raise Closed
        former, edition.file.name = edition.file.name, claim.name
        edition.leftovers = [
            *(name for name in edition.leftovers if name != claim.name),
            *filter(None, [former]),
        ]
        edition.size, edition.sheets = len(written.content), written.pages
        edition.digest, edition.pieces = digest_of(book), pieces
        edition.made_at, edition.making_since, edition.heard_at = timezone.now(), None, None
        edition.attempts, edition.problem = 0, ""
        if edition.changes == claim.changes:
            edition.stale_since = edition.due_at = None
        edition.save()
        transaction.on_commit(partial(clear_away, edition.pk), robust=True)
    return edition


def clear_away(pk: int) -> None:
    """Remove the stored files that belong to no edition any more; not while somebody is making one."""
    with transaction.atomic():
        edition = Edition.objects.select_for_update().filter(nobody_is_at_it(), pk=pk).first()
        if edition is None or not edition.leftovers:
            return
        left = [name for name in edition.leftovers if name != edition.file.name and not _removed(name)]
        Edition.objects.filter(pk=pk).update(leftovers=left, making_since=None, heard_at=None)


def _removed(name: str) -> bool:
    try:
        private_storage().delete(name)
    except Exception:
        # Storages have errors of their own. A file that stays is tried again, and keeps no edition waiting.
        log.exception("The file %s of an edition could not be removed", name)
        return False
    return True


def words_of(error: Exception) -> str:
    """What went wrong, as a row can hold it: PostgreSQL takes neither NUL nor half a surrogate pair."""
    return allowed(str(error))[:2000] or type(error).__name__


def left_behind():
    """Editions whose maker was killed, or the process after it that removes the last file."""
    return Edition.objects.filter(nobody_is_at_it()).exclude(leftovers=[])


def kept_file(page: Page, form: str) -> Edition | None:
    """The edition of a page as far as there is a file of it, be it the newest or not."""
    return Edition.objects.filter(page_id=page.pk, form=form).exclude(file="").first()
