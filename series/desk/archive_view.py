"""The view "Archive of the series": has it made in the background, and hands out what was made in the last weeks."""

from functools import partial
from types import SimpleNamespace

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from publication.background import Job, start
from publication.private_files import attachment, private_storage
from publication.times import said
from series.desk.desk_view import SeriesViewMixin
from series.editions.archive import can_be_archived
from series.editions.archive.job import KIND, make_archive, stored_name
from series.models import SeriesPage
from series.permissions import may_archive


class ArchiveView(SeriesViewMixin, TemplateView):
    """What an archive is, the button that has one made, and those that are there."""

    template_name = "admin/series/archive.html"
    page_title = gettext_lazy("Archive of the series")
    header_icon = "download"
    may = staticmethod(may_archive)

    def post(self, request):
        if not can_be_archived(self.series):
            messages.error(request, self.refusal)
            return redirect("series_archive", self.series.pk)
        label = _("Archive of “%(series)s”") % {"series": self.series.get_admin_display_title()}
        arguments = {"series": self.series.pk}
        return redirect(start(make_archive, arguments, user=request.user, label=label, about=self.series))

    @property
    def refusal(self) -> str:
        """Why there can be no archive now."""
        return _("This series cannot be archived now. Only a public series whose status is “Complete” can.")

    def get_context_data(self, **kwargs):
        jobs = Job.objects.about(self.series).filter(kind=KIND, state=Job.State.DONE)
        return super().get_context_data(
            can_be_archived=can_be_archived(self.series),
            refusal=self.refusal,
            made=[
                (reverse("series_archive_file", args=[job.pk]), said(job.finished_at), job.result)
                for job in jobs
            ],
            **kwargs,
        )


class ArchiveFileView(View):
    """The file that a job has made, for those who may archive its series, whoever started the job. Raises Http404."""

    def get(self, request, job_id: int):
        job = get_object_or_404(Job, pk=job_id, kind=KIND, state=Job.State.DONE)
        series = job.about
        if not isinstance(series, SeriesPage):
            raise Http404("The series is gone.")
        if not may_archive(request.user, series):
            raise PermissionDenied
        file = SimpleNamespace(open=partial(private_storage().open, stored_name(job.pk)))
        return attachment(file, job.result["name"])
