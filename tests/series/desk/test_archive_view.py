"""The archive of a series in the admin: made in the background, kept privately, gone with its job."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.users.models import UserProfile

from authors.roles import EDITORS
from publication.background import Job, start
from publication.models.jobs import DAYS_KEPT
from publication.private_files import private_storage
from series.editions import archive
from series.editions.archive import job as archiving
from series.models import SeriesPage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        series = factories.SeriesFactory(title="Rivers", slug="rivers", status="complete")
        factories.InstallmentFactory(parent=series)
        factories.UserFactory(username="ed", role=EDITORS)
        yield


@pytest.fixture(autouse=True)
def without_books(monkeypatch):
    """Books take seconds, and have tests of their own."""

    def write(volumes, file, *, watch):
        return archive.write_archive(volumes, file, books=False, watch=watch)

    monkeypatch.setattr(archiving, "write_archive", write)


@pytest.fixture
def series():
    return SeriesPage.objects.get(slug="rivers")


@pytest.fixture
def editor(client, django_user_model):
    editor = django_user_model.objects.get(username="ed")
    client.force_login(editor)
    return editor


def ask(client, series) -> Job:
    """Press the button; no worker runs in tests, so the work is done when this returns."""
    response = client.post(reverse("series_archive", args=[series.pk]))
    job = Job.objects.latest("pk")
    assert response.url == job.get_absolute_url()
    return job


def test_the_button_stands_on_a_closed_series_and_leads_to_a_file(client, series, editor):
    header = client.get(reverse("wagtailadmin_pages:edit", args=[series.pk])).content.decode()
    assert reverse("series_archive", args=[series.pk]) in header
    job = ask(client, series)
    assert (job.state, job.error, job.done, job.total) == (Job.State.DONE, "", 3, 3)
    assert job.onward in client.get(job.get_absolute_url()).content.decode()
    response = client.get(job.onward)
    content = b"".join(response.streaming_content)
    assert "index.html" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert len(content) == job.result["size"]
    assert 'filename="rivers.zip"' in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert job.onward in client.get(reverse("series_archive", args=[series.pk])).content.decode()


def test_a_series_that_goes_on_has_no_button_and_is_refused(client, series, editor):
    SeriesPage.objects.filter(pk=series.pk).update(status="ongoing")
    header = client.get(reverse("wagtailadmin_pages:edit", args=[series.pk])).content.decode()
    address = reverse("series_archive", args=[series.pk])
    assert address not in header
    assert "cannot be archived now" in client.get(address).content.decode()
    assert client.post(address).url == address
    assert not Job.objects.exists()


def test_what_was_closed_while_it_waited_is_refused_in_words(series, editor):
    Page.objects.filter(pk=series.pk).update(live=False)
    job = start(archiving.make_archive, {"series": series.pk}, user=editor, label="Archive", about=series)
    assert job.state == Job.State.FAILED
    assert "is not public" in job.error
    assert not private_storage().exists(archiving.stored_name(job.pk))


def test_the_file_goes_with_its_job_after_a_month(client, series, editor, django_capture_on_commit_callbacks):
    job = ask(client, series)
    assert private_storage().exists(archiving.stored_name(job.pk))
    Job.objects.update(created_at=timezone.now() - timedelta(days=DAYS_KEPT + 1))
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, series)
    assert not private_storage().exists(archiving.stored_name(job.pk))
    assert client.get(job.onward).status_code == 404


def test_a_file_that_somebody_removed_is_not_found(client, series, editor):
    job = ask(client, series)
    private_storage().delete(archiving.stored_name(job.pk))
    assert client.get(job.onward).status_code == 404


def test_the_editor_s_language_and_time_zone_are_not_those_of_the_archive(client, series, editor):
    first = ask(client, series)
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language, profile.current_time_zone = "ko", "America/Los_Angeles"
    profile.save()
    second = ask(client, series)
    assert second.time_zone == "America/Los_Angeles"
    contents = [b"".join(client.get(job.onward).streaming_content) for job in (first, second)]
    assert contents[0] == contents[1]
