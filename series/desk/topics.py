"""The admin of topics: editors make and describe them; renaming and merging is for who may merge."""

from django.db import transaction
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from series import panels
from series.choosers import TopicChooserViewSet, find_topics
from series.models import AlternativeName, Topic
from series.models.topics import tidy, topic_key, topics_above

RENAMING = "series.merge_topic"
RENAME_ACTION = "series.rename_topic"
NAMES = ("name", "name_ko")


class TopicForm(WagtailAdminModelForm):
    """The form of a topic. The names of one that exists are closed to those who may not rename.

    A renamed topic keeps its former names as alternative ones, and its address follows the name unless another was
    typed; the old address leads to the new one (Topic.save).
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["broader"].queryset = self._possible_broader()
        if not self.instance.pk:
            return
        self.former_names = {name: getattr(self.instance, name) for name in NAMES}
        if self.for_user and not self.for_user.has_perm(RENAMING):
            for name in (*NAMES, "slug"):
                self.fields[name].disabled = True
            self.fields["name"].help_text = _("A managing editor can rename it.")
            return
        self.fields["name"].help_text = _("Renamed, it is still found by the former name.")
        self.fields["slug"].help_text = _("Follows a new name. The old address leads to the new one.")

    def _possible_broader(self):
        """All topics but the merged ones, itself and what stands below it."""
        topics = Topic.objects.filter(merged_into=None)
        if not self.instance.pk:
            return topics
        broader = Topic.broader_topics()
        below = {pk for pk in broader if self.instance.pk in topics_above(pk, broader)}
        return topics.exclude(pk__in={self.instance.pk, *below})

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and "name" in self.changed_data and "slug" not in self.changed_data:
            cleaned["slug"] = ""
        return cleaned

    def save(self, commit=True):
        topic = super().save(commit=False)
        if topic.pk:
            # After the rows of the form, which would take a row without an id for one of their own.
            known = {topic_key(name) for name in topic.all_names()}
            former = {tidy(name) for name in self.former_names.values()}
            topic.alternative_names.add(
                *(
                    AlternativeName(name=name)
                    for name in sorted(former)
                    if name and topic_key(name) not in known
                )
            )
        if commit:
            topic.save()
            self.save_m2m()
        return topic

    def renamings(self) -> dict[str, tuple[str, str]]:
        """The names that were changed: (before, after) by field."""
        now = {name: getattr(self.instance, name) for name in NAMES}
        return {name: (was, now[name]) for name, was in self.former_names.items() if was != now[name]}


class TopicCreateView(CreateView):
    """Make a topic. One editor at a time, as names and places are rules over all topics."""

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        Topic.hold_all()
        return super().post(request, *args, **kwargs)


class TopicEditView(EditView):
    """Change a topic; from a merged one the way leads to its heir."""

    def get(self, request, *args, **kwargs):
        return self._to_heir() or super().get(request, *args, **kwargs)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        Topic.hold_all()
        # As it is now that nobody else changes it.
        self.object = self.get_object()
        return self._to_heir() or super().post(request, *args, **kwargs)

    def _to_heir(self):
        heir = self.object.merged_into
        if heir is None:
            return None
        words = _("“%(name)s” was merged into “%(heir)s” already.")
        messages.warning(self.request, words % {"name": self.object, "heir": heir})
        return redirect(reverse("wagtailsnippets_series_topic:edit", args=[heir.pk]))

    @cached_property
    def header_more_buttons(self):
        return [*super().header_more_buttons, *merge_buttons(self.object, self.request.user)]

    def save_instance(self):
        topic = super().save_instance()
        renamings = self.form.renamings()
        if renamings:
            log(instance=topic, action=RENAME_ACTION, user=self.request.user, data={"names": renamings})
        return topic


def merge_buttons(topic: Topic, user):
    """The way to merging a topic, for those who may."""
    if user.has_perm(RENAMING):
        yield Button(
            _("Merge into another"),
            reverse("series_merge_topic", args=[topic.pk]),
            icon_name="resubmit",
            priority=30,
        )


class TopicIndexView(IndexView):
    """All topics but the merged ones, found by any of their names."""

    def search_queryset(self, queryset):
        return find_topics(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.request.user.has_perm(RENAMING):
            address = reverse("series_topic_duplicates")
            buttons.append(Button(_("Likely duplicates"), address, icon_name="copy", priority=40))
        return buttons


class TopicViewSet(SnippetViewSet):
    """Topics in the menu."""

    model = Topic
    icon = "tag"
    menu_label = gettext_lazy("Topics")
    menu_order = 40
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = TopicIndexView
    add_view_class = TopicCreateView
    edit_view_class = TopicEditView
    chooser_viewset_class = TopicChooserViewSet
    edit_handler = ObjectList(panels.TOPIC.children, base_form_class=TopicForm)
    list_display = [
        "name",
        "name_ko",
        "broader",
        Column("pieces", label=gettext_lazy("Pieces"), sort_key="pieces", width="10%"),
    ]
    list_per_page = 50
    ordering = ["name"]

    def get_queryset(self, request):
        pieces = Count("installment_rows__page", distinct=True)
        return Topic.objects.filter(merged_into=None).select_related("broader").annotate(pieces=pieces)
