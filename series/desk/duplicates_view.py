"""Lists of what may be the same, topics and authors: merge them in either direction, or say that they are not the same."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from authors.models import AuthorIndexPage
from series.desk.duplicates import Alike, find_alike
from series.desk.known_names import names_by_person, names_by_topic, people
from series.desk.setting_apart import pair_of, said_of, set_apart, take_back
from series.desk.topics import RENAMING
from series.models import Byline, SetApart, Topic

MOST_PAIRS = 100


@dataclass(frozen=True)
class Known:
    """One of two that look alike: its name, how many pieces name it, where it is edited and where it is merged.

    `key` names it where pairs are set apart, `thing` is the topic or the author page.
    """

    pk: int
    key: object
    thing: Model
    name: str
    pieces: int
    edit: str
    merge: str


@dataclass(frozen=True)
class Pair:
    """Two that look alike, the names that do, why, and the addresses that show what each merge would do.

    `said_by` and `said_at` tell of the word that the two are not the same.
    """

    one: Known
    other: Known
    names: tuple[str, str]
    why: str
    one_into_other: str
    other_into_one: str
    said_by: str = ""
    said_at: datetime | None = None


class DuplicatesView(WagtailAdminTemplateMixin, TemplateView):
    """Pairs that look alike, the surest first."""

    template_name = "admin/series/duplicates.html"
    header_icon = "copy"
    none = ""
    kind: SetApart.Kind

    def dispatch(self, request):
        if not may_see(type(self), request.user):
            raise PermissionDenied
        return super().dispatch(request)

    def get_breadcrumbs_items(self):
        return [{"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        alike, said = find_alike(self.names()), said_of(self.kind)
        known = self.known({pk for pair in alike for pk in (pair.one, pair.other)})
        open_pairs, apart = [], []
        for each in alike:
            word = said.get(pair_of(known[each.one].key, known[each.other].key))
            (apart if word else open_pairs).append(_pair(each, known, word))
        pairs = open_pairs[:MOST_PAIRS]
        return super().get_context_data(
            pairs=pairs, more=len(open_pairs) - len(pairs), apart=apart, none=self.none, **kwargs
        )

    def post(self, request):
        """`apart` says that `one` and `other` (ids) are not the same, `together` takes it back."""
        sent = [request.POST.get(name, "") for name in ("one", "other")]
        known = self.known({int(pk) for pk in sent if pk.isdecimal() and len(pk) < 10})
        if len(known) == 2:
            two = sorted(known.values(), key=lambda each: each.pk)
            names = {"one": two[0].name, "other": two[1].name}
            act = set_apart if "apart" in request.POST else take_back
            act(self.kind, [each.key for each in two], [each.thing for each in two], request.user)
            words = (
                gettext("“%(one)s” and “%(other)s” are not suggested any more.")
                if act is set_apart
                else gettext("“%(one)s” and “%(other)s” may be suggested again.")
            )
            messages.success(request, words % names)
        else:
            messages.error(request, gettext("One of the two is not there any more. Nothing was changed."))
        return redirect(request.path)


def _pair(alike: Alike, known: dict[int, Known], word: SetApart | None) -> Pair:
    one, other = known[alike.one], known[alike.other]
    return Pair(
        one,
        other,
        alike.names,
        alike.why,
        one_into_other=f"{one.merge}?{urlencode({'into': alike.other})}",
        other_into_one=f"{other.merge}?{urlencode({'into': alike.one})}",
        said_by=get_user_display_name(word.said_by) if word and word.said_by else "",
        said_at=word.said_at if word else None,
    )


class TopicDuplicatesView(DuplicatesView):
    """Topics that may be the same."""

    page_title = _("Likely duplicates among topics")
    none = _("No two topics look alike.")
    kind = SetApart.Kind.TOPICS

    def names(self):
        return names_by_topic()

    def known(self, ids):
        topics = Topic.objects.filter(pk__in=ids, merged_into=None).annotate(
            pieces=Count("installment_rows__page", distinct=True)
        )
        return {
            topic.pk: Known(
                topic.pk,
                topic.pk,
                topic,
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
    kind = SetApart.Kind.AUTHORS

    def names(self):
        return names_by_person()

    def known(self, ids):
        return {
            person.pk: Known(
                person.pk,
                person.translation_key,
                person,
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
