"""What can be followed: the site, a series, an author, a topic. Only what the public may see is found, or named."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from authors.models import AuthorPage
from authors.reading import people_with_a_page
from publication.frame import Frame, frame_of
from publication.visibility import is_open
from series.models import Follow, SeriesPage, Topic
from series.reading.topics import is_public, name_of

PAGES = {Follow.Kind.SERIES: SeriesPage, Follow.Kind.AUTHOR: AuthorPage}


@dataclass(frozen=True)
class Target:
    """One thing that can be followed: of `page` and `topic` the one that its kind has, none for the whole site."""

    kind: str
    page: Page | None = None
    topic: Topic | None = None

    @property
    def family(self) -> UUID | None:
        """What the page has in common with its translations."""
        return self.page.translation_key if self.page else None

    @property
    def choices(self) -> tuple[str, ...]:
        """How it can be followed; only a series has a start."""
        return choices_of(self.kind)

    @property
    def columns(self) -> dict:
        """What a `Follow` of it says."""
        return {"kind": self.kind, "page": self.page, "family": self.family, "topic": self.topic}


@dataclass(frozen=True)
class Named:
    """The name of what is followed and where it stands, relative to the host; `language` where it is not the page's.

    `is_public` is false for what the public may not see at present: then nothing of it is told.
    """

    title: str
    address: str = ""
    language: str = ""
    is_public: bool = True


def choices_of(kind: str) -> tuple[str, ...]:
    """The ways to follow what is of a kind."""
    both = (Follow.Choice.EACH, Follow.Choice.WEEKLY)
    return (*both, Follow.Choice.START) if kind == Follow.Kind.SERIES else both


def find(kind: str, pk: int | None) -> Target | None:
    """What stands at an address `/follow/<kind>/<pk>/`; None for what is not there, or not public. An alias is its source."""
    if kind == Follow.Kind.SITE:
        return Target(Follow.Kind.SITE)
    if kind == Follow.Kind.TOPIC:
        topic = Topic.objects.filter(pk=pk).select_related("merged_into").first()
        topic = topic and (topic.merged_into or topic)
        return Target(kind, topic=topic) if topic and is_public(topic) else None
    page = PAGES[kind].objects.visible().filter(pk=pk).first()
    if page is not None and page.alias_of_id:
        page = PAGES[kind].objects.visible().filter(pk=page.alias_of_id).first()
    if page is not None and kind == Follow.Kind.AUTHOR and page.translation_key not in people_with_a_page():
        return None
    return Target(kind, page=page) if page else None


def target_of(follow: Follow) -> Target:
    """What a follow is of, whether it is public or not."""
    return Target(follow.kind, page=follow.page, topic=follow.topic)


def named(follows: Iterable[Follow]) -> dict[int, Named]:
    """The name of what each follow is of, by the follow's id, in the language in hand.

    A series or an author is named by the page in the follow's language, or else by the one there is. A few queries,
    two more where an author is among them, and two for each topic.
    """
    follows = list(follows)
    frame = frame_of(Site.objects.select_related("root_page").get(is_default_site=True))
    pages: dict[UUID, list[dict]] = {}
    families = {follow.family for follow in follows if follow.family}
    people = {follow.family for follow in follows if follow.kind == Follow.Kind.AUTHOR}
    if people:
        # As on their own pages: of whom nothing may be seen, nothing is said.
        families -= people - people_with_a_page()
    if families:
        found = Page.objects.filter(translation_key__in=families, live=True, alias_of=None).filter(is_open())
        for row in found.order_by("pk").values("translation_key", "title", "url_path", "locale_id"):
            pages.setdefault(row["translation_key"], []).append(row)
    return {follow.pk: _named(follow, frame, pages.get(follow.family, [])) for follow in follows}


def languages_of(follow: Follow) -> list[str]:
    """The languages in which it can be followed: of a series those that it has, besides the follow's own."""
    if follow.kind != Follow.Kind.SERIES:
        return list(Follow.Language.values)
    there = {follow.language, *_languages_of_series(follow.family)}
    return [language for language in Follow.Language.values if language in there]


def language_to_follow(target: Target, wanted: str) -> str:
    """The language to follow a thing in: the one that is wanted, or that of a series which nobody would ever be mailed
    a part of in the other."""
    if target.kind != Follow.Kind.SERIES or wanted in _languages_of_series(target.family):
        return wanted
    return target.page.locale.language_code


def _languages_of_series(family: UUID) -> set[str]:
    twins = Page.objects.filter(translation_key=family, live=True, alias_of=None).filter(is_open())
    return set(twins.values_list("locale__language_code", flat=True))


def _named(follow: Follow, frame: Frame, pages: list[dict]) -> Named:
    if follow.kind == Follow.Kind.SITE:
        root = frame.root(follow.language)
        return Named(frame.masthead.local_name, frame.address(root) if root else "/")
    if follow.kind == Follow.Kind.TOPIC:
        if not is_public(follow.topic):
            return _nameless()
        words = name_of(follow.topic)
        return Named(words.text, reverse("topic", args=[follow.topic.slug]), words.language)
    pages = [row for row in pages if frame.address(row["url_path"])]
    if not pages:
        return _nameless()
    own = [row for row in pages if frame.language_of(row["locale_id"]) == follow.language]
    row = (own or pages)[0]
    language = frame.language_of(row["locale_id"])
    return Named(
        row["title"],
        frame.address(row["url_path"]),
        "" if language == translation.get_language() else language,
    )


def _nameless() -> Named:
    return Named(_("Something that is not public at present"), is_public=False)
