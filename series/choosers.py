"""Choosing a topic by any of its names, and making one that is missing without leaving the form."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views import chooser as views

from series.models import Topic, TopicKey
from series.models.topics import topic_key, topic_named


def find_topics(topics, typed: str):
    """Those of `topics` (a queryset) one of whose names, in either language or alternative, holds what was typed."""
    key = topic_key(typed.replace("\x00", ""))
    if not key:
        return topics
    return topics.filter(pk__in=TopicKey.objects.filter(key__contains=key).values("topic"))


class TopicFilterForm(SearchFilterMixin, BaseFilterForm):
    """Search as one types, over every name of a topic."""

    def filter(self, objects):
        typed = self.cleaned_data.pop("q", "")
        objects = super().filter(objects)
        if typed:
            self.is_searching, self.search_query = True, typed
            objects = find_topics(objects, typed)
        return objects


class NewTopicForm(forms.Form):
    """The names of a new topic. A name that is known chooses the topic that has it."""

    name = forms.CharField(label=_("Name"), max_length=100)
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=100, required=False)

    def __init__(self, *args, **kwargs):
        # Ids of its own: the form behind the window may be that of a topic, and a label would lead there.
        super().__init__(*args, auto_id="id_new_topic_%s", **kwargs)

    def clean(self):
        cleaned = super().clean()
        known = {
            key.topic.merged_into_id or key.topic_id
            for key in TopicKey.objects.select_related("topic").filter(
                key__in=[topic_key(cleaned.get(name) or "") for name in ("name", "name_ko")]
            )
        }
        if len(known) > 1:
            raise ValidationError(_("The two names belong to two different topics."))
        if cleaned.get("name") and not topic_key(cleaned["name"]):
            raise ValidationError({"name": _("A name needs letters.")})
        return cleaned

    @transaction.atomic
    def save(self) -> Topic:
        """The topic of that name, made when there is none."""
        korean = self.cleaned_data["name_ko"]
        if korean and TopicKey.objects.filter(key=topic_key(korean)).exists():
            return topic_named(korean)[0]
        topic, made = topic_named(self.cleaned_data["name"])
        if made and korean:
            topic.name_ko = korean
            topic.save()
        return topic


class TopicListMixin:
    """The list in the window: merged topics are not offered."""

    filter_form_class = TopicFilterForm

    def get_object_list(self):
        return Topic.objects.filter(merged_into=None)

    @property
    def columns(self):
        return [*super().columns, Column("name_ko", label=_("Korean"))]


class TopicChooseView(TopicListMixin, views.ChooseView):
    """The window."""


class TopicResultsView(TopicListMixin, views.ChooseResultsView):
    """The list again, while one types."""


class TopicChooserViewSet(views.SnippetChooserViewSet):
    """The window for topics."""

    icon = "tag"
    creation_form_class = NewTopicForm
    creation_tab_label = _("New topic")
    create_action_label = _("Make it and choose it")
    choose_view_class = TopicChooseView
    choose_results_view_class = TopicResultsView
