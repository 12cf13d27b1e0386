"""Downloading as Word: the latest draft of a piece, or what is published of it or of its series.

For those who may edit it or are credited in it, kept by no cache, and in its history.
"""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from series.manuscripts.word import read_word
from series.models import Byline
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece():
    page = factories.InstallmentFactory(title="The public gauge")
    factories.draft_of(page, title="The drafted gauge")
    return page


def test_the_file_is_the_latest_draft_and_no_cache_keeps_it(admin_client, piece):
    answer = admin_client.get(reverse("series_word_file", args=[piece.pk]))
    assert read_word(answer.content).title == "The drafted gauge"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["Content-Disposition"] == f'attachment; filename="{piece.slug}.docx"'
    assert "wordprocessingml" in answer["Content-Type"]


def test_a_download_is_in_the_history(admin_client, piece):
    admin_client.get(reverse("series_word_file", args=[piece.pk]))
    assert PageLogEntry.objects.filter(page=piece.pk, action="series.download_word").count() == 1


def test_the_page_before_says_what_is_another_way_and_leads_to_the_file(admin_client, piece):
    piece.body = [("pull_quote", {"text": "A sentence of it.", "attribution": ""})]
    piece.save_revision()
    answer = admin_client.get(reverse("series_word", args=[piece.pk]))
    text = answer.content.decode()
    assert "A pull quote became a quotation." in text
    assert reverse("series_word_file", args=[piece.pk]) in text
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_the_action_is_offered_on_the_piece(admin_client, piece):
    answer = admin_client.get(reverse("wagtailadmin_pages:edit", args=[piece.pk]))
    assert reverse("series_word", args=[piece.pk]) in answer.content.decode()


def test_there_is_nothing_to_download_of_other_pages(admin_client, piece):
    assert admin_client.get(reverse("series_word", args=[piece.series_id])).status_code == 404


def test_the_edition_is_what_is_published_and_never_the_draft(admin_client, piece):
    answer = admin_client.get(reverse("series_piece_in_word", args=[piece.pk]))
    words = "".join(block.words.plain for block in read_word(answer.content).body if hasattr(block, "words"))
    assert "The water rose in the night." in words
    assert "The drafted gauge" not in f"{read_word(answer.content).title}{words}"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["Content-Disposition"] == f'attachment; filename="{piece.slug}.docx"'
    assert PageLogEntry.objects.filter(page=piece.pk, action="series.download_word_edition").count() == 1


def test_a_whole_series_is_there_before_it_is_complete(admin_client, piece):
    answer = admin_client.get(reverse("series_in_word", args=[piece.series_id]))
    assert "wordprocessingml" in answer["Content-Type"]
    assert answer["Content-Disposition"] == f'attachment; filename="{piece.series.slug}.docx"'


def test_of_what_nobody_may_read_yet_there_is_no_edition_but_a_word_on_it(admin_client, piece):
    draft = factories.InstallmentFactory(
        parent=factories.SeriesFactory(), live=False, title="The hidden gauge"
    )
    for address in (
        reverse("series_piece_in_word", args=[draft.pk]), reverse("series_in_word", args=[draft.series_id])
    ):  # fmt: skip
        answer = admin_client.get(address, follow=True)
        assert "that everybody may read yet." in answer.content.decode()
    assert reverse("series_piece_in_word", args=[draft.pk]) not in admin_client.get(
        reverse("wagtailadmin_pages:edit", args=[draft.pk])
    ).content.decode()  # fmt: skip


def test_who_is_credited_in_a_piece_has_its_edition(client, piece):
    author = factories.AuthorFactory()
    contributor = factories.UserFactory(role="Contributors", author_page=author)
    client.force_login(contributor)
    address = reverse("series_piece_in_word", args=[piece.pk])
    assert client.get(address).status_code == 302
    Byline.objects.create(page=piece, author=author, name=author.title, locale=piece.locale)
    assert "wordprocessingml" in client.get(address)["Content-Type"]
    assert client.get(reverse("series_in_word", args=[piece.series_id])).status_code == 302


def test_who_is_credited_by_the_profile_in_the_other_language_has_it_too(client, piece):
    author = factories.AuthorFactory()
    client.force_login(factories.UserFactory(role="Contributors", author_page=author))
    korean = factories.translated(author, title="최원기", slug="최원기")
    Byline.objects.create(page=piece, author=korean, name=korean.title, locale=piece.locale)
    answer = client.get(reverse("series_piece_in_word", args=[piece.pk]))
    assert "wordprocessingml" in answer["Content-Type"]
