"""The admin of topics: editors make and describe them; renaming and merging is for who may merge."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from series import panels
from series.choosers import TopicChooserViewSet, find_topics
from series.models import Topic

RENAMING = "series.merge_topic"


class TopicForm(WagtailAdminModelForm):
    """The form of a topic. The names of one that exists are closed to those who may not rename."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.for_user and not self.for_user.has_perm(RENAMING):
            for name in ("name", "name_ko", "slug"):
                self.fields[name].disabled = True
            self.fields["name"].help_text = _("A managing editor can rename it.")


class TopicIndexView(IndexView):
    """All topics but the merged ones, found by any of their names."""

    def search_queryset(self, queryset):
        return find_topics(queryset, self.search_query) if self.is_searching else queryset


class TopicViewSet(SnippetViewSet):
    """Topics in the menu."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 40
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = TopicIndexView
    chooser_viewset_class = TopicChooserViewSet
    edit_handler = ObjectList(panels.TOPIC.children, base_form_class=TopicForm)
    list_display = [
        "name",
        "name_ko",
        "broader",
        Column("pieces", label=_("Pieces"), sort_key="pieces", width="10%"),
    ]
    list_per_page = 50
    ordering = ["name"]

    def get_queryset(self, request):
        pieces = Count("installment_rows__page", distinct=True)
        return Topic.objects.filter(merged_into=None).select_related("broader").annotate(pieces=pieces)
