"""The doors to mail to followers in the admin, and what the history says of it."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from series.desk.buttons import on_pages
from series.desk.followers import deciding
from series.desk.followers.all_view import AllFollowersView, ExportAllFollowersView
from series.desk.followers.piece_view import MailPreviewView, PieceMailView
from series.desk.followers.series_view import EXPORTED, ExportFollowersView, SeriesFollowersView
from series.desk.reports.base import ReportMenuItem
from series.models import InstallmentPage, SeriesPage
from series.permissions import may_order, may_see_mail


@hooks.register("register_admin_urls")
def register_mail_addresses():
    return [
        path("mail/<int:page_id>/", PieceMailView.as_view(), name="series_piece_mail"),
        path("mail/<int:page_id>/preview/<str:form>/", MailPreviewView.as_view(), name="series_mail_preview"),
        path("followers/", AllFollowersView.as_view(), name="series_all_followers"),
        path("followers/export/", ExportAllFollowersView.as_view(), name="series_export_all_followers"),
        path("followers/<int:series_id>/", SeriesFollowersView.as_view(), name="series_followers"),
        path(
            "followers/<int:series_id>/export/", ExportFollowersView.as_view(), name="series_export_followers"
        ),
    ]


@on_pages
def mail_buttons(page, user, next_url=None):
    """The button on a piece, for those who may edit it; on a series, for those who may edit all its parts."""
    if page.specific_class is InstallmentPage and may_see_mail(user, page.specific):
        address = reverse("series_piece_mail", args=[page.pk])
        yield Button(_("Mail to followers"), address, icon_name="mail", priority=17)
    elif page.specific_class is SeriesPage and may_order(user, page.specific):
        address = reverse("series_followers", args=[page.pk])
        yield Button(_("Followers"), address, icon_name="mail", priority=42)


@hooks.register("register_reports_menu_item")
def followers_in_menu():
    return ReportMenuItem(
        AllFollowersView.page_title,
        reverse("series_all_followers"),
        name="report-followers",
        icon_name=AllFollowersView.header_icon,
        order=14,
    )


@hooks.register("register_permissions")
def register_export():
    return Permission.objects.filter(content_type__app_label="series", codename="export_followers")


@hooks.register("register_log_actions")
def register_mail_actions(actions):
    for action, label, message in (
        (deciding.HELD, gettext_lazy("Hold mail"), gettext_lazy("Held the mail to followers")),
        (deciding.RELEASED, gettext_lazy("Let mail go"), gettext_lazy("Let the mail to followers go")),
        (
            deciding.LEFT_OUT,
            gettext_lazy("Leave mail out"),
            gettext_lazy("Left it out of the mail to followers"),
        ),
    ):
        words = {"label": label, "message": message}
        actions.register_action(action)(type("Decision", (LogFormatter,), words))

    @actions.register_action(EXPORTED)
    class Exported(LogFormatter):
        """ "Took 120 addresses of followers"."""

        label = gettext_lazy("Take addresses of followers")

        def format_message(self, entry):
            count = entry.data["count"]
            return ngettext(
                "Took %(count)d address of followers", "Took %(count)d addresses of followers", count
            ) % {"count": count}
