"""Files are brought: one or several, bounded, each read or refused by itself."""

import pytest
from django.urls import reverse

from series.desk.intake import understanding
from series.manuscripts.importing import read_manuscript
from series.models import InstallmentPage, ManuscriptUpload
from tests.series.desk.intake.bringing import TEXT, bring, private_files, review_url, sends, text

pytestmark = pytest.mark.django_db


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


def test_files_are_bounded(client, editor, series, settings):
    settings.MANUSCRIPT_FILES_AT_ONCE = 1
    assert "too many files" in bring(client, series, text(), text()).content.decode()
    settings.MANUSCRIPT_BOUNDS = {"file_bytes": 10}
    assert "is too large" in bring(client, series, text()).content.decode()
    assert "required" in client.post(reverse("series_manuscripts", args=[series.pk])).content.decode()
    assert private_files() == []


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


def test_after_one_file_the_next_of_the_same_upload_is_offered(client, editor, series):
    bring(client, series, text(), text(f"Other\n\n{TEXT}", "other.txt"))
    first, second = ManuscriptUpload.objects.all()
    response = client.get(review_url(first))
    after = client.post(review_url(first), sends(response), follow=True).content.decode()
    assert review_url(second) in after
    assert "Review the next manuscript" in after


def test_the_doors_are_in_the_head_of_the_series_and_in_its_running_order(client, editor, series):
    door = reverse("series_manuscripts", args=[series.pk])
    for view in ("wagtailadmin_explore", "series_running_order"):
        assert door in client.get(reverse(view, args=[series.pk])).content.decode()
