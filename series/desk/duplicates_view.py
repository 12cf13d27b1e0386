"""Lists of what may be the same, topics and authors, with the way to a merge in either direction."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from authors.models import AuthorIndexPage
from series.desk.duplicates import Alike, find_alike
from series.desk.known_names import names_by_person, names_by_topic, people
from series.desk.topics import RENAMING
from series.models import Byline, Topic

MOST_PAIRS = 100


@dataclass(frozen=True)
class Known:
    """One of two that look alike: its name, how many pieces name it, where it is edited and where it is merged."""

    name: str
    pieces: int
    edit: str
    merge: str


@dataclass(frozen=True)
class Pair:
    """Two that look alike, the names that do, why, and the addresses that show what each merge would do."""

    one: Known
    other: Known
    names: tuple[str, str]
    why: str
    one_into_other: str
    other_into_one: str


class DuplicatesView(WagtailAdminTemplateMixin, TemplateView):
    """Pairs that look alike, the surest first."""

    template_name = "admin/series/duplicates.html"
    header_icon = "copy"
    none = ""

    def dispatch(self, request):
        if not may_see(type(self), request.user):
            raise PermissionDenied
        return super().dispatch(request)

    def get_breadcrumbs_items(self):
        return [{"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        alike = find_alike(self.names())
        known = self.known({pk for pair in alike for pk in (pair.one, pair.other)})
        pairs = [_pair(each, known) for each in alike[:MOST_PAIRS]]
        return super().get_context_data(pairs=pairs, more=len(alike) - len(pairs), none=self.none, **kwargs)


def _pair(alike: Alike, known: dict[int, Known]) -> Pair:
    one, other = known[alike.one], known[alike.other]
    return Pair(
        one,
        other,
        alike.names,
        alike.why,
        one_into_other=f"{one.merge}?{urlencode({'into': alike.other})}",
        other_into_one=f"{other.merge}?{urlencode({'into': alike.one})}",
    )


class TopicDuplicatesView(DuplicatesView):
    """Topics that may be the same."""

    page_title = _("Likely duplicates among topics")
    none = _("No two topics look alike.")

    def names(self):
        return names_by_topic()

    def known(self, ids):
        topics = Topic.objects.filter(pk__in=ids).annotate(
            pieces=Count("installment_rows__page", distinct=True)
        )
        return {
            topic.pk: Known(
                topic.name,
                topic.pieces,
                reverse("wagtailsnippets_series_topic:edit", args=[topic.pk]),
                reverse("series_merge_topic", args=[topic.pk]),
            )
            for topic in topics
        }


class AuthorDuplicatesView(DuplicatesView):
    """Authors that may be the same."""

    page_title = _("Likely duplicates among authors")
    none = _("No two authors look alike.")

    def names(self):
        return names_by_person()

    def known(self, ids):
        return {
            person.pk: Known(
                person.get_admin_display_title(),
                self._pieces.get(person.translation_key, 0),
                reverse("wagtailadmin_pages:edit", args=[person.pk]),
                reverse("series_merge_author", args=[person.pk]),
            )
            for person in people()
            if person.pk in ids
        }

    @cached_property
    def _pieces(self) -> dict:
        rows = Byline.objects.order_by().values("author__translation_key")
        return dict(rows.values_list("author__translation_key", Count("page", distinct=True)))


def may_see(view: type[DuplicatesView], user) -> bool:
    """May the user see the list? Those who may merge."""
    if view is TopicDuplicatesView:
        return user.has_perm(RENAMING)
    return any(
        index.permissions_for_user(user).can_publish_subpage() for index in AuthorIndexPage.objects.all()
    )


class DuplicatesMenuItem(MenuItem):
    """A list among the reports, for those who may merge."""

    def __init__(self, view, *args, **kwargs):
        self.view = view
        super().__init__(*args, **kwargs)

    def is_shown(self, request):
        return may_see(self.view, request.user)
