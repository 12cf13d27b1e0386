"""The admin of accounts. Managing editors look after accounts that are not superusers."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.users.views import users as views
from wagtail.users.views.users import UserViewSet

from authors.audit.recording import record
from authors.forms import AccountCreationForm, AccountEditForm
from authors.invitations.views import may_invite
from authors.models import AuditEntry, User
from authors.permissions import may_manage
from authors.roles import ROLES


class ForUserMixin:
    """Tells the form who fills it in."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"for_user": self.request.user}


class ManageableMixin:
    """Shows nothing of a superuser's account to anybody but a superuser."""

    def get_object(self, *args, **kwargs):
        account = super().get_object(*args, **kwargs)
        if not may_manage(self.request.user, account):
            raise PermissionDenied
        return account


class AccountsView(views.IndexView):
    """The accounts, and the way to invite somebody."""

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if may_invite(self.request.user):
            buttons.append(Button(_("Invitations"), reverse("invitations"), icon_name="mail", priority=20))
        return buttons


class AccountCreateView(ForUserMixin, views.CreateView):
    """Make an account."""


class AccountEditView(ForUserMixin, ManageableMixin, views.EditView):
    """Change an account."""


class AccountDeleteView(ManageableMixin, views.DeleteView):
    """Delete an account."""


class AccountHistoryView(ManageableMixin, views.HistoryView):
    """What was done to an account."""


class AccountViewSet(UserViewSet):
    """Accounts in the settings menu."""

    index_view_class = AccountsView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    delete_view_class = AccountDeleteView
    history_view_class = AccountHistoryView
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else AccountCreationForm


@hooks.register("before_bulk_action")
def keep_superusers_out_of_bulk_actions(request, action_type, objects, action):
    """The same rules for a choice of accounts: no superusers, no groups but the roles."""
    accounts = [each for each in objects if isinstance(each, User)]
    if not accounts or request.user.is_superuser:
        return
    if not all(may_manage(request.user, account) for account in accounts):
        raise PermissionDenied
    role = action.cleaned_form.cleaned_data.get("role") if action.cleaned_form else None
    if role is not None and role.name not in ROLES:
        raise PermissionDenied


@hooks.register("after_bulk_action")
def note_accounts_opened_and_closed(request, action_type, objects, action):
    """A line in the audit log for each: Wagtail writes them in one go, of which no signal tells."""
    if action_type != "set_active_state" or not action.cleaned_form:
        return
    state = action.cleaned_form.cleaned_data["mark_as_active"]
    for each in objects:
        if isinstance(each, User) and each.is_active != state:
            record(
                AuditEntry.Kind.ACCOUNT_CHANGED, about=each, detail=f"is_active: {each.is_active} → {state}"
            )
