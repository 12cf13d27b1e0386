"""What the search index knows of a piece or a series, and when it has to be told again.

People are found by every name they have, in either script, and pieces by every name of their topics. Those names are
kept in other rows, which may change without the piece.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q
from wagtail.models import Page
from wagtail.search import index

from publication.indexing import pages_being_stored
from publication.prose import plain_text
from publication.search_words import index_words
from series.reading_time import body_text


def words_of_piece(page) -> str:
    """The index words of an installment; of a withdrawn one without its text."""
    bylines = page.bylines.select_related("author__merged_into")
    topics = page.topic_rows.select_related("topic").prefetch_related("topic__alternative_names")
    told = [page.title, page.subtitle]
    for byline in bylines:
        told += [byline.name, *names_of(byline.author)]
    for row in topics:
        told += row.topic.all_names()
    if not page.is_withdrawn:
        told += [page.standfirst, body_text(page)]
    return index_words("\n".join(filter(None, told)))


def words_of_series(page) -> str:
    """The index words of a series: its own texts and the names of its editors."""
    told = [page.title, page.subtitle, page.standfirst, plain_text(page.introduction)]
    for row in page.editors.select_related("author__merged_into"):
        told += names_of(row.author)
    return index_words("\n".join(filter(None, told)))


def names_of(author) -> list[str]:
    """Every name of the person behind a profile; none while the profile is not published."""
    heir = author.merged_into or author
    return heir.every_name() if heir.live else []


def index_again(pages) -> None:
    """Tell the search index about pieces whose names elsewhere have changed."""
    for page in pages:
        index.insert_or_update_object(page)


@dataclass(frozen=True)
class PageChanged:
    """Index a piece or a series again whose rows were stored."""

    page_id: int

    def __call__(self) -> None:
        index_again(page.specific for page in Page.objects.filter(pk=self.page_id))


@dataclass(frozen=True)
class TopicChanged:
    """Index the pieces of a topic again; equal ones in one transaction are done once."""

    topic_id: int

    def __call__(self) -> None:
        from series.models import InstallmentPage

        index_again(InstallmentPage.objects.filter(topic_rows__topic_id=self.topic_id).distinct())


@dataclass(frozen=True)
class AuthorChanged:
    """Index the author and all that names them again, merged profiles included; equal ones are done once."""

    author_id: int

    def __call__(self) -> None:
        from authors.models import AuthorPage
        from series.models import InstallmentPage, SeriesPage

        people = AuthorPage.objects.filter(Q(pk=self.author_id) | Q(merged_into=self.author_id))
        named = people.values("pk")
        index_again(people)
        index_again(InstallmentPage.objects.filter(bylines__author__in=named).distinct())
        index_again(SeriesPage.objects.filter(editors__author__in=named).distinct())


def after_commit(change) -> None:
    """Do it when the transaction in hand is through and all its rows are there."""
    if change not in [waiting[1] for waiting in connection.run_on_commit]:
        transaction.on_commit(change)


def keep_index_fresh() -> None:
    """Connect to the rows that names are kept in. Signals, because a page is indexed before its rows are stored."""
    from django.db.models.signals import post_delete, post_save
    from wagtail.signals import page_published, page_unpublished

    from authors.models import AuthorAlias, AuthorPage
    from series.models import AlternativeName, Byline, InstallmentTopic, SeriesEditor, Topic

    def connect(signals, sender, change, column):
        def changed(instance, **kwargs):
            about = getattr(instance, column)
            # A page that stores its own rows is indexed when they are there (publication/indexing.py).
            is_seen_to = change is PageChanged and about in (page.pk for page in pages_being_stored())
            if not kwargs.get("raw") and not is_seen_to:
                after_commit(change(about))

        for signal in signals:
            signal.connect(changed, sender=sender, weak=False, dispatch_uid=f"index-{sender.__name__}")

    stored = (post_save, post_delete)
    connect((page_published, page_unpublished), AuthorPage, AuthorChanged, "pk")
    connect(stored, AuthorAlias, AuthorChanged, "author_id")
    connect((post_save,), Topic, TopicChanged, "pk")
    connect(stored, AlternativeName, TopicChanged, "topic_id")
    for rows in (Byline, InstallmentTopic, SeriesEditor):
        connect(stored, rows, PageChanged, "page_id")
