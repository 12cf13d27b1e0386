"""The doors to a piece's clearance in the admin, and what the history says of it."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from series.clearance import answers, requests
from series.desk.buttons import on_pages
from series.desk.clearance_view import ClearanceView
from series.models import InstallmentPage
from series.permissions import may_ask_for_clearance


@hooks.register("register_admin_urls")
def register_clearance_address():
    return [path("clearance/<int:page_id>/", ClearanceView.as_view(), name="series_clearance")]


@on_pages
def clearance_button(page, user, next_url=None):
    """The button on a piece, for those who may edit it."""
    part = page.specific if page.specific_class is InstallmentPage else None
    if part is not None and may_ask_for_clearance(user, part):
        address = reverse("series_clearance", args=[part.pk])
        yield Button(_("Ask for clearance"), address, icon_name="mail", priority=14)


@hooks.register("register_log_actions")
def register_clearance_actions(actions):
    @actions.register_action(requests.SENT)
    class Sent(LogFormatter):
        """ "Asked Zora Whitlock (zora@example.org) for clearance, for 14 days"."""

        label = gettext_lazy("Ask for clearance")

        def format_message(self, entry):
            return _("Asked %(name)s (%(email)s) for clearance, for %(days)s days") % entry.data

    @actions.register_action(requests.REVOKED)
    class Revoked(LogFormatter):
        """ "Revoked the link of Zora Whitlock"."""

        label = gettext_lazy("Revoke a clearance link")

        def format_message(self, entry):
            return _("Revoked the link of %(name)s") % entry.data

    @actions.register_action(answers.COMMENTED)
    class Commented(LogFormatter):
        """ "Zora Whitlock sent 2 comments through the clearance link"."""

        label = gettext_lazy("Author’s comments")

        def format_message(self, entry):
            return (
                ngettext(
                    "%(name)s sent %(count)d comment through the clearance link",
                    "%(name)s sent %(count)d comments through the clearance link",
                    entry.data["count"],
                )
                % entry.data
            )

    @actions.register_action(answers.APPROVED)
    class Approved(LogFormatter):
        """ "Cleared by Zora Whitlock (text 3f2a…)"."""

        label = gettext_lazy("Author’s clearance")

        def format_message(self, entry):
            return _("Cleared by %(name)s (text %(hash)s)") % (entry.data | {"hash": entry.data["hash"][:12]})
