"""What an author may answer: a comment on each passage, and a name under which the text is approved."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from series.clearance.answers import Answer
from series.models.clearance import LONGEST_COMMENT

APPROVE = "approve"


class AnswerForm(forms.Form):
    """Fields `comment-<target>` for each target. Only the button "approve" approves."""

    name = forms.CharField(label=_("Your name"), required=False, max_length=255)

    def __init__(self, *args, targets: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.targets = {f"comment-{target}": target for target in targets}
        for name in self.targets:
            self.fields[name] = forms.CharField(
                required=False,
                max_length=LONGEST_COMMENT,
                error_messages={
                    "max_length": _(
                        "A comment may have %(limit_value)d characters; this one has %(show_value)d."
                    )
                },
            )

    @property
    def approves(self) -> bool:
        """Was the button pressed that approves?"""
        return self.data.get("action") == APPROVE

    def clean(self):
        cleaned = super().clean()
        if self.approves and not cleaned.get("name"):
            self.add_error("name", _("To approve the text, write your name."))
        if not self.approves and not self.errors and not self.comments:
            raise forms.ValidationError(_("There is no comment yet. Write one beside a paragraph, or below."))
        return cleaned

    @property
    def comments(self) -> dict[str, str]:
        """What was written, by target."""
        return {
            target: self.cleaned_data[name]
            for name, target in self.targets.items()
            if self.cleaned_data.get(name)
        }

    @property
    def answer(self) -> Answer:
        """The answer, once the form is valid."""
        return Answer(self.comments, self.cleaned_data["name"] if self.approves else "")
