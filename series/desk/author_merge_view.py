"""Merging authors in the admin: the view in front of merging_authors.py."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from authors.choosers import title_with_state
from authors.models import AuthorPage
from series.desk.duplicates import alike_with
from series.desk.known_names import names_by_person, people
from series.desk.merge_view import MergeView
from series.desk.merging_authors import foresee_merge, merge_authors
from series.desk.setting_apart import not_set_apart
from series.models import SetApart
from series.permissions import may_merge_author


class MergeAuthorView(MergeView):
    """Choose, read, confirm. Authors are offered once, whatever the number of their languages."""

    page_title = gettext_lazy("Merge author")
    header_icon = "user"
    list_name = gettext_lazy("Authors")
    into_label = gettext_lazy("The author who is kept")
    promise = gettext_lazy(
        "Old bylines keep the name, position and organisation that they print. No new versions are made."
    )

    def list_address(self):
        return reverse("authors:index")

    def find(self, pk):
        return get_object_or_404(AuthorPage.objects.select_related("merged_into"), pk=pk)

    def may_merge(self, thing):
        # A merged profile is closed; its heir tells who may do what, and the way leads there.
        return may_merge_author(self.request.user, thing.merged_into or thing)

    def candidates(self):
        others = [one.pk for one in people() if one.translation_key != self.merged.translation_key]
        return AuthorPage.objects.filter(pk__in=others).order_by("title")

    def alike(self):
        keys = {one.pk: one.translation_key for one in people()}
        stands_for = {key: pk for pk, key in keys.items()}
        alike = alike_with(stands_for.get(self.merged.translation_key, self.merged.pk), names_by_person())
        meant = not_set_apart(
            SetApart.Kind.AUTHORS, self.merged.translation_key, {pk: keys[pk] for pk in alike}
        )
        return list(AuthorPage.objects.filter(pk__in=meant).order_by("title"))

    def show(self, form):
        try:
            return super().show(form)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return super().show(self.form(None))

    def foresee(self, kept):
        return foresee_merge(self.merged, kept)

    def merge(self, kept):
        merge_authors(self.merged, kept, user=self.request.user)

    def name_of(self, thing):
        name = str(title_with_state(thing))
        return f"{name}, {thing.affiliation}" if thing.affiliation else name

    def address_of(self, thing):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
