"""The pages of background work in the admin: one job with its progress, the list, cancelling and beginning again."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publication.background.life import a_worker_is_running
from publication.background.running import begin_again, cancel, may_be_begun_again
from publication.models import Job
from publication.times import said

JOBS_ON_A_PAGE = 50


def sees_all_work(user) -> bool:
    """May the user see, and cancel, what others have started? Superusers and managing editors may."""
    return user.has_perm("publication.view_job")


class OwnJobMixin:
    """A view of one job, for whoever started it and those who see all work."""

    def dispatch(self, request, job_id):
        self.job = get_object_or_404(Job.objects.select_related("started_by"), pk=job_id)
        if self.job.started_by_id != request.user.pk and not sees_all_work(request.user):
            raise PermissionDenied
        return super().dispatch(request)


class JobView(OwnJobMixin, WagtailAdminTemplateMixin, TemplateView):
    """How far a job is, and at its end what came out. The way back is in the list of background work."""

    template_name = "admin/background/job.html"
    page_title = gettext_lazy("Background work")
    header_icon = "tasks"

    def get_page_subtitle(self):
        return self.job.label

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("background_jobs"), "label": self.page_title},
            {"url": "", "label": self.job.label},
        ]

    def moments(self):
        job = self.job
        return (
            (_("Asked for"), job.created_at),
            (_("Begun"), job.started_at),
            (_("Ended"), job.finished_at),
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            job=self.job,
            headline=headline(self.job),
            counted=counted(self.job),
            may_begin_again=may_be_begun_again(self.job),
            last_heard=said(self.job.beaten_at) if self.job.beaten_at else "",
            times=[(words, said(moment)) for words, moment in self.moments() if moment],
            **kwargs,
        )


class JobStateView(OwnJobMixin, View):
    """What the script of the page asks for: `{"going", "headline", "step", "counted", "done", "total"}`."""

    def get(self, request):
        job = self.job
        answer = JsonResponse(
            {
                # A job that waits for a worker that is gone shows its way on, which is drawn with the page.
                "going": job.is_going and not may_be_begun_again(job),
                "headline": headline(job),
                "step": job.step,
                "counted": counted(job),
                "done": job.done,
                "total": job.total,
            }
        )
        answer["Cache-Control"] = "no-store"
        return answer


class CancelJobView(OwnJobMixin, View):
    """Cancels a job; by POST only."""

    http_method_names = ["post"]

    def post(self, request):
        if not cancel(self.job):
            messages.warning(request, _("It had come to its end already."))
        return redirect(self.job)


class BeginAgainView(OwnJobMixin, View):
    """Begins a job again, or does it now that no worker is there; by POST only."""

    http_method_names = ["post"]

    def post(self, request):
        begin_again(self.job, request.user)
        return redirect(self.job)


class JobListView(WagtailAdminTemplateMixin, TemplateView):
    """The newest jobs: one's own, or everybody's for those who see all work."""

    template_name = "admin/background/jobs.html"
    page_title = gettext_lazy("Background work")
    header_icon = "tasks"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [{"url": "", "label": self.page_title}]

    @cached_property
    def sees_all(self) -> bool:
        return sees_all_work(self.request.user)

    def get_context_data(self, **kwargs):
        jobs = Job.objects.select_related("started_by").defer("result", "arguments")
        if not self.sees_all:
            jobs = jobs.filter(started_by=self.request.user)
        page = Paginator(jobs, JOBS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            jobs=page,
            rows=[(job, headline(job), said(job.created_at)) for job in page],
            sees_all=self.sees_all,
            has_worker=a_worker_is_running(),
            **kwargs,
        )


def headline(job: Job) -> str:
    """The state of a job in a few words."""
    return str(_("Stopped") if job.is_stopped else job.get_state_display())


def counted(job: Job) -> str:
    """ "3 of 7", "3" where nobody knows of how many, "" where nothing is counted."""
    if job.total is not None:
        return _("%(done)d of %(total)d") % {"done": job.done, "total": job.total}
    return str(job.done) if job.done else ""
