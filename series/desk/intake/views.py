"""The pages between a manuscript and its draft: bringing files, the list of those that wait, and what is done to one."""

import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from publication.background import start
from publication.private_files import attachment
from series.desk.desk_view import AboutSeries, OfSeries, PieceViewMixin
from series.desk.intake.findings import in_words
from series.desk.intake.understanding import understand
from series.desk.intake.upload_form import UploadForm
from series.desk.intake.uploads import forget_stale, keep_upload, made_before, uploads_for
from series.desk.intake.work import read_uploads
from series.models import ImportRecord, ManuscriptFile, ManuscriptUpload
from series.permissions import may_add_parts, may_review, may_take_home

READY, WAITING = ManuscriptUpload.State.READY, ManuscriptUpload.State.WAITING


class IntakeMixin(AboutSeries):
    """A page about the manuscripts of `self.series`."""

    header_icon = "upload"
    page_title = gettext_lazy("New from a manuscript")

    @property
    def list_url(self) -> str:
        return reverse("series_manuscripts", args=[self.series.pk])

    @property
    def steps(self):
        return ((self.list_url, _("New from a manuscript")),)

    def get_context_data(self, **kwargs):
        return super().get_context_data(list_url=self.list_url, **kwargs)


class UploadsView(OfSeries, IntakeMixin, FormView):
    """Takes files, reads short ones at once and long ones in the background, and lists what waits."""

    form_class = UploadForm
    template_name = "admin/series/intake/uploads.html"
    may = staticmethod(may_add_parts)

    def form_valid(self, form):
        forget_stale()
        batch, kept = uuid.uuid4(), []
        for file in form.cleaned_data["files"]:
            upload, is_new = keep_upload(self.series, self.request.user, file, batch)
            if is_new:
                kept.append(upload)
            else:
                words = _("“%(name)s” was brought before and still waits below.")
                messages.warning(self.request, words % {"name": upload.name})
        if not kept:
            return redirect(self.list_url)
        if sum(upload.size for upload in kept) >= settings.MANUSCRIPT_LONG_BYTES:
            label = ngettext("Reading of %(count)d manuscript", "Reading of %(count)d manuscripts", len(kept))
            return redirect(
                start(
                    read_uploads,
                    {"uploads": [upload.pk for upload in kept], "series": self.series.pk},
                    user=self.request.user,
                    label=label % {"count": len(kept)},
                    about=self.series,
                )
            )
        for upload in kept:
            understand(upload)
        if len(kept) == 1 and kept[0].state == READY:
            return redirect("series_review_manuscript", kept[0].pk)
        return redirect(self.list_url)

    def get_context_data(self, **kwargs):
        uploads = list(uploads_for(self.request.user, self.series))
        return super().get_context_data(
            uploads=uploads,
            shows_people=any(upload.uploaded_by_id != self.request.user.pk for upload in uploads),
            days=settings.MANUSCRIPT_UPLOAD_DAYS,
            **kwargs,
        )


class OneUploadMixin:
    """A view of one upload, for who may review it."""

    def dispatch(self, request, upload_id):
        uploads = ManuscriptUpload.objects.select_related("series__locale", "uploaded_by")
        self.upload = get_object_or_404(uploads, pk=upload_id)
        self.series = self.upload.series
        if not may_review(request.user, self.upload):
            raise PermissionDenied
        return super().dispatch(request)

    @cached_property
    def earlier(self):
        """The part that was made of the same file before."""
        return made_before(self.upload)


class GiveUpView(OneUploadMixin, View):
    """Gives an upload up: nothing of it is left. By POST only."""

    http_method_names = ["post"]

    def post(self, request):
        name = self.upload.name
        self.upload.delete()
        messages.success(request, _("“%(name)s” was given up; nothing of it is left.") % {"name": name})
        return redirect("series_manuscripts", self.series.pk)


class ReadAgainView(OneUploadMixin, View):
    """Reads an upload again, after it was refused or its reading was cut off. By POST only."""

    http_method_names = ["post"]

    def post(self, request):
        if self.upload.size >= settings.MANUSCRIPT_LONG_BYTES:
            label = _("Reading of “%(name)s”") % {"name": self.upload.name}
            arguments = {"uploads": [self.upload.pk], "series": self.series.pk}
            return redirect(start(read_uploads, arguments, user=request.user, label=label, about=self.series))
        understand(self.upload)
        if self.upload.state == READY:
            return redirect("series_review_manuscript", self.upload.pk)
        return redirect("series_manuscripts", self.series.pk)


class UploadedFileView(OneUploadMixin, View):
    """The file of an upload, to be saved."""

    http_method_names = ["get"]

    def get(self, request):
        return attachment(self.upload.file, self.upload.name)


class OriginalView(PieceViewMixin, TemplateView):
    """The manuscripts that a part was made from, and what was found in them, for those who may edit the part."""

    template_name = "admin/series/intake/original.html"
    page_title = gettext_lazy("Original manuscript")
    header_icon = "download"
    may = staticmethod(may_take_home)

    def get_context_data(self, **kwargs):
        reports = ImportRecord.objects.filter(page=self.page.pk).values_list("report", flat=True)
        findings = [finding for report in reports for finding in report.get("findings", ())]
        return super().get_context_data(
            files=list(self.page.manuscript_files.all()), findings=in_words(findings), **kwargs
        )


class OriginalFileView(View):
    """The manuscript of a part, for those who may edit the part."""

    http_method_names = ["get"]

    def get(self, request, file_id):
        kept = get_object_or_404(ManuscriptFile.objects.select_related("page"), pk=file_id)
        if not may_take_home(request.user, kept.page):
            raise PermissionDenied
        return attachment(kept.file, kept.name)
