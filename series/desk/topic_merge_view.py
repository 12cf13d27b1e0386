"""Merging topics in the admin: the view in front of merging_topics.py."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from series.desk.duplicates import alike_with
from series.desk.known_names import names_by_topic
from series.desk.merge_view import MergeView
from series.desk.merging_topics import foresee_merge, merge_topics
from series.desk.setting_apart import not_set_apart
from series.desk.topics import RENAMING
from series.models import SetApart, Topic


class MergeTopicView(MergeView):
    """Choose, read, confirm."""

    page_title = gettext_lazy("Merge topic")
    header_icon = "tag"
    list_name = gettext_lazy("Topics")
    into_label = gettext_lazy("The topic that is kept")
    promise = gettext_lazy(
        "No new versions are made and nothing is published. The order of topics on each piece stays."
    )

    def list_address(self):
        return reverse("wagtailsnippets_series_topic:list")

    def find(self, pk):
        return get_object_or_404(Topic.objects.select_related("merged_into"), pk=pk)

    def may_merge(self, thing):
        return self.request.user.has_perm(RENAMING)

    def candidates(self):
        return Topic.objects.filter(merged_into=None).exclude(pk=self.merged.pk)

    def alike(self):
        alike = {pk: pk for pk in alike_with(self.merged.pk, names_by_topic())}
        meant = not_set_apart(SetApart.Kind.TOPICS, self.merged.pk, alike)
        return list(self.candidates().filter(pk__in=meant))

    def foresee(self, kept):
        return foresee_merge(self.merged, kept)

    def merge(self, kept):
        merge_topics(self.merged, kept, user=self.request.user)

    def name_of(self, thing):
        return f"{thing.name} / {thing.name_ko}" if thing.name_ko else thing.name

    def address_of(self, thing):
        return reverse("wagtailsnippets_series_topic:edit", args=[thing.pk])
