"""The form that asks an author for clearance."""

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from series.clearance.requests import LONGEST_DAYS, Recipient
from series.models import ClearanceRequest

SOMEBODY_ELSE = ""


class ClearanceForm(forms.Form):
    """Whom to ask, in which language, for how long. `authors` are (id, name as credited) of the byline."""

    author = forms.ChoiceField(
        label=gettext_lazy("Author"),
        required=False,
        help_text=gettext_lazy("Whose clearance this is. An earlier link of the same person stops working."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=255,
        help_text=gettext_lazy("As the letter addresses them. Left empty: as in the byline."),
    )
    email = forms.EmailField(label=gettext_lazy("Mail address"), max_length=254)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of letter and page"),
        choices=ClearanceRequest.Language.choices,
        help_text=gettext_lazy("The piece itself is shown in its own language."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days until the link expires"),
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)],
    )
    message = forms.CharField(
        label=gettext_lazy("Personal message"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Stands in the letter."),
    )

    def __init__(self, *args, authors: list[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.names = {str(pk): name for pk, name in authors}
        self.fields["author"].choices = [*self.names.items(), (SOMEBODY_ELSE, _("Somebody else"))]

    def clean(self):
        cleaned = super().clean()
        cleaned["name"] = cleaned.get("name") or self.names.get(cleaned.get("author"), "")
        if not cleaned["name"]:
            self.add_error("name", _("Write the name of the person whom you ask."))
        return cleaned

    @property
    def recipient(self) -> Recipient:
        """Whom to ask, once the form is valid."""
        said = self.cleaned_data
        return Recipient(
            name=said["name"],
            email=said["email"],
            language=said["language"],
            days=said["days"],
            author_id=int(said["author"]) if said["author"] else None,
            message=said["message"],
        )


def first_values(page, authors: list[tuple[int, str]]) -> dict:
    """What the form holds at first: the only author of the byline, with the address that was used last."""
    author_id, name = authors[0] if len(authors) == 1 else (SOMEBODY_ELSE, "")
    last = ClearanceRequest.objects.filter(author=author_id or None).order_by("-created_at")
    address = last.values_list("email", flat=True).first() if author_id else None
    return {
        "author": str(author_id) if author_id else (str(authors[0][0]) if authors else SOMEBODY_ELSE),
        "name": name,
        "email": address or "",
        "language": page.locale.language_code,
        "days": settings.CLEARANCE_DAYS,
    }
