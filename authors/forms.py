"""The forms of accounts: role and author page, and who may make somebody a superuser."""

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from authors.choosers import author_chooser
from authors.roles import ROLES

ROLES_HELP = _(
    "Contributors write and submit their own pieces. Editors edit everything and make authors and topics, but "
    "publish nothing. Managing editors publish, schedule, merge and delete, and look after accounts."
)


class AccountFormMixin:
    """Takes `for_user`, the account that fills the form in.

    Whoever is no superuser makes none, and gives no group that is not a role; groups that an account has beside its
    roles stay as they are.
    """

    def __init__(self, *args, for_user, **kwargs):
        super().__init__(*args, **kwargs)
        self.for_user = for_user
        self.fields["groups"].label = _("Roles")
        self.fields["groups"].help_text = ROLES_HELP
        if for_user.is_superuser:
            return
        self.fields["groups"].queryset = Group.objects.filter(name__in=ROLES)
        if "is_superuser" in self.fields:
            self.fields["is_superuser"].disabled = True
            self.fields["is_superuser"].help_text = _("Only an administrator can make another one.")

    def clean_groups(self):
        chosen = self.cleaned_data["groups"]
        if self.for_user.is_superuser or not self.instance.pk:
            return chosen
        kept = self.instance.groups.exclude(name__in=ROLES)
        return Group.objects.filter(pk__in=[group.pk for group in (*chosen, *kept)])


class AccountCreationForm(AccountFormMixin, UserCreationForm):
    """A new account."""

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"author_page"}
        widgets = {"groups": forms.CheckboxSelectMultiple, "author_page": author_chooser.widget_class}


class AccountEditForm(AccountFormMixin, UserEditForm):
    """An account that exists."""

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"author_page"}
        widgets = {"groups": forms.CheckboxSelectMultiple, "author_page": author_chooser.widget_class}
