"""The action "Download as Word": what of a piece a Word document cannot hold, and the document itself."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.log_actions import log

from series.desk.desk_view import AboutPiece, OfPiece
from series.editions.docx import write_docx
from series.editions.manuscripts import edition_of
from series.permissions import may_take_home

LOG_ACTION = "series.download_word"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class _DraftMixin(OfPiece):
    """A view of the latest draft of one piece, for those who may edit it. Like all of the admin it is in no cache."""

    may = staticmethod(may_take_home)

    @cached_property
    def edition(self):
        return edition_of(self.page.get_latest_revision_as_object())


class WordView(_DraftMixin, AboutPiece, TemplateView):
    """Says what of the piece is written in another form, and offers the file."""

    template_name = "admin/series/word.html"
    page_title = gettext_lazy("Download as Word")
    header_icon = "download"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            findings=self.edition.findings,
            file_address=reverse("series_word_file", args=[self.page.pk]),
            **kwargs,
        )


class WordFileView(_DraftMixin, View):
    """The document of the latest draft; each download is in the history of the piece."""

    def get(self, request):
        data = write_docx(self.edition.manuscript, self.edition.credit_lines)
        log(instance=self.page, action=LOG_ACTION, user=request.user)
        name = content_disposition_header(as_attachment=True, filename=f"{self.page.slug}.docx")
        return HttpResponse(data, content_type=CONTENT_TYPE, headers={"Content-Disposition": name})
