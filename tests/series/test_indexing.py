"""A page is written to the indexes of words and of references once each time it is stored, with all its rows."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Comment, Page, ReferenceIndex
from wagtail.search.models import IndexEntry
from wagtail.signal_handlers import disable_reference_index_auto_update

from series.models import Byline, InstallmentPage
from tests import factories
from tests.indexing import TABLES, IndexingThatWaits

pytestmark = pytest.mark.django_db
WORDS, REFERENCES = (name.rpartition(".")[2] for name in TABLES)


@pytest.fixture
def written(monkeypatch):
    """What is written to the indexes from here on: (task, model, id)."""
    found = []

    def enqueue(self, task, args, kwargs):
        if task.module_path in TABLES:
            found.append((task.func.__name__, *args[1:]))
            task.call(*args)

    monkeypatch.setattr(IndexingThatWaits, "enqueue", enqueue)
    return found


@pytest.fixture
def piece():
    return factories.InstallmentFactory(
        title="The gauge",
        bylines=[factories.AuthorFactory(title="Zora Neale"), factories.AuthorFactory()],
        topics=[factories.TopicFactory(name="Silt"), factories.TopicFactory(name="Flood")],
    )


def references(page):
    return ReferenceIndex.objects.filter(object_id=str(page.pk), base_content_type__model="page")


def words(page):
    kind = ContentType.objects.get_for_model(InstallmentPage)
    return IndexEntry.objects.filter(content_type=kind, object_id=str(page.pk)).count()


def test_a_new_piece_is_written_once_to_each(written, django_capture_on_commit_callbacks):
    parent = factories.SeriesFactory()
    author = factories.AuthorFactory()
    written.clear()
    page = InstallmentPage(title="The levee", standfirst="In short.")
    page.bylines = [Byline(author=author)]

    with django_capture_on_commit_callbacks(execute=True):
        parent.add_child(instance=page)

    pk = str(page.pk)
    assert written == [(WORDS, "installmentpage", pk), (REFERENCES, "installmentpage", pk)]
    assert references(page).filter(to_object_id=str(author.pk)).exists()


def test_a_publication_is_written_once_to_each(piece, written, django_capture_on_commit_callbacks):
    revision = piece.save_revision()
    written.clear()

    with django_capture_on_commit_callbacks(execute=True):
        revision.publish()

    assert [(task, model) for task, model, _pk in written] == [
        (WORDS, "installmentpage"),
        (REFERENCES, "installmentpage"),
    ]


def test_a_draft_is_written_to_neither(piece, written):
    piece.title = "The levee"
    piece.save_revision()

    assert written == []


def test_a_draft_with_a_comment_names_who_wrote_it(piece, written):
    writer = factories.UserFactory()
    comment = Comment(page=piece, user=writer, text="Says who?", contentpath="title")
    piece.wagtail_admin_comments.add(comment)
    piece.save_revision()

    assert {task for task, *_rest in written} == {REFERENCES}
    assert references(piece).filter(to_content_type__model="user", to_object_id=str(writer.pk)).exists()


def test_a_row_stored_alone_is_written_with_its_page(piece, written, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        piece.bylines.first().save()

    assert {task for task, *_rest in written} == {REFERENCES}
    assert words(piece) == 1  # PageChanged, after the transaction


def test_a_deleted_page_leaves_both(piece):
    assert (words(piece), references(piece).exists()) == (1, True)

    InstallmentPage.objects.get(pk=piece.pk).delete()

    assert (words(piece), references(piece).exists()) == (0, False)


def test_who_silences_references_is_heard(piece, written):
    with disable_reference_index_auto_update():
        piece.save()

    assert [task for task, *_rest in written] == [WORDS]
    written.clear()
    piece.save()
    assert [task for task, *_rest in written] == [WORDS, REFERENCES]


def test_what_fails_is_written_to_neither_and_the_next_page_to_both(piece, written):
    broken = Page.objects.get(pk=piece.pk).specific
    broken.title = ""
    with pytest.raises(Exception, match="title"):
        broken.save()
    assert written == []

    piece.save()

    assert len(written) == 2
