"""Bylines and topics of a piece say when it first appeared, whatever is done to it; what is related is found by that."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from series.models import Byline, InstallmentPage, InstallmentTopic
from series.reading import related
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, TopicFactory, translated

pytestmark = pytest.mark.django_db
MODELS = (Byline, InstallmentTopic)
OLD = datetime(2001, 2, 3, tzinfo=UTC)


@pytest.fixture
def piece():
    return InstallmentFactory(bylines=[AuthorFactory()], topics=[TopicFactory(), TopicFactory()])


def dates_of(page) -> set[datetime | None]:
    return {
        at
        for model in MODELS
        for at in model.objects.filter(page=page.pk).values_list("published_at", flat=True)
    }


def all_agree() -> bool:
    pages = dict(InstallmentPage.objects.values_list("pk", "first_published_at"))
    rows = [row for model in MODELS for row in model.objects.values_list("page_id", "published_at")]
    return bool(rows) and all(pages[page] == at for page, at in rows)


def retag(piece):
    piece.topic_rows = [InstallmentTopic(topic=TopicFactory()), *piece.topic_rows.all()]
    piece.save_revision().publish()


def backdate(piece):
    page = InstallmentPage.objects.get(pk=piece.pk)
    page.first_published_at = OLD
    page.save()


def publish_for_the_first_time(piece):
    draft = InstallmentFactory(
        live=False, parent=SeriesFactory(), bylines=[AuthorFactory()], topics=[TopicFactory()]
    )
    assert dates_of(draft) == {None}
    draft.save_revision().publish()
    draft.refresh_from_db()
    assert dates_of(draft) == {draft.first_published_at} != {None}


CHANGES = {
    "made": lambda piece: None,
    "published again": lambda piece: piece.save_revision().publish(),
    "published for the first time": publish_for_the_first_time,
    "unpublished": lambda piece: piece.unpublish(),
    "unpublished and published": lambda piece: (piece.unpublish(), piece.save_revision().publish()),
    "tagged anew": retag,
    "moved": lambda piece: piece.move(SeriesFactory(), pos="last-child"),
    "copied": lambda piece: piece.copy(update_attrs={"slug": "copied"}),
    "copied as a draft": lambda piece: piece.copy(keep_live=False, update_attrs={"slug": "copied"}),
    "mirrored": lambda piece: piece.create_alias(update_slug="mirrored"),
    "translated": lambda piece: (translated(piece.get_parent()), translated(piece)),
    "dated back": backdate,
    "expired": lambda piece: Page.objects.filter(pk=piece.pk).update(expire_at=OLD),
    "a topic deleted": lambda piece: piece.topic_rows.first().delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_rows_have_the_date_of_their_piece(piece, change):
    CHANGES[change](piece)
    assert all_agree()


def test_the_date_is_in_no_version(piece):
    version = piece.save_revision()
    assert "published_at" not in version.content["topic_rows"][0]


def test_a_command_dates_all_rows_anew(piece, capsys):
    right = InstallmentFactory(bylines=[AuthorFactory()])
    Page.objects.filter(pk=piece.pk).update(first_published_at=OLD)
    Byline.objects.filter(page=right).update(published_at=None)
    assert not all_agree()
    call_command("date_rows")
    assert all_agree()
    assert "4 rows" in capsys.readouterr().out
    call_command("date_rows")
    assert "0 rows" in capsys.readouterr().out


class TestRelated:
    @pytest.fixture
    def few(self, monkeypatch):
        monkeypatch.setattr(related, "LOOKED_AT", 6)
        monkeypatch.setattr(related, "RELATED", related.Prepared(related._related))

    def named(self, piece) -> list[str]:
        topics = list(piece.topic_rows.values_list("topic_id", flat=True))
        authors = list(piece.bylines.values_list("author_id", flat=True))
        return [row["title"] for row in related.related_pieces(piece, topics, authors)]

    def test_the_newest_public_pieces_of_each_topic_and_author_are_looked_at(self, few, piece):
        topic, author = piece.topic_rows.first().topic, piece.bylines.first().author
        now = timezone.now()

        def another(title, days, **more):
            InstallmentFactory(
                parent=SeriesFactory(), title=title, first_published_at=now - timedelta(days=days), **more
            )

        both = [row.topic for row in piece.topic_rows.all()]
        another("Too old", 9, topics=both[:1])
        another("Second", 5, topics=[topic])
        another("First", 4, topics=both)
        another("By the same", 6, bylines=[author])
        another("Not open yet", 1, topics=both, go_live_at=now + timedelta(days=1))
        another("Over", 1, topics=both, expire_at=now - timedelta(hours=1))
        another("A draft", 1, topics=both, live=False)
        closed = SeriesFactory(live=False)
        InstallmentFactory(parent=closed, title="Behind a closed door", topics=both)
        assert self.named(piece) == ["First", "Second", "By the same"]

    def test_no_topics_and_nobody_credited_take_no_query(self):
        lonely = InstallmentFactory()
        with CaptureQueriesContext(connection) as queries:
            assert related.related_pieces(lonely, [], []) == []
        assert len(queries) == 0
