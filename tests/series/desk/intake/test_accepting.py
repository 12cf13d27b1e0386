"""A file becomes a draft or is given up; whole or not at all."""

import io

import pytest
from django.urls import reverse
from docx import Document
from wagtail.models import PageLogEntry

from publication.models import CreditedImage
from series.desk.intake import accepting
from series.models import ImportRecord, InstallmentPage, ManuscriptUpload
from tests.series.desk.intake.bringing import TEXT, bring, private_files, review_url, rows, sends, text
from tests.series.manuscripts.test_writer import stored_files
from tests.shared import shared

pytestmark = pytest.mark.django_db


def test_an_accepted_file_becomes_a_draft_with_the_original_beside_it(client, editor, series):
    response = bring(client, series, text(), follow=True)
    answer = client.post(review_url(), sends(response, standfirst="Who pays?", title="The wall"))
    page = InstallmentPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.title, page.standfirst, page.live, page.owner, page.part_number) == (
        "The wall", "Who pays?", False, editor, 1,
    )  # fmt: skip
    assert not ManuscriptUpload.objects.exists()
    kept = page.manuscript_files.get()
    assert (kept.name, kept.series, kept.uploaded_by) == ("gauge.txt", series, editor)
    assert kept.file.read() == TEXT.encode()
    assert client.get(answer.url).status_code == 200
    assert ImportRecord.objects.get().page_id == page.pk
    assert PageLogEntry.objects.filter(page=page.pk, action=accepting.LOG_ACTION).get().user == editor


def test_what_was_given_up_leaves_nothing(client, editor, series):
    before = rows()
    bring(client, series, text())
    assert len(private_files()) == 1
    with_commit = client.post(reverse("series_give_up_manuscript", args=[ManuscriptUpload.objects.get().pk]))
    assert with_commit.status_code == 302
    assert not ManuscriptUpload.objects.exists()
    assert rows() == before


def test_a_failure_on_the_way_leaves_no_page_no_picture_and_the_upload(client, editor, series, monkeypatch):
    response = bring(
        client, series, ("bill.docx", shared("cases/inputs/ms-01-repair-bill.docx")), follow=True
    )
    before = rows()

    def fail(*args):
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(accepting, "_keep_file", fail)
        with pytest.raises(RuntimeError):
            client.post(review_url(), sends(response))
    assert rows() == before
    assert stored_files() == []
    assert ManuscriptUpload.objects.get().state == "ready"
    client.post(review_url(), sends(response))
    assert len(stored_files()) == CreditedImage.objects.count() == 1


def test_a_manuscript_of_word_loses_nothing_on_its_way_to_the_draft(client, editor, series):
    response = bring(
        client, series, ("bill.docx", shared("cases/inputs/ms-01-repair-bill.docx")), follow=True
    )
    counts = {str(label): (before, after, less) for label, before, after, less in response.context["counts"]}
    assert counts["Footnotes"] == (3, 3, False)
    assert counts["Pictures"] == (1, 1, False)
    assert counts["Tables"] == (1, 1, False)
    assert counts["Links"] == (1, 1, False)
    assert not counts["Number of words"][2]
    shown = response.content.decode()
    assert "Printed debt and unprinted repairs" in shown
    assert "The market street wall at Birchwick" in shown
    client.post(review_url(), sends(response))
    page = InstallmentPage.objects.get()
    assert page.footnotes.count() == 3
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_a_second_click_finds_the_draft_made(client, editor, series):
    response = bring(client, series, text(), follow=True)
    address, data = review_url(), sends(response)
    client.post(address, data)
    assert client.post(address, data).status_code == 404
    assert InstallmentPage.objects.count() == 1


def test_comments_of_a_word_file_are_put_beside_the_draft_when_asked_for(client, editor, series):
    document = Document()
    document.add_heading("The gauge", 0)
    run = document.add_paragraph("The water rose in the night, and nobody had counted it.").runs[0]
    document.add_comment([run], text="Who says so?", author="Ada")
    file = io.BytesIO()
    document.save(file)
    response = bring(client, series, ("gauge.docx", file.getvalue()), follow=True)
    assert "Put the comments of the file beside the draft" in response.content.decode()
    assert "Who says so?" not in response.content.decode().split('class="intake-text"')[1]
    client.post(review_url(), sends(response, keep_comments="on"))
    comment = InstallmentPage.objects.get().wagtail_admin_comments.get()
    assert "Who says so?" in comment.text
    assert comment.user == editor
