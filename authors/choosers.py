"""Choosing an author while a piece is being written, and making a new one without leaving the form.

A new author is a draft below the list of authors of a language; only who may add one there is offered the form, and
only they can send it.
"""

import re
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, LocaleFilterMixin, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.models import Page

from authors.models import AuthorAlias, AuthorIndexPage, AuthorPage
from authors.names import matching_key
from authors.permissions import may_add_authors

NAMES = ("title", "draft_title", "native_name", "latin_name", "family_name", "given_name")


def find_authors(authors, typed: str):
    """Those of `authors` (a queryset) whose names, in whatever script, hold every word that was typed."""
    for word in typed.replace("\x00", "").split():
        anywhere = Q()
        for name in NAMES:
            anywhere |= Q(**{f"{name}__icontains": word})
        # Names from before a merge.
        anywhere |= Q(pk__in=AuthorAlias.objects.filter(name__icontains=word).values("author"))
        authors = authors.filter(anywhere)
    return authors


def title_with_state(author: AuthorPage) -> str:
    """The name in the admin, saying where the page is not public yet."""
    title = author.get_admin_display_title()
    return title if author.live else _("%(name)s (draft)") % {"name": title}


def language_in_hand(request) -> str:
    """The language of the page whose form is open, from the address the window was opened from; "" if unknown.

    It only chooses what a new author's language says at first.
    """
    path = urlsplit(request.headers.get("referer", "")).path
    found = re.search(r"/pages/(?:add/[^/]+/[^/]+/)?(\d{1,9})/", path)
    page = found and Page.objects.filter(pk=found[1]).select_related("locale").first()
    return page.locale.language_code if page else ""


class AuthorFilterForm(LocaleFilterMixin, SearchFilterMixin, BaseFilterForm):
    """Search as one types, over every name of an author."""

    def filter(self, objects):
        typed = self.cleaned_data.pop("q", "")
        objects = super().filter(objects)
        if typed:
            self.is_searching, self.search_query = True, typed
            objects = find_authors(objects, typed)
        return objects


class NewAuthorForm(forms.Form):
    """What is known of a new author when a piece is credited; the rest is filled in on the page later."""

    def __init__(self, *args, user, lists, language="", **kwargs):
        self.user = user
        self.lists = {each.locale.language_code: each for each in lists}
        # Ids of its own: the form behind the window has an id_title as well, and a label would lead there.
        super().__init__(*args, auto_id="id_new_author_%s", **kwargs)
        fields = forms.fields_for_model(
            AuthorPage,
            ["title", "kind", "family_name", "given_name", "native_name", "position", "organisation"],
        )
        fields["title"].label = _("Name as displayed")
        fields["title"].help_text = _("In the person’s own order.")
        self.fields.update(fields)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the page"),
            choices=[(code, each.locale.get_display_name()) for code, each in self.lists.items()],
            initial=language if language in self.lists else None,
        )
        self.fields["another"] = forms.BooleanField(
            label=_("Another person of the same name"),
            required=False,
            help_text=_("Only when somebody of this name is there already and is not meant."),
        )

    def clean(self):
        cleaned = super().clean()
        name, language = cleaned.get("title"), cleaned.get("language")
        if name and language and not cleaned.get("another"):
            known = AuthorPage.objects.filter(locale__language_code=language, merged_into=None)
            key = matching_key(name)
            former = AuthorAlias.objects.filter(author__in=known)
            names = [*known.values_list("title", flat=True), *former.values_list("name", flat=True)]
            if any(matching_key(other) == key for other in names):
                raise ValidationError(
                    _(
                        "“%(name)s” is there already: choose it in the list, or say that this is another person."
                    )
                    % {"name": name}
                )
        return cleaned

    @transaction.atomic
    def save(self) -> AuthorPage:
        """Make the draft; its owner is who made it."""
        values = {
            name: value for name, value in self.cleaned_data.items() if name not in ("language", "another")
        }
        author = AuthorPage(live=False, owner=self.user, **values)
        self.lists[self.cleaned_data["language"]].add_child(instance=author)
        author.save_revision(user=self.user, log_action=True)
        return author


class NewAuthorMixin:
    """Gives the views their form, and the answer to who may use it."""

    def lists(self) -> list[AuthorIndexPage]:
        """The lists of authors below which the user may add, one for each language."""
        lists = AuthorIndexPage.objects.select_related("locale")
        return [each for each in lists if may_add_authors(self.request.user, each)]

    def can_create(self):
        return bool(self.lists())

    def get_creation_form_kwargs(self):
        return super().get_creation_form_kwargs() | {
            "user": self.request.user,
            "lists": self.lists(),
            "language": language_in_hand(self.request),
        }


class AuthorListMixin(NewAuthorMixin):
    """The list in the window: drafts too, merged ones not."""

    filter_form_class = AuthorFilterForm
    ordering = ["title"]

    def get_object_list(self):
        return AuthorPage.objects.filter(merged_into=None).select_related("locale")

    @property
    def title_column(self):
        column = super().title_column
        column.accessor = title_with_state
        return column

    @property
    def columns(self):
        return [
            *super().columns,
            Column("native_name", label=_("Other script")),
            Column("affiliation", label=_("Affiliation")),
        ]


class AuthorChosenMixin:
    """What the form shows of a chosen author."""

    def get_display_title(self, instance):
        return str(title_with_state(instance))


class AuthorChooseView(AuthorListMixin, views.ChooseView):
    """The window."""


class AuthorResultsView(AuthorListMixin, views.ChooseResultsView):
    """The list again, while one types."""


class AuthorChosenView(AuthorChosenMixin, views.ChosenView):
    """One was chosen."""


class AuthorsChosenView(AuthorChosenMixin, views.ChosenMultipleView):
    """Several were chosen; they come in the order of their names."""

    def get_objects(self, pks):
        return super().get_objects([pk for pk in pks if pk.isdecimal()]).order_by("title")


class AuthorCreateView(NewAuthorMixin, AuthorChosenMixin, views.CreateView):
    """One was made."""


class AuthorChooserWidget(BaseChooser):
    """The field in a form."""

    def get_display_title(self, instance):
        return str(title_with_state(instance))


class AuthorChooserViewSet(ChooserViewSet):
    """The window for authors."""

    model = AuthorPage
    icon = "user"
    choose_one_text = _("Choose an author")
    choose_another_text = _("Choose another author")
    edit_item_text = _("Edit this author")
    creation_tab_label = _("New author")
    create_action_label = _("Make a draft and choose it")
    creation_form_class = NewAuthorForm
    per_page = 20
    choose_view_class = AuthorChooseView
    choose_results_view_class = AuthorResultsView
    chosen_view_class = AuthorChosenView
    chosen_multiple_view_class = AuthorsChosenView
    create_view_class = AuthorCreateView
    base_widget_class = AuthorChooserWidget


author_chooser = AuthorChooserViewSet("author_chooser", url_prefix="authors/choose")
