"""Long files: read and made drafts in the background, with a worker and without one."""

import pytest
from django.urls import reverse

from authors.roles import CONTRIBUTORS
from publication.models import Job
from series.models import InstallmentPage, ManuscriptUpload
from tests.factories import (
    InstallmentFactory,
    PlannedPartFactory,
    TopicFactory,
    UserFactory,
)
from tests.publication.background import a_worker, work_off
from tests.series.desk.intake.bringing import bring, review_url, rows, sends, text

pytestmark = pytest.mark.django_db


def test_long_files_are_read_as_a_job_which_leads_to_the_review(client, editor, series, settings):
    settings.MANUSCRIPT_LONG_BYTES = 10
    response = bring(client, series, text())
    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    assert (job.state, job.in_request, job.onward) == ("done", True, review_url())
    page = client.get(response.url).content.decode()
    assert "No worker is running, so this was done while you waited." in page


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
