"""Which series can be archived, in which languages; and why another one cannot, in words for people."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from publication.frame import Frame, frame_of
from publication.navigation import NATIVE_NAMES
from publication.slugs import compose
from series.editions.archive.on_the_site import as_on_the_site
from series.editions.book.reading import MOST_CHAPTERS, book_of_series
from series.editions.book.shapes import Book
from series.models import SeriesPage


class CannotArchive(Exception):
    """There can be no archive; `message` says why, to people."""

    def __init__(self, message):
        self.message = str(message)
        super().__init__(self.message)


@dataclass(frozen=True)
class Volume:
    """A closed series in one of its languages. `folder` is its own in the archive: empty for the first, else "ko/"."""

    series: SeriesPage
    book: Book
    frame: Frame
    folder: str

    @property
    def language(self) -> str:
        """The language code of its pages."""
        return self.book.language

    @property
    def address(self) -> str:
        """The address of the series, relative to the host."""
        return self.frame.address(self.series.url_path) or "/"


def volumes_named(slug: str, language: str = "") -> tuple[Volume, ...]:
    """The volumes of the series with a slug, in any language. Raises CannotArchive."""
    named = SeriesPage.objects.filter(slug=compose(slug), alias_of=None).select_related("locale")
    found = sorted(named, key=lambda series: (_order(series.locale.language_code), series.pk))
    if not found:
        raise CannotArchive(
            _("There is no series “%(slug)s”. Closed series: %(known)s.")
            % {"slug": slug, "known": ", ".join(closed_slugs()) or _("none yet")}
        )
    if len({series.translation_key for series in found}) > 1:
        mine = [series for series in found if series.locale.language_code == language]
        if len(mine) != 1:
            raise CannotArchive(
                _("Several series are called “%(slug)s”. Name the language of the one you mean.")
                % {"slug": slug}
            )
        found = mine
    return volumes_of(found[0], language)


def volumes_of(series: SeriesPage, language: str = "") -> tuple[Volume, ...]:
    """The series in every language in which it is closed, or in the one that is asked for. Raises CannotArchive.

    The site's first language comes first. A version that is not closed is left out, but not the one that was named.
    """
    site = series.get_site()
    if site is None:
        raise CannotArchive(_("“%(title)s” stands on no site.") % {"title": series.title})
    frame = frame_of(site)
    family = SeriesPage.objects.filter(translation_key=series.translation_key, alias_of=None)
    versions = {
        frame.language_of(each.locale_id): each for each in family.order_by("pk") if _is_on(each, frame)
    }
    if language and language not in versions:
        raise CannotArchive(
            _("“%(title)s” is not there in the language “%(language)s”.")
            % {"title": series.title, "language": language}
        )
    needed = versions[language] if language else series
    books = {needed.pk: _closed_book(needed, frame)}
    for each in () if language else versions.values():
        if each.pk != needed.pk:
            try:
                books[each.pk] = _closed_book(each, frame)
            except CannotArchive:
                continue
    chosen = sorted((code for code, each in versions.items() if each.pk in books), key=_order)
    return tuple(
        Volume(versions[code], books[versions[code].pk], frame, folder=f"{code}/" if place else "")
        for place, code in enumerate(chosen)
    )


def can_be_archived(series: SeriesPage) -> bool:
    """Is a series public and closed, so that an archive of it may be offered? One query."""
    is_closed = series.status == SeriesPage.Status.COMPLETE and series.alias_of_id is None
    return is_closed and SeriesPage.objects.visible().filter(pk=series.pk).exists()


def closed_slugs() -> list[str]:
    """The slugs of all series that can be archived, each once."""
    closed = SeriesPage.objects.visible().filter(status=SeriesPage.Status.COMPLETE, alias_of=None)
    return sorted(set(closed.values_list("slug", flat=True)))


def _closed_book(series: SeriesPage, frame: Frame) -> Book:
    words = {
        "title": series.title,
        "language": NATIVE_NAMES.get(frame.language_of(series.locale_id), ""),
        "status": series.get_status_display(),
    }
    if not SeriesPage.objects.visible().filter(pk=series.pk).exists():
        raise CannotArchive(
            _("“%(title)s” (%(language)s) is not public, and an archive holds only what everybody may read.")
            % words
        )
    if series.status != SeriesPage.Status.COMPLETE:
        raise CannotArchive(
            _("“%(title)s” (%(language)s) is not closed: its status is “%(status)s”. Close the series first.")
            % words
        )
    with as_on_the_site(frame.language_of(series.locale_id)):
        book = book_of_series(series, frame)
    if book is None:
        raise CannotArchive(_("“%(title)s” (%(language)s) has no part that everybody may read.") % words)
    if len(book.chapters) >= MOST_CHAPTERS:
        # Books end there; an archive that lacks the last pieces without a word would be worse than none.
        raise CannotArchive(
            _("“%(title)s” (%(language)s) has too many parts for one archive: %(most)d or more.")
            % {**words, "most": MOST_CHAPTERS}
        )
    return book


def _is_on(series: SeriesPage, frame: Frame) -> bool:
    return frame.address(series.url_path) is not None


def _order(language: str) -> tuple[bool, str]:
    return language != settings.LANGUAGE_CODE, language
