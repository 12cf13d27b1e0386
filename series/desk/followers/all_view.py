"""All that is followed, in numbers; and, for managing editors, every address as a table."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import Page

from series.desk.followers.counting import Following, counted_follows
from series.desk.followers.series_view import EXPORTED, as_csv
from series.desk.reports.base import may_read_reports
from series.models import Follow, MailSettings, Topic
from series.permissions import may_have_addresses


@dataclass(frozen=True)
class Followed:
    """One thing that is followed, with its name for editors, and who follows it in one language."""

    kind: str
    name: str
    following: Following


def all_followed() -> list[Followed]:
    """Everything that is followed, what most follow first. Three queries."""
    rows = list(counted_follows())
    families = {row["family"] for row in rows if row["family"]}
    pages = Page.objects.filter(translation_key__in=families, alias_of=None).order_by("locale", "pk")
    titles: dict = {}
    for key, title in pages.values_list("translation_key", "draft_title"):
        titles.setdefault(key, title)
    topics = dict(
        Topic.objects.filter(pk__in=[row["topic"] for row in rows if row["topic"]]).values_list("pk", "name")
    )
    found = [
        Followed(
            kind=str(Follow.Kind(row["kind"]).label),
            name=titles.get(row["family"]) or topics.get(row["topic"]) or "",
            following=Following(row["language"], row["each"], row["weekly"], row["start"]),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (-one.following.all, one.kind, one.name, one.following.language))


class AllFollowersView(WagtailAdminTemplateMixin, TemplateView):
    """For those who may read reports."""

    template_name = "admin/series/all_followers.html"
    page_title = gettext_lazy("Followers")
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not may_read_reports(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        active = Follow.objects.active()
        return super().get_context_data(
            rows=all_followed(),
            addresses=active.values("follower").distinct().count(),
            export_address=(
                reverse("series_export_all_followers") if may_have_addresses(self.request.user) else ""
            ),
            **kwargs,
        )


class ExportAllFollowersView(View):
    """Every address that follows anything, as CSV. By POST only, and each time a line in the history of the site."""

    http_method_names = ["post"]

    def post(self, request):
        if not may_have_addresses(request.user):
            raise PermissionDenied
        rows = list(Follow.objects.active().select_related("follower").order_by("confirmed_at", "pk"))
        log(instance=MailSettings.load(), action=EXPORTED, user=request.user, data={"count": len(rows)})
        return as_csv(rows, f"followers-{timezone.localdate():%Y-%m-%d}.csv")
