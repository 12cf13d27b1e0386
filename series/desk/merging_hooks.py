"""The admin's doors to merges, likely duplicates and untagged pieces: addresses, buttons, reports, and the log's words."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from authors.models import AuthorPage
from series.desk import merging_authors, merging_topics, setting_apart
from series.desk.author_merge_view import MergeAuthorView
from series.desk.buttons import on_pages
from series.desk.duplicates_view import AuthorDuplicatesView, DuplicatesMenuItem, TopicDuplicatesView
from series.desk.topic_merge_view import MergeTopicView
from series.desk.topics import RENAME_ACTION, merge_buttons
from series.desk.untagged import UntaggedMenuItem, UntaggedPiecesView
from series.models import Topic
from series.permissions import may_merge_author


@hooks.register("register_admin_urls")
def register_merge_addresses():
    return [
        path("topics/<int:pk>/merge/", MergeTopicView.as_view(), name="series_merge_topic"),
        path("authors/<int:pk>/merge/", MergeAuthorView.as_view(), name="series_merge_author"),
        path("reports/duplicate-topics/", TopicDuplicatesView.as_view(), name="series_topic_duplicates"),
        path("reports/duplicate-authors/", AuthorDuplicatesView.as_view(), name="series_author_duplicates"),
        path("reports/untagged/", UntaggedPiecesView.as_view(), name="series_untagged"),
        path(
            "reports/untagged/results/",
            UntaggedPiecesView.as_view(results_only=True),
            name="series_untagged_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_untagged():
    return UntaggedMenuItem(
        _("Pieces without topics"), reverse("series_untagged"), name="untagged", icon_name="tag", order=100
    )


@hooks.register("register_reports_menu_item")
def register_topic_duplicates():
    return DuplicatesMenuItem(
        TopicDuplicatesView,
        _("Likely duplicates among topics"),
        reverse("series_topic_duplicates"),
        name="duplicate-topics",
        icon_name="copy",
        order=110,
    )


@hooks.register("register_reports_menu_item")
def register_author_duplicates():
    return DuplicatesMenuItem(
        AuthorDuplicatesView,
        _("Likely duplicates among authors"),
        reverse("series_author_duplicates"),
        name="duplicate-authors",
        icon_name="copy",
        order=120,
    )


@hooks.register("register_snippet_listing_buttons")
def merge_in_list_of_topics(snippet, user, next_url=None):
    if isinstance(snippet, Topic):
        yield from merge_buttons(snippet, user)


@on_pages
def merge_author_buttons(page, user, next_url=None):
    """The way to merging an author, for those who may."""
    if page.specific_class is AuthorPage and may_merge_author(user, page.specific):
        yield Button(
            _("Merge into another"),
            reverse("series_merge_author", args=[page.pk]),
            icon_name="resubmit",
            priority=15,
        )


@hooks.register("register_log_actions")
def register_merges(actions):
    class Merge(LogFormatter):
        """ "Merged “Flood insurance reform” into “Flood insurance”" in the history of both."""

        label = gettext_lazy("Merge")

        def format_message(self, entry):
            return _("Merged “%(merged)s” into “%(kept)s”") % {
                "merged": entry.data.get("merged", ""),
                "kept": entry.data.get("kept", ""),
            }

    for action in (merging_topics.LOG_ACTION, merging_authors.LOG_ACTION):
        actions.register_action(action)(Merge)

    @actions.register_action(RENAME_ACTION)
    class Renaming(LogFormatter):
        """ "Renamed from “Trade” to “Commerce”" in the history of a topic."""

        label = gettext_lazy("Rename")

        def format_message(self, entry):
            return ", ".join(
                _("Renamed from “%(old)s” to “%(new)s”") % {"old": old, "new": new}
                for old, new in entry.data.get("names", {}).values()
            )


@hooks.register("register_log_actions")
def register_setting_apart(actions):
    @actions.register_action(setting_apart.SAID)
    class Said(LogFormatter):
        """ "Said that “Laos” and “Lagos” are not the same" in the history of both."""

        label = gettext_lazy("Not the same")

        def format_message(self, entry):
            return _("Said that %(names)s are not the same") % {"names": quoted(entry)}

    @actions.register_action(setting_apart.WITHDRAWN)
    class Withdrawn(LogFormatter):
        """ "Took back that “Laos” and “Lagos” are not the same" in the history of both."""

        label = gettext_lazy("Not the same, taken back")

        def format_message(self, entry):
            return _("Took back that %(names)s are not the same") % {"names": quoted(entry)}

    def quoted(entry) -> str:
        one, other = entry.data.get("names", ["", ""])
        return _("“%(one)s” and “%(other)s”") % {"one": one, "other": other}
