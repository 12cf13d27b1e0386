"""The forms of invitations: whom to invite, and who accepts."""

from allauth.account.forms import PasswordVerificationMixin
from django import forms
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from authors.invitations.rights import roles_to_give
from authors.models import Invitation, User
from authors.signing_in.forms import PASSWORD_RULES


class InviteForm(forms.ModelForm):
    """Takes `by`, who invites, and offers the roles that they may give."""

    class Meta:
        model = Invitation
        fields = ["email", "role", "language"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        roles = Group.objects.filter(pk__in=[role.pk for role in roles_to_give(by)])
        self.fields["role"].queryset = roles.order_by("name")
        self.fields["role"].empty_label = None

    def clean_email(self):
        address = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=address).exists():
            raise ValidationError(_("There is an account with this address."))
        open_ones = Invitation.objects.filter(email__iexact=address, used_at=None, withdrawn_at=None)
        if open_ones.exists():
            raise ValidationError(
                _("This address is invited already. Send that invitation again, or withdraw it.")
            )
        return address


class AcceptForm(PasswordVerificationMixin, forms.Form):
    """Name and password of somebody who was invited to the address `email`."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4096,
        help_text=PASSWORD_RULES,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password again"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        cleaned = super().clean()
        if password := cleaned.get("password1"):
            names = {name: cleaned.get(name, "") for name in ("first_name", "last_name")}
            try:
                validate_password(password, User(email=self.email, username=self.email, **names))
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned
