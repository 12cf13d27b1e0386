"""New from a manuscript: a file is brought, reviewed and made a draft, or given up; whole or not at all."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from wagtail.models import PageLogEntry

from authors.models import AuthorPage
from authors.roles import CONTRIBUTORS, EDITORS, MANAGING_EDITORS
from publication.models import CreditedImage, Job
from series.desk.intake import accepting, understanding
from series.desk.intake.uploads import forget_stale, forget_strays
from series.manuscripts.importing import read_manuscript
from series.manuscripts.manuscript import BylineEntry, Finding, Manuscript
from series.models import ImportRecord, InstallmentPage, ManuscriptFile, ManuscriptUpload, PlannedPart
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
    UserFactory,
    translated,
)
from tests.publication.background import a_worker, work_off
from tests.series.manuscripts.test_writer import stored_files
from tests.shared import shared

pytestmark = pytest.mark.django_db
TEXT = (
    "The gauge\n\nBy Ilse Marrow\n\nThe water rose in the night, and nobody had counted it before the water policy.\n\n"
    "Nobody asked who should pay for the wall, and so nobody paid for it in the end.\n\n"
    "Ilse Marrow is a fellow at Arden College.\n"
)


@pytest.fixture
def series():
    return SeriesFactory(slug="rivers", title="Rivers and Rates")


@pytest.fixture
def editor(client):
    user = UserFactory(role=EDITORS)
    client.force_login(user)
    return user


def bring(client, series, *files, follow=False):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(reverse("series_manuscripts", args=[series.pk]), {"files": sent}, follow=follow)


def text(content=TEXT, name="gauge.txt"):
    return name, content.encode()


def review_url(upload=None) -> str:
    return reverse("series_review_manuscript", args=[(upload or ManuscriptUpload.objects.get()).pk])


def sends(response, **changes) -> dict:
    """What the form of a review sends when nothing but `changes` is typed."""
    form, credits = response.context["form"], response.context["credits"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    data |= {"byline-TOTAL_FORMS": len(credits.forms), "byline-INITIAL_FORMS": len(credits.forms)}
    for row in credits:
        data |= {row.add_prefix(name): row[name].value() or "" for name in row.fields}
    return data | changes


def private_files() -> list[str]:
    storage = storages["private"]
    return storage.listdir("manuscripts")[1] if storage.exists("manuscripts") else []


def rows() -> dict:
    models = (InstallmentPage, AuthorPage, CreditedImage, ImportRecord, ManuscriptFile, PlannedPart)
    return {model.__name__: model.objects.count() for model in models}


def test_one_short_file_is_read_at_once_and_leads_to_its_review(client, editor, series):
    response = bring(client, series, text(), follow=True)
    assert response.redirect_chain[-1][0] == review_url()
    form = response.context["form"]
    assert form["title"].value() == "The gauge"
    (credit,) = response.context["credits"]
    assert [credit[name].value() for name in ("name", "position", "organisation")] == [
        "Ilse Marrow", "fellow", "Arden College",
    ]  # fmt: skip
    assert not InstallmentPage.objects.exists()


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


@pytest.mark.django_db(transaction=True)
def test_the_files_go_with_what_they_belong_to(client, series):
    client.force_login(UserFactory(role=EDITORS))
    bring(client, series, text())
    client.post(reverse("series_give_up_manuscript", args=[ManuscriptUpload.objects.get().pk]))
    assert private_files() == []
    response = bring(client, series, text(), follow=True)
    client.post(review_url(), sends(response))
    assert len(private_files()) == 1
    InstallmentPage.objects.get().delete()
    assert private_files() == []
    assert not ManuscriptFile.objects.exists()


def test_several_files_become_several_parts_and_one_that_is_refused_can_be_tried_again(
    client, editor, series
):
    response = bring(
        client,
        series,
        text(),
        text(f"Other\n\n{TEXT}", "other.txt"),
        ("bad.txt", b"\x00\x01" * 30),
        follow=True,
    )
    states = {upload.name: upload.state for upload in response.context["uploads"]}
    assert states == {"gauge.txt": "ready", "other.txt": "ready", "bad.txt": "refused"}
    assert "not a text file" in response.content.decode()
    bad = ManuscriptUpload.objects.get(name="bad.txt")
    again = client.post(reverse("series_read_manuscript_again", args=[bad.pk]), follow=True)
    assert again.status_code == 200
    assert ManuscriptUpload.objects.get(name="bad.txt").state == "refused"
    assert client.get(review_url(bad)).status_code == 302


def test_long_files_are_read_as_a_job_which_leads_to_the_review(client, editor, series, settings):
    settings.MANUSCRIPT_LONG_BYTES = 10
    response = bring(client, series, text())
    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    assert (job.state, job.in_request, job.onward) == ("done", True, review_url())
    page = client.get(response.url).content.decode()
    assert "No worker is running, so this was done while you waited." in page


def test_the_same_file_twice_is_told(client, editor, series):
    response = bring(client, series, text(), follow=True)
    told = bring(client, series, text(), follow=True)
    assert "was brought before and still waits below" in told.content.decode()
    assert ManuscriptUpload.objects.count() == 1
    client.post(review_url(), sends(response))
    again = bring(client, series, text(), follow=True)
    assert "This file is in the series already, as “The gauge”" in again.content.decode()
    refused = client.post(review_url(), sends(again))
    assert "This file is in the series already" in refused.content.decode()
    assert InstallmentPage.objects.count() == 1


def test_a_known_author_is_offered_first_and_alike_ones_after(client, editor, series):
    known, alike = AuthorFactory(title="Ilse Marrow"), AuthorFactory(title="Ada Marrow")
    response = bring(client, series, text(), follow=True)
    (credit,) = response.context["credits"]
    assert [key for key, _words in credit.fields["author"].choices] == [
        str(known.pk),
        str(alike.pk),
        "new",
        "",
    ]
    client.post(review_url(), sends(response, **{"byline-0-author": alike.pk, "byline-0-name": "A. Marrow"}))
    byline = InstallmentPage.objects.get().bylines.get()
    assert (byline.author, byline.name) == (alike, "A. Marrow")


def test_a_credit_can_be_left_out_and_a_new_author_made(client, editor, series):
    response = bring(client, series, text(), follow=True)
    client.post(review_url(), sends(response, **{"byline-0-author": ""}))
    assert not InstallmentPage.objects.get().bylines.exists()
    assert not AuthorPage.objects.exists()
    response = bring(client, series, text(f"{TEXT}\nMore.\n"), follow=True)
    client.post(review_url(), sends(response))
    assert AuthorPage.objects.get().biography == "<p>Ilse Marrow is a fellow at Arden College.</p>"


def test_topics_are_proposed_by_the_words_of_the_text(client, editor, series):
    proposed, mentioned = TopicFactory(name="Gauge"), TopicFactory(name="Water policy")
    TopicFactory(name="Trade")
    response = bring(client, series, text(), follow=True)
    form = response.context["form"]
    assert [label for _pk, label in form.fields["topics"].choices] == ["Gauge", "Water policy"]
    assert form["topics"].value() == [str(proposed.pk)]
    client.post(review_url(), sends(response, topics=[str(mentioned.pk)]))
    assert [row.topic for row in InstallmentPage.objects.get().topic_rows.all()] == [mentioned]


def test_the_planned_part_of_the_author_is_offered_and_taken(client, editor, series):
    InstallmentFactory(parent=series)
    planned = PlannedPartFactory(series=series, part_number=5, author_name="Ilse Marrow")
    response = bring(client, series, text(), follow=True)
    assert response.context["form"]["place"].value() == f"planned-{planned.pk}"
    client.post(review_url(), sends(response))
    assert InstallmentPage.objects.get(title="The gauge").part_number == 5
    planned.refresh_from_db()
    assert planned.state == PlannedPart.State.RECEIVED


def test_a_number_that_is_taken_is_said_and_nothing_is_lost(client, editor, series):
    InstallmentFactory(parent=series)
    response = bring(client, series, text(), follow=True)
    before = rows()
    refused = client.post(review_url(), sends(response, place="number", number=1))
    assert "Part 1 is “" in refused.content.decode()
    assert rows() == before
    assert ManuscriptUpload.objects.get().file.read() == TEXT.encode()
    client.post(review_url(), sends(response, place="number", number=7))
    assert InstallmentPage.objects.get(title="The gauge").part_number == 7


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


def test_a_text_goes_to_the_series_of_its_language(client, editor, series):
    korean = translated(series, title="강과 요율")
    content = "수위표\n\n강물이 밤새 불어났지만 그 누구도 미리 헤아려 보지 않았다. 둑을 누가 쌓을지도 아무도 묻지 않았다.\n"
    response = bring(client, series, text(content), follow=True)
    assert response.context["form"]["language"].value() == "ko"
    client.post(review_url(), sends(response, title="수위표"))
    assert InstallmentPage.objects.get().series == korean


def test_another_language_than_that_of_the_series_is_said(client, editor, series):
    content = "수위표\n\n강물이 밤새 불어났지만 그 누구도 미리 헤아려 보지 않았다. 둑을 누가 쌓을지도 아무도 묻지 않았다.\n"
    response = bring(client, series, text(content), follow=True)
    assert "in another language than this series" in response.content.decode()


def test_files_are_bounded(client, editor, series, settings):
    settings.MANUSCRIPT_FILES_AT_ONCE = 1
    assert "too many files" in bring(client, series, text(), text()).content.decode()
    settings.MANUSCRIPT_BOUNDS = {"file_bytes": 10}
    assert "is too large" in bring(client, series, text()).content.decode()
    assert "required" in client.post(reverse("series_manuscripts", args=[series.pk])).content.decode()
    assert private_files() == []


def test_only_who_brought_a_file_and_managing_editors_see_it(client, series):
    mine, other, managing = (
        UserFactory(role=CONTRIBUTORS),
        UserFactory(role=EDITORS),
        UserFactory(role=MANAGING_EDITORS),
    )
    client.force_login(mine)
    bring(client, series, text())
    upload = ManuscriptUpload.objects.get()
    addresses = [review_url(upload), reverse("series_uploaded_file", args=[upload.pk])]
    listed = reverse("series_manuscripts", args=[series.pk])
    for user, sees in ((mine, True), (other, False), (managing, True)):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [200 if sees else 302] * 2
        assert ("gauge.txt" in client.get(listed).content.decode()) == sees


def test_a_contributor_makes_no_authors_and_orders_nothing(client, series):
    user = UserFactory(role=CONTRIBUTORS)
    client.force_login(user)
    PlannedPartFactory(series=series, part_number=5, author_name="Ilse Marrow")
    response = bring(client, series, text(), follow=True)
    assert list(response.context["form"].fields["place"].choices) == [("next", "Part 1, after the last")]
    forged = client.post(review_url(), sends(response, **{"byline-0-author": "new"}))
    assert forged.status_code == 200
    forged = client.post(review_url(), sends(response, place="number", number="3"))
    assert forged.status_code == 200
    assert not InstallmentPage.objects.exists()
    client.post(review_url(), sends(response))
    assert InstallmentPage.objects.get().owner == user
    assert not AuthorPage.objects.exists()


def test_the_original_is_saved_and_never_shown(client, editor, series):
    response = bring(
        client, series, text("<script>alert(1)</script>\n\n" + TEXT, "gauge.html.txt"), follow=True
    )
    client.post(review_url(), sends(response))
    kept = ManuscriptFile.objects.get()
    address = reverse("series_original_file", args=[kept.pk])
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"] == "application/octet-stream"
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[kept.page_id])).content.decode()
    about = reverse("series_original", args=[kept.page_id])
    assert about in edit
    told = client.get(about).content.decode()
    assert address in told
    assert "This was read as" in told
    client.force_login(UserFactory(role=CONTRIBUTORS))
    assert client.get(address).status_code == 302
    client.logout()
    assert client.get(address).status_code == 302


def test_private_files_lie_outside_the_media_folder_without_an_address(client, editor, series, settings):
    bring(client, series, text())
    upload = ManuscriptUpload.objects.get()
    assert Path(settings.MEDIA_ROOT) not in Path(upload.file.path).parents
    assert "gauge" not in upload.file.name
    with pytest.raises(ValueError, match="no address"):
        _ = upload.file.url


def test_uploads_that_nobody_reviewed_go_after_a_month(client, editor, series, time_machine):
    bring(client, series, text())
    assert forget_stale() == 0
    time_machine.move_to(timezone.now() + timedelta(days=31))
    assert forget_stale() == 1
    assert not ManuscriptUpload.objects.exists()


def test_a_second_click_finds_the_draft_made(client, editor, series):
    response = bring(client, series, text(), follow=True)
    address, data = review_url(), sends(response)
    client.post(address, data)
    assert client.post(address, data).status_code == 404
    assert InstallmentPage.objects.count() == 1


def test_the_review_takes_the_same_queries_whatever_was_found(client, editor, series):
    bring(client, series, text())
    few = review_url()
    for name in ("Ilse Marrow", "Ada Marrow", "Min Park", "Zora Whitlock"):
        AuthorFactory(title=name)
        TopicFactory(name=name)
        PlannedPartFactory(series=series, author_name=name)
    with CaptureQueriesContext(connection) as first:
        client.get(few)
    names = "Ilse Marrow, Ada Marrow, Min Park and Zora Whitlock"
    bring(
        client, series, text(TEXT.replace("Ilse Marrow", names, 1) + "\nMore water rose.\n" * 20, "many.txt")
    )
    many = review_url(ManuscriptUpload.objects.get(name="many.txt"))
    with CaptureQueriesContext(connection) as second:
        response = client.get(many)
    assert len(response.context["credits"].forms) == 4
    assert len(second) == len(first)


def test_a_file_that_the_storage_has_lost_is_said(client, editor, series):
    response = bring(client, series, text(), follow=True)
    upload = ManuscriptUpload.objects.get()
    upload.file.storage.delete(upload.file.name)
    assert "The file is gone" in client.post(review_url(), sends(response)).content.decode()
    assert client.get(reverse("series_uploaded_file", args=[upload.pk])).status_code == 404
    client.post(reverse("series_read_manuscript_again", args=[upload.pk]))
    assert ManuscriptUpload.objects.get().state == "refused"


def test_a_reader_that_fails_otherwise_takes_no_other_file_along(client, editor, series, monkeypatch):
    def fail(data, name):
        if name == "bad.txt":
            raise ZeroDivisionError
        return read_manuscript(data, name)

    monkeypatch.setattr(understanding, "read_manuscript", fail)
    told = bring(client, series, text("Bad", "bad.txt"), text(), follow=True).content.decode()
    assert "which is not your doing" in told
    assert list(ManuscriptUpload.objects.values_list("name", "state")) == [
        ("bad.txt", "refused"), ("gauge.txt", "ready"),
    ]  # fmt: skip


def test_an_account_that_goes_leaves_its_uploads_to_the_managing_editors(client, editor, series):
    bring(client, series, text())
    editor.delete()
    client.force_login(UserFactory(role=MANAGING_EDITORS))
    assert client.get(review_url()).status_code == 200


def test_files_of_no_row_go_after_a_day(client, editor, series, time_machine):
    bring(client, series, text())
    storages["private"].save("manuscripts/stray", ContentFile(b"half"))
    assert forget_strays() == 0
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert forget_strays() == 1
    assert [f"manuscripts/{name}" for name in private_files()] == [ManuscriptUpload.objects.get().file.name]


def test_after_one_file_the_next_of_the_same_upload_is_offered(client, editor, series):
    bring(client, series, text(), text(f"Other\n\n{TEXT}", "other.txt"))
    first, second = ManuscriptUpload.objects.all()
    response = client.get(review_url(first))
    after = client.post(review_url(first), sends(response), follow=True).content.decode()
    assert review_url(second) in after
    assert "Review the next manuscript" in after


def test_a_long_manuscript_is_made_a_draft_as_a_job(client, editor, series, settings):
    topic, planned = TopicFactory(name="Gauge"), PlannedPartFactory(series=series, part_number=3)
    response = bring(client, series, text(), follow=True)
    settings.MANUSCRIPT_LONG_BYTES = 10
    sent = sends(response, title="The wall", place=f"planned-{planned.pk}", topics=[str(topic.pk)])
    job_page = client.post(review_url(), sent)
    page, job = InstallmentPage.objects.get(), Job.objects.get()
    assert job_page.url == job.get_absolute_url()
    assert (job.state, job.onward) == ("done", reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert (page.title, page.part_number, page.owner) == ("The wall", 3, editor)
    assert [row.topic for row in page.topic_rows.all()] == [topic]
    assert page.bylines.get().author.title == "Ilse Marrow"


def test_a_job_that_cannot_make_the_draft_leads_back_to_the_review(client, editor, series, settings):
    taken = InstallmentFactory(parent=series)
    response = bring(client, series, text(), follow=True)
    settings.MANUSCRIPT_LONG_BYTES = 10
    before = rows()
    client.post(review_url(), sends(response, place="number", number=taken.part_number))
    job = Job.objects.get()
    assert (job.state, job.onward) == ("failed", review_url())
    assert "Part 1 is “" in job.error
    assert rows() == before


def test_with_a_worker_a_long_file_waits_for_it_and_is_read_when_the_editor_is_gone(
    client, editor, series, settings
):
    settings.MANUSCRIPT_LONG_BYTES = 10
    a_worker()
    bring(client, series, text())
    assert (Job.objects.get().state, ManuscriptUpload.objects.get().state) == ("waiting", "waiting")
    waits = client.get(reverse("series_manuscripts", args=[series.pk])).content.decode()
    assert "Waits to be read" in waits
    client.logout()
    work_off()
    assert (Job.objects.get().state, ManuscriptUpload.objects.get().state) == ("done", "ready")


def test_who_may_no_longer_add_parts_starts_nothing(client, series, settings):
    user = UserFactory(role=CONTRIBUTORS)
    client.force_login(user)
    response = bring(client, series, text(), follow=True)
    sent = sends(response)
    user.groups.clear()
    assert client.post(review_url(), sent).status_code == 302
    assert not InstallmentPage.objects.exists()


def test_the_planned_part_whose_number_comes_next_is_taken_too(client, editor, series):
    planned = PlannedPartFactory(series=series, part_number=1, author_name="Ilse Marrow")
    response = bring(client, series, text(), follow=True)
    assert response.context["form"]["place"].value() == f"planned-{planned.pk}"
    client.post(review_url(), sends(response))
    assert InstallmentPage.objects.get().part_number == 1
    planned.refresh_from_db()
    assert planned.state == PlannedPart.State.RECEIVED


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


def test_signs_that_a_database_refuses_do_not_stop_a_review(client, editor, series, monkeypatch):
    odd = Manuscript(
        title="A\x00",
        findings=(Finding("dropped", "Odd.", passage="\ud800\x00"),),
        byline=(BylineEntry("B\x00"),),
    )
    monkeypatch.setattr(understanding, "read_manuscript", lambda data, name: odd)
    assert bring(client, series, text(), follow=True).status_code == 200
    assert ManuscriptUpload.objects.get().reading["title"] == "A"


def test_the_doors_are_in_the_head_of_the_series_and_in_its_running_order(client, editor, series):
    door = reverse("series_manuscripts", args=[series.pk])
    for view in ("wagtailadmin_explore", "series_running_order"):
        assert door in client.get(reverse(view, args=[series.pk])).content.decode()
