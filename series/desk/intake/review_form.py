"""The form of a review: what was understood of a manuscript, to be put right before it becomes a draft."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from authors.known import KnownAuthors
from authors.models import AuthorIndexPage, AuthorPage
from authors.permissions import may_add_authors
from series import running_order
from series.desk.intake.suggestions import authors_for, likely_place, open_places, topics_for
from series.desk.numbers import spoken_number
from series.models import InstallmentPage, ManuscriptUpload, SeriesPage
from series.permissions import may_add_parts, may_order

NEW, NOBODY = "new", ""


class ReviewForm(forms.Form):
    """Title to topics. `series` of the cleaned data is the language version that the draft goes to."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=InstallmentPage._meta.get_field("title").max_length
    )
    standfirst = forms.CharField(
        label=gettext_lazy("Standfirst"), required=False, widget=AdminAutoHeightTextInput
    )
    editors_note = forms.CharField(
        label=gettext_lazy("Editors’ note"), required=False, widget=AdminAutoHeightTextInput
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    place = forms.ChoiceField(label=gettext_lazy("Place in the series"), widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=gettext_lazy("Part number"), required=False, min_value=0, max_value=running_order.HIGHEST
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those whose names stand in the text. Others can be added in the draft."),
    )
    keep_comments = forms.BooleanField(
        label=gettext_lazy("Put the comments of the file beside the draft"),
        required=False,
        help_text=gettext_lazy("Editors see them in the form of the draft, readers never."),
    )

    def __init__(self, *args, upload: ManuscriptUpload, user, **kwargs):
        reading = upload.reading
        self.upload, self.user = upload, user
        self.versions = {
            series.locale.language_code: series
            for series in SeriesPage.objects.filter(
                translation_key=upload.series.translation_key, alias_of=None
            ).select_related("locale")
            if may_add_parts(user, series)
        }
        own = upload.series.locale.language_code
        self.is_in_other_language = reading["language"] not in self.versions
        orders = may_order(user, upload.series)
        self.places = open_places(upload.series, may_order=orders)
        self.offers = topics_for(reading)
        initial = {name: reading[name] for name in ("title", "standfirst", "editors_note")}
        initial |= {
            "language": reading["language"] if reading["language"] in self.versions else own,
            "place": likely_place(self.places, reading),
            "topics": [str(offer.topic.pk) for offer in self.offers if offer.is_proposed],
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["language"].choices = [
            (code, series.locale.get_display_name()) for code, series in self.versions.items()
        ]
        if len(self.versions) < 2:
            self.fields["language"].widget = forms.HiddenInput()
        self.fields["topics"].choices = [(str(offer.topic.pk), str(offer.topic)) for offer in self.offers]
        self._offer_places(orders)
        if not self.offers:
            del self.fields["topics"]
        if not reading["comments"]:
            del self.fields["keep_comments"]

    def _offer_places(self, orders: bool) -> None:
        choices = [(place.key, _said(place)) for place in self.places]
        if orders and self.upload.series.is_numbered:
            choices.append(("number", _("Another number, to be given below")))
        else:
            del self.fields["number"]
        self.fields["place"].choices = choices
        if len(choices) == 1:
            self.fields["place"].widget = forms.HiddenInput()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("place") == "number" and cleaned.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Give the number."))
        cleaned["series"] = self.versions.get(cleaned.get("language"))
        cleaned["planned"] = next(
            (place.planned for place in self.places if place.key == cleaned.get("place")), None
        )
        chosen = set(cleaned.get("topics") or ())
        cleaned["topics"] = [offer.topic for offer in self.offers if str(offer.topic.pk) in chosen]
        return cleaned


class CreditForm(forms.Form):
    """One entry of the byline, and whose page it leads to."""

    name = forms.CharField(label=gettext_lazy("Name as credited"), max_length=255)
    author = forms.ChoiceField(label=gettext_lazy("Author"), required=False)
    position = forms.CharField(label=gettext_lazy("Position"), required=False, max_length=255)
    organisation = forms.CharField(label=gettext_lazy("Organisation"), required=False, max_length=255)

    def __init__(self, *args, entries, offers, makes_authors, **kwargs):
        super().__init__(*args, **kwargs)
        place = int(self.prefix.rsplit("-", 1)[1])
        self.biography = entries[place]["biography"]
        known = offers[place]
        choices = [(str(pk), _spoken(name, is_same)) for pk, name, is_same in known]
        if makes_authors:
            choices.append((NEW, _("A new author: make a page")))
        choices.append((NOBODY, _("Nobody: leave this credit out")))
        self.fields["author"].choices = choices
        self.initial["author"] = choices[0][0] if known and known[0][2] else NEW if makes_authors else NOBODY

    @property
    def chosen(self) -> int | str | None:
        """The id of an author's page, None for one that is to be made, "" for nobody."""
        author = self.cleaned_data["author"]
        return NOBODY if author == NOBODY else None if author == NEW else int(author)


class CreditFormSet(forms.BaseFormSet):
    """The byline of an upload."""

    def __init__(self, *args, upload: ManuscriptUpload, user, **kwargs):
        entries = upload.reading["byline"]
        known = KnownAuthors()
        index = AuthorIndexPage.objects.filter(locale_id=upload.series.locale_id).first()
        self.makes_authors = may_add_authors(user, index)
        super().__init__(
            *args,
            prefix="byline",
            initial=[
                {name: entry[name] for name in ("name", "position", "organisation")} for entry in entries
            ],
            form_kwargs={
                "entries": entries,
                "offers": [authors_for(entry["name"], upload.series, known) for entry in entries],
                "makes_authors": self.makes_authors,
            },
            **kwargs,
        )

    # The rows are those of the reading, whatever was sent.
    def total_form_count(self):
        return self.initial_form_count()

    def initial_form_count(self):
        return len(self.initial)

    def credits(self) -> list[tuple[int, dict, AuthorPage | None]]:
        """(place in the byline of the file, what was typed, the author's page or None) of those who are credited."""
        chosen = [(place, form) for place, form in enumerate(self.forms) if form.chosen != NOBODY]
        pages = AuthorPage.objects.in_bulk([form.chosen for _place, form in chosen if form.chosen])
        return [(place, form.cleaned_data, pages.get(form.chosen)) for place, form in chosen]


Credits = forms.formset_factory(CreditForm, formset=CreditFormSet, extra=0)


def _spoken(name: str, is_same: bool) -> str:
    return _("%(name)s, who is here already") % {"name": name} if is_same else name


def _said(place) -> str:
    if place.planned is None:
        if place.label_number is None:
            return _("A piece without a number, as all of the column")
        return _("%(part)s, after the last") % {"part": capfirst(spoken_number(place.label_number))}
    part = capfirst(spoken_number(place.label_number))
    words = {"title": place.working_title, "author": place.author, "part": part}
    if place.author:
        return _("%(part)s, planned: “%(title)s”, by %(author)s") % words
    return _("%(part)s, planned: “%(title)s”") % words
