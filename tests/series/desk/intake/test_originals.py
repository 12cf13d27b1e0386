"""Original files: private, shown to who may see them, gone with what they belong to."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from authors.roles import CONTRIBUTORS, EDITORS, MANAGING_EDITORS
from series.desk.intake.uploads import forget_stale, forget_strays
from series.models import InstallmentPage, ManuscriptFile, ManuscriptUpload
from tests.factories import (
    UserFactory,
)
from tests.series.desk.intake.bringing import TEXT, bring, private_files, review_url, sends, text

pytestmark = pytest.mark.django_db


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


def test_a_file_that_the_storage_has_lost_is_said(client, editor, series):
    response = bring(client, series, text(), follow=True)
    upload = ManuscriptUpload.objects.get()
    upload.file.storage.delete(upload.file.name)
    assert "The file is gone" in client.post(review_url(), sends(response)).content.decode()
    assert client.get(reverse("series_uploaded_file", args=[upload.pk])).status_code == 404
    client.post(reverse("series_read_manuscript_again", args=[upload.pk]))
    assert ManuscriptUpload.objects.get().state == "refused"


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
