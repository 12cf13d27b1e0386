"""Everything that keeps a file keeps it in a bucket as it does on a disk, and hands it out again."""

import io
import re
import zipfile

import boto3
import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import FileField
from django.urls import reverse
from moto import mock_aws
from PIL import Image
from wagtail.documents import get_document_model

from publication.background import Job
from publication.models import CreditedImage
from publication.private_files import PrivateStorage
from series.desk.intake.uploads import content_of, forget_strays
from series.editions import archive
from series.editions.archive import job as archiving
from series.models import Edition, ManuscriptUpload
from series.share_cards.keeping import files_of
from tests import factories
from tests.publication.picture_files import saved
from tests.series.desk.intake.bringing import TEXT, bring, text
from tests.series.editions.opened import Opened
from tests.series.test_storage_away import bytes_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def buckets(settings, monkeypatch, tmp_path):
    """The two buckets, in the place of both folders, which are not there at all."""
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path / "no" / "folder"
    options = {"access_key": "k", "secret_key": "s", "region_name": "us-east-1"}
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s")
        for name in ("media", "private"):
            client.create_bucket(Bucket=name)
        settings.STORAGES = settings.STORAGES | {
            "default": {
                "BACKEND": "publication.object_storage.MediaStorage", "OPTIONS": options | {"bucket_name": "media"},
            },
            "private": {
                "BACKEND": "publication.object_storage.PrivateObjectStorage",
                "OPTIONS": options | {"bucket_name": "private"},
            },
        }  # fmt: skip
        for model in apps.get_models():
            for field in model._meta.get_fields():
                # A field is given its storage when its class is made.
                if isinstance(field, FileField) and isinstance(field.storage, PrivateStorage):
                    monkeypatch.setattr(field, "storage", storages["private"])
        yield
    assert not (tmp_path / "no").exists()


def kept(bucket: str) -> list[str]:
    found = storages[bucket].bucket.objects.all()
    return sorted(each.key for each in found)


def picture() -> bytes:
    return saved(Image.new("RGB", (1600, 1000), "#2a6455"), "JPEG")


def test_a_picture_comes_in_is_shown_copied_and_goes(admin_client):
    sent = SimpleUploadedFile("levee.jpg", picture(), content_type="image/jpeg")
    answer = admin_client.post(
        reverse("wagtailimages:add"), {"title": "The levee", "file": sent, "collection": 1}
    )
    assert answer.status_code == 302
    image = CreditedImage.objects.get()
    assert kept("default") == [image.file.name]
    piece = factories.InstallmentFactory(image=image)
    html = admin_client.get(piece.url).content.decode()
    assert f'src="/media/{image.get_rendition("width-1280").file.name}"' in html
    call_command("make_copies")
    assert len(kept("default")) > 5
    assert admin_client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200
    assert admin_client.get(reverse("wagtailimages:index")).status_code == 200
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda do, using=None, robust=False: do())
        image.delete()
    assert kept("default") == []


def test_books_are_kept_and_handed_out(admin_client):
    series = factories.SeriesFactory(slug="rivers", status="complete")
    body = [
        *factories.paragraphs("The water rose."),
        ("image", {"image": factories.ImageFactory(), "alternative_text": "A levee"}),
    ]
    piece = factories.InstallmentFactory(parent=series, slug="first", body=body)
    admin_client.get(piece.url)
    books = [bytes_of(admin_client.get("/series/rivers/first.epub")) for _ in range(2)]
    assert books[0] == books[1]
    assert [name for name in Opened(books[0]).names if "images/" in name]
    assert Edition.objects.get().file.name in kept("private")


def test_a_manuscript_waits_in_the_bucket_and_strays_go(admin_client):
    series = factories.SeriesFactory()
    bring(admin_client, series, text())
    upload = ManuscriptUpload.objects.get()
    assert kept("private") == [upload.file.name]
    assert content_of(upload).decode() == TEXT
    assert forget_strays() == 0
    ManuscriptUpload.objects.all()._raw_delete("default")
    assert forget_strays() == 0, "it may be about to get its row"


def test_the_archive_of_a_series_is_made_and_downloaded(admin_client, monkeypatch):
    def without_books(volumes, file, *, watch):
        return archive.write_archive(volumes, file, books=False, watch=watch)

    monkeypatch.setattr(archiving, "write_archive", without_books)
    series = factories.SeriesFactory(status="complete")
    factories.InstallmentFactory(parent=series)
    admin_client.post(reverse("series_archive", args=[series.pk]))
    job = Job.objects.get()
    assert (job.state, job.error) == (Job.State.DONE, "")
    assert kept("private") == [f"archives/{job.pk}"]
    answer = admin_client.get(job.onward)
    assert "index.html" in zipfile.ZipFile(io.BytesIO(bytes_of(answer))).namelist()


def test_a_share_card_is_drawn_once(client):
    piece = factories.InstallmentFactory()
    card = re.search(r'og:image" content="http://[^/]+([^"]+)"', client.get(piece.url).content.decode())[1]
    assert client.get(card).content == client.get(card).content
    assert files_of(piece.pk) == [card.rpartition("/")[2]]
    assert kept("private") == [f"share-cards/{piece.pk}/{card.rpartition('/')[2]}"]


def test_a_document_comes_in_and_is_handed_out(admin_client):
    sent = SimpleUploadedFile("figures.csv", b"year,level\n2021,4\n", content_type="text/csv")
    answer = admin_client.post(
        reverse("wagtaildocs:add"), {"title": "Figures", "file": sent, "collection": 1}
    )
    assert answer.status_code == 302
    document = get_document_model().objects.get()
    assert kept("private") == [document.file.name]
    assert bytes_of(admin_client.get(document.url)) == b"year,level\n2021,4\n"
