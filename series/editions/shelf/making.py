"""Makes editions: one at a time for a page and form, and a whole file takes the place of a whole file."""

import hashlib
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from publication.frame import Frame
from publication.private_files import remove_when_committed
from series.editions.book.reading import book_of_piece, book_of_series
from series.editions.book.shapes import Book
from series.editions.shelf.forms import KINDS
from series.models import Edition, InstallmentPage, SeriesPage

# Raised when the code makes other files of the same book.
MAKE = 1
# Whoever is at work on an edition longer than that is taken for dead.
PATIENCE = timedelta(minutes=5)


class Busy(Exception):
    """Somebody else is making this edition."""


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


def make(page: Page, form: str, book: Book, frame: Frame) -> Edition:
    """Make the edition of a book and keep it in place of the last. Raises Busy while somebody else does so.

    What goes wrong is noted, leaves the last file where it is, and is raised.
    """
    edition, _created = Edition.objects.get_or_create(page_id=page.pk, form=form)
    now = timezone.now()
    free = Q(making_since=None) | Q(making_since__lt=now - PATIENCE)
    mine = Edition.objects.filter(free, pk=edition.pk)
    if not mine.update(making_since=now):
        raise Busy
    try:
        written = KINDS[form].write(book, frame)
        with transaction.atomic():
            edition = Edition.objects.select_for_update().get(pk=edition.pk)
            former = edition.file.name
            edition.file.save("", ContentFile(written.content), save=False)
            edition.size, edition.digest, edition.pieces = (
                len(written.content),
                digest_of(book),
                readable_pieces(book),
            )
            edition.made_at, edition.making_since, edition.problem = timezone.now(), None, ""
            edition.save()
            remove_when_committed(former)
    except Exception as error:
        Edition.objects.filter(pk=edition.pk).update(making_since=None, problem=str(error)[:2000])
        raise
    return edition


def is_made(page: Page, form: str, book: Book) -> Edition | None:
    """The edition of a page where it is that of the book."""
    kept = Edition.objects.filter(page_id=page.pk, form=form).exclude(file="").first()
    return kept if kept and kept.digest == digest_of(book) else None
