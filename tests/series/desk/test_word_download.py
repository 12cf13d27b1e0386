"""Downloading a piece as Word: the latest draft, for those who may edit it, kept by no cache, and in its history."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from series.manuscripts.word import read_word
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
