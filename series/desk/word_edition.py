"""The Word edition of a piece or a series: what everybody may read of it, for those who work on it.

The same book as EPUB and PDF, made when it is asked for: drafts are in none (series/desk/word_view.py has those).
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.log_actions import log
from wagtail.models import Page

from publication.frame import frame_or_default
from series.desk.desk_view import OfPiece, OfSeries
from series.desk.word_view import CONTENT_TYPE
from series.editions.book.reading import book_of_piece, book_of_series
from series.editions.book.shapes import Book
from series.editions.word import write_book
from series.permissions import may_have_word_edition, may_order

LOG_ACTION = "series.download_word_edition"


class PieceInWordView(OfPiece, View):
    """The document of a published piece; each download is in its history."""

    may = staticmethod(may_have_word_edition)

    def get(self, request):
        frame = frame_or_default(request)
        return _answer(request, self.page, book_of_piece(self.page, frame), frame)


class SeriesInWordView(OfSeries, View):
    """The document of all published parts of a series, complete or not; each download is in its history."""

    may = staticmethod(may_order)

    def get(self, request):
        frame = frame_or_default(request)
        return _answer(request, self.series, book_of_series(self.series, frame), frame)


def _answer(request: HttpRequest, page: Page, book: Book | None, frame) -> HttpResponse:
    if book is None:
        messages.error(
            request, _("There is nothing of “%(title)s” that everybody may read yet.") % {"title": page.title}
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    data = write_book(book, frame)
    log(instance=page, action=LOG_ACTION, user=request.user)
    name = content_disposition_header(as_attachment=True, filename=f"{book.name}.docx")
    return HttpResponse(data, content_type=CONTENT_TYPE, headers={"Content-Disposition": name})
