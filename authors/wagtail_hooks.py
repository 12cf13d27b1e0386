"""The admin's side of people: what a forged request may not do to a page."""

from copy import copy

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from authors import accounts  # noqa: F401
from authors.audit.report import AuditMenuItem, AuditReport
from authors.choosers import author_chooser
from authors.invitations.views import InvitationsView, may_invite
from authors.listings import AuthorListing, AuthorViewSet
from authors.second_factor_view import RemoveSecondFactorView
from authors.sheet_view import AuthorSheetView


@hooks.register("register_admin_urls")
def register_sheet():
    return [path("authors-from-spreadsheet/", AuthorSheetView.as_view(), name="authors_from_spreadsheet")]


@hooks.register("register_admin_urls")
def register_accounts():
    return [
        path("invitations/", InvitationsView.as_view(), name="invitations"),
        path("users/<int:pk>/second-factor/", RemoveSecondFactorView.as_view(), name="remove_second_factor"),
        path("reports/sign-ins-and-changes/", AuditReport.as_view(), name="audit_log"),
        path(
            "reports/sign-ins-and-changes/results/",
            AuditReport.as_view(results_only=True),
            name="audit_log_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_audit_log():
    return AuditMenuItem(
        AuditReport.page_title, reverse("audit_log"), name="audit-log", icon_name="history", order=1400
    )


class InvitationsItem(MenuItem):
    """Invitations, beside the accounts, for those who may make some."""

    def is_shown(self, request):
        return may_invite(request.user)


@hooks.register("register_settings_menu_item")
def register_invitations():
    return InvitationsItem(
        InvitationsView.page_title, reverse("invitations"), name="invitations", icon_name="mail", order=601
    )


@hooks.register("register_account_menu_item")
def register_own_door(request):
    return {
        "url": reverse("account_index"),
        "label": _("Password and sign-in"),
        "help_text": _("Change the password, set up two-factor sign-in, see where you are signed in."),
    }


@hooks.register("register_user_listing_buttons")
def offer_removal(user, request_user):
    if request_user.is_superuser and request_user.pk != user.pk:
        address = reverse("remove_second_factor", args=[user.pk])
        yield Button(_("Take two-factor sign-in off"), address, icon_name="lock", priority=30)


@hooks.register("register_admin_viewset")
def register_author_viewsets():
    return [author_chooser, AuthorListing(), AuthorViewSet()]


class OwnAuthorPageItem(MenuItem):
    """Leads a contributor, who sees no list of authors, to the author page of their account."""

    def __init__(self):
        super().__init__(_("My author page"), "", name="own-author-page", icon_name="user", order=30)

    def is_shown(self, request):
        return bool(request.user.author_page_id)

    def render_component(self, request):
        own = copy(self)  # one item serves everybody, also two people at the same moment
        own.url = reverse("wagtailadmin_pages:edit", args=[request.user.author_page_id])
        return MenuItem.render_component(own, request)


@hooks.register("register_admin_menu_item")
def register_own_author_page():
    return OwnAuthorPageItem()


@hooks.register("before_edit_page")
def refuse_publishing_on_edit(request, page):
    """Refuse a forged "publish" whole. Wagtail itself would quietly save a draft instead."""
    asked = request.method == "POST" and request.POST.get("action-publish")
    if asked and not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied


@hooks.register("before_edit_page")
def decide_a_review_once(request, page):
    """Let a review be decided by its button alone, and once.

    Wagtail's autosave, if it falls on the moment of the click, sends the decision a second time and fails; so does
    a second reviewer who comes too late.
    """
    if request.method != "POST" or not request.POST.get("workflow-action-name"):
        return None
    is_autosave = not request.accepts("text/html")
    if not is_autosave and page.current_workflow_task is not None:
        return None
    if not is_autosave:
        messages.warning(request, _("This page is not in review any more. Nothing was changed."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_create_page")
def refuse_publishing_on_create(request, parent, page_class):
    """The same for a page that is being made."""
    asked = request.method == "POST" and request.POST.get("action-publish")
    if asked and not parent.permissions_for_user(request.user).can_publish_subpage():
        raise PermissionDenied


@hooks.register("before_copy_page")
def refuse_publishing_copies(request, page):
    """And for copies: to ask for live ones, or for an alias of what is live, takes who may publish."""
    asked = request.method == "POST" and (request.POST.get("publish_copies") or request.POST.get("alias"))
    if asked and not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
