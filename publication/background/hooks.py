"""The doors to background work in the admin."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from publication.background.views import BeginAgainView, CancelJobView, JobListView, JobStateView, JobView


@hooks.register("register_admin_urls")
def register_addresses():
    return [
        path("background/", JobListView.as_view(), name="background_jobs"),
        path("background/<int:job_id>/", JobView.as_view(), name="background_job"),
        path("background/<int:job_id>/state/", JobStateView.as_view(), name="background_job_state"),
        path("background/<int:job_id>/cancel/", CancelJobView.as_view(), name="background_job_cancel"),
        path("background/<int:job_id>/again/", BeginAgainView.as_view(), name="background_job_again"),
    ]


@hooks.register("register_reports_menu_item")
def register_list():
    return MenuItem(
        _("Background work"),
        reverse("background_jobs"),
        name="background-work",
        icon_name="tasks",
        order=1500,
    )


@hooks.register("register_permissions")
def register_permission():
    return Permission.objects.filter(content_type__app_label="publication", codename="view_job")
