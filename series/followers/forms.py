"""What readers fill in: an address, and how they want to be written to."""

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from series.followers.addresses import LONGEST, NotAnAddress, read_address
from series.followers.confirming import Manner
from series.followers.targets import choices_of
from series.models import Follow


class AddressForm(forms.Form):
    """The one field. What was typed is kept as it is."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=LONGEST,
        error_messages={
            "required": _("Write your e-mail address here."),
            "max_length": _("This is too long for an e-mail address."),
        },
    )

    def clean_email(self) -> str:
        """The address as typed; ValidationError where it is none."""
        typed = self.cleaned_data["email"]
        try:
            return read_address(typed).typed
        except NotAnAddress as error:
            raise forms.ValidationError(
                _("This is not a whole e-mail address. One looks like name@example.org.")
            ) from error


class MannerForm(forms.Form):
    """How a follow is to be written to. What is not sent stays as it was."""

    choice = forms.ChoiceField(required=False)
    weekday = forms.TypedChoiceField(
        required=False, choices=list(WEEKDAYS.items()), coerce=int, empty_value=None
    )
    language = forms.ChoiceField(required=False)

    def __init__(self, *args, follow: Follow, languages: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.follow = follow
        self.fields["choice"].choices = [(choice, choice) for choice in choices_of(follow.kind)]
        self.fields["language"].choices = [(code, code) for code in languages]

    @property
    def manner(self) -> Manner:
        """The manner, once the form is valid."""
        day = self.cleaned_data["weekday"]
        return Manner(
            self.cleaned_data["choice"] or self.follow.choice, self.follow.weekday if day is None else day
        )

    @property
    def chosen_language(self) -> str:
        """The language, once the form is valid."""
        return self.cleaned_data["language"] or self.follow.language
