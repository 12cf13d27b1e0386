"""The way to an archive: the site draws its pages, books and files are laid beside them, links are bound, all is packed."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _
from wagtail.models import Page

from publication.visibility import is_open
from series.editions.archive.about import metadata_of, read_me
from series.editions.archive.asking import CannotArchive, Volume
from series.editions.archive.binding import Shelf, bind
from series.editions.archive.contents import (
    put_book,
    put_citations,
    put_documents,
    put_pictures,
    put_style,
)
from series.editions.archive.packing import Packing
from series.editions.archive.pruning import Around, prune
from series.editions.archive.rendering import draw, wishes_of
from series.models import InstallmentPage

# (steps done, steps in all, what is being done) -> None; whatever it raises ends the work.
Watch = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Made:
    """What came out: how many bytes and pages, and in sentences what had to stay out."""

    size: int
    pages: int
    remarks: tuple[str, ...]


def write_file(
    volumes: tuple[Volume, ...], path: Path, *, force: bool = False, books: bool = True, watch: Watch
) -> Made:
    """Write an archive to a path: whole, or not at all. Raises CannotArchive when that is no place for it."""
    try:
        _refuse_what_is_no_place(path, force)
        with (
            tempfile.NamedTemporaryFile(
                dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=".part", delete=False
            ) as beside,
            _gone_unless_done(Path(beside.name)),
        ):
            made = write_archive(volumes, beside, books=books, watch=watch)
            beside.flush()
            os.fsync(beside.fileno())
            Path(beside.name).chmod(0o666 & ~_umask())
            Path(beside.name).replace(path)
    except OSError as error:
        raise CannotArchive(
            _("“%(path)s” could not be written: %(reason)s.")
            % {"path": path, "reason": error.strerror or error}
        ) from error
    return made


def _refuse_what_is_no_place(path: Path, force: bool) -> None:
    """Raise CannotArchive where no file may be written; OSError where that cannot even be asked."""
    if path.is_dir():
        raise CannotArchive(_("“%(path)s” is a folder. Name a file in it.") % {"path": path})
    if path.exists() and not force:
        raise CannotArchive(_("“%(path)s” is there already. Replace it with --force.") % {"path": path})
    if not path.parent.is_dir():
        raise CannotArchive(_("There is no folder “%(path)s”.") % {"path": path.parent})


def write_archive(
    volumes: tuple[Volume, ...], file: BinaryIO, *, books: bool = True, watch: Watch | None = None
) -> Made:
    """Write an archive into an open file. Memory holds its pages and one picture, document or book at a time."""
    watch = watch or (lambda done, total, words: None)
    version = max((volume.book.version for volume in volumes if volume.book.version), default=None)
    with Packing(file, version) as packing:
        made = _fill(packing, volumes, books, watch)
    return Made(file.tell(), *made)


def _fill(
    packing: Packing, volumes: tuple[Volume, ...], books: bool, watch: Watch
) -> tuple[int, tuple[str, ...]]:
    """Put everything in; (the number of pages, the remarks)."""
    wishes = wishes_of(volumes)
    forms = [(volume, form) for volume in volumes for form in ("epub", "pdf")] if books else []
    total, remarks = len(wishes) + len(forms), []

    ids = [chapter.pk for volume in volumes for chapter in volume.book.chapters]
    drawn = []
    for done, wish in enumerate(wishes):
        watch(done, total, wish.page.title)
        page = draw(wish, ids)
        drawn += [page] if page else []
    files = {page.wish.address: page.wish.name for page in drawn}
    for done, (volume, form) in enumerate(forms, start=len(wishes)):
        watch(done, total, f"{volume.book.title} ({form.upper()})")
        remarks.append(put_book(packing, volume, form, files))
    for page in drawn:
        put_citations(packing, page, files)
    remarks += put_documents(packing, drawn, files)

    around = Around(volumes, tuple(page.wish for page in drawn), files)
    leaves = [prune(page, around) for page in drawn]
    drawn.clear()
    pictures, missing = put_pictures(packing, leaves)
    if missing:
        words = _("Pictures whose files are gone, their words in their place: %(number)d.")
        remarks.append(words % {"number": missing})
    shelf = Shelf(volumes[0].frame, files, {leaf.name: leaf.anchors for leaf in leaves}, pictures)
    for leaf in leaves:
        packing.put(leaf.name, bind(leaf, shelf))
    put_style(packing)
    packing.put("metadata.json", metadata_of(volumes))
    packing.put("README.txt", read_me(volumes, packing.names))
    read = [chapter.pk for volume in volumes for chapter in volume.book.chapters if not chapter.is_withdrawn]
    _refuse_what_was_closed([wish.page.pk for wish in wishes], read)
    watch(total, total, "")
    return len(leaves), tuple(filter(None, remarks))


def _refuse_what_was_closed(ids: list[int], read: list[int]) -> None:
    """Raise CannotArchive when a page was closed while it was drawn: that takes a while, and books minutes.

    `read` are the pieces whose text is in it, which none that was withdrawn may be. Two queries.
    """
    still_open = Page.objects.filter(pk__in=ids, live=True).filter(is_open()).values_list("pk", flat=True)
    withdrawn = InstallmentPage.objects.filter(pk__in=read, is_withdrawn=True)
    if set(ids) - set(still_open) or withdrawn.exists():
        raise CannotArchive(_("Something was taken down while the archive was made. Make it again."))


@contextlib.contextmanager
def _gone_unless_done(path: Path):
    """Remove a file that is only half written, whatever ended the writing."""
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
