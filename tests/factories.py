"""Worlds for tests in a line or two. Pages stand in the tree that the migration home.0002_site makes."""

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Locale, Page

from authors.models import AuthorIndexPage, AuthorPage, User
from home.models import HomePage, StandingPage
from publication.models import CreditedImage, LibraryDocument
from series.models import (
    Byline,
    InstallmentPage,
    InstallmentTopic,
    PlannedPart,
    SeriesIndexPage,
    SeriesPage,
    Topic,
)


def home(language="en") -> HomePage:
    """The home page of a language."""
    return HomePage.objects.get(locale__language_code=language)


def series_index(language="en") -> SeriesIndexPage:
    """The list of series of a language."""
    return SeriesIndexPage.objects.get(locale__language_code=language)


def author_index(language="en") -> AuthorIndexPage:
    """The list of authors of a language."""
    return AuthorIndexPage.objects.get(locale__language_code=language)


def locale(language) -> Locale:
    """The locale of a language code."""
    return Locale.objects.get(language_code=language)


class PageFactory(factory.django.DjangoModelFactory):
    """A page below `parent`, live and published now unless told otherwise."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    live = True
    first_published_at = factory.LazyAttribute(lambda page: timezone.now() if page.live else None)
    last_published_at = factory.SelfAttribute("first_published_at")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        parent = kwargs.pop("parent")
        return parent.add_child(instance=model_class(*args, **kwargs))


class StandingPageFactory(PageFactory):
    class Meta:
        model = StandingPage

    parent = factory.LazyFunction(home)
    title = factory.Sequence(lambda n: f"Standing page {n}")


class SeriesFactory(PageFactory):
    class Meta:
        model = SeriesPage

    parent = factory.LazyFunction(series_index)
    title = factory.Sequence(lambda n: f"Rivers and Rates {n}")
    standfirst = "Who builds the wall, and who pays for it."


class AuthorFactory(PageFactory):
    class Meta:
        model = AuthorPage

    parent = factory.LazyFunction(author_index)
    title = factory.Sequence(lambda n: f"Zora Whitlock {n}")
    family_name = factory.LazyAttribute(lambda page: page.title.split(" ")[-1])


def paragraphs(*texts: str) -> list[tuple[str, str]]:
    """A body of plain paragraphs."""
    return [("paragraph", f"<p>{text}</p>") for text in texts]


class InstallmentFactory(PageFactory):
    """A part of `parent`. `bylines` and `topics` take lists of authors and topics, in order."""

    class Meta:
        model = InstallmentPage

    parent = factory.SubFactory(SeriesFactory)
    title = factory.Sequence(lambda n: f"The Gauge {n}")
    standfirst = "The first dispute on any river is about the number on the gauge."
    body = factory.LazyFunction(lambda: paragraphs("The water rose in the night."))

    @factory.post_generation
    def bylines(self, create, authors, **kwargs):
        for place, author in enumerate(authors or ()):
            Byline.objects.create(page=self, author=author, sort_order=place, locale=self.locale)

    @factory.post_generation
    def topics(self, create, topics, **kwargs):
        for place, topic in enumerate(topics or ()):
            InstallmentTopic.objects.create(page=self, topic=topic, sort_order=place)


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Water policy {n}")


class PlannedPartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlannedPart

    series = factory.SubFactory(SeriesFactory)
    working_title = factory.Sequence(lambda n: f"A river in five languages {n}")
    announced = True


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CreditedImage

    title = factory.Sequence(lambda n: f"The levee {n}")
    file = factory.django.ImageField(width=1600, height=1000, color="#2a6455")
    description = "A levee beside a river."
    credit = "Photo: L. Marsh"


class UserFactory(factory.django.DjangoModelFactory):
    """An account; `role` names its group."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"editor-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")

    @factory.post_generation
    def role(self, create, name, **kwargs):
        from django.contrib.auth.models import Group

        if name:
            self.groups.add(Group.objects.get(name=name))


def draft_of(page: Page, **changes):
    """Save a new draft of a page with some fields changed; returns the revision."""
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft.save_revision()


def translated(page: Page, language="ko", **changes) -> Page:
    """The published translation of a page, and of the pages above it where they have none."""
    parent = page.get_parent().specific
    if not parent.has_translation(locale(language)):
        translated(parent, language)
    twin = page.copy_for_translation(locale(language))
    for name, value in changes.items():
        setattr(twin, name, value)
    twin.save_revision().publish()
    twin.refresh_from_db()
    return twin


class DocumentFactory(factory.django.DjangoModelFactory):
    """A document of the library, with the words `content` in it."""

    class Meta:
        model = LibraryDocument

    class Params:
        content = b"Year,Level\n2020,4\n"

    title = factory.Sequence(lambda n: f"Gauge readings {n}")
    file = factory.LazyAttribute(lambda document: ContentFile(document.content, "gauges.csv"))
