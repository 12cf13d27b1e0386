"""Forms with a file while object storage refuses, breaks or hangs: they come back as they were sent, and nothing is made."""

import time

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from publication import object_storage
from publication.breaker import StorageAway, StorageRefuses
from publication.models import CreditedImage, LibraryDocument
from publication.object_storage import breaker_of
from series.models import InstallmentPage, ManuscriptUpload
from tests import factories
from tests.publication.object_server import FailingServer, storages_on
from tests.publication.picture_files import saved
from tests.series.desk.edit_form import opened, publish
from tests.series.desk.intake.bringing import bring, text

# As on a site: what fails while it is written ends no transaction of a test's.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

SAID = "The place where files are kept does not answer just now."
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def editor():
    client = Client(raise_request_exception=False)
    client.force_login(factories.UserFactory(role="Managing editors"))
    return client


@pytest.fixture
def storage(settings, monkeypatch):
    server = FailingServer()
    breaker_of.cache_clear()
    settings.STORAGES = settings.STORAGES | storages_on(server)
    for model in (LibraryDocument, ManuscriptUpload):
        # A field is given its storage when its class is made.
        monkeypatch.setattr(model._meta.get_field("file"), "storage", storages["private"])
    monkeypatch.setitem(object_storage._ATTENDED, "read_timeout", 0.5)
    yield server
    server.close()
    breaker_of.cache_clear()


def picture():
    return SimpleUploadedFile("levee.png", saved(Image.new("RGB", (40, 30)), "PNG"), content_type="image/png")


def report():
    return SimpleUploadedFile("report.pdf", PDF, content_type="application/pdf")


def typed(**fields):
    return {"title": "The levee at dawn", "description": "A levee.", "credit": "Photo: L. Marsh", **fields}


@pytest.mark.parametrize("failure", [500, 403, "hangs"])
def test_the_form_of_a_new_picture_comes_back_with_its_words(editor, storage, failure):
    address = reverse("wagtailimages:add")
    if failure == "hangs":
        began = time.monotonic()
        with storage.hanging():
            answer = editor.post(address, typed(file=picture()))
        assert time.monotonic() - began < 10
    else:
        storage.status = failure
        answer = editor.post(address, typed(file=picture()))

    assert answer.status_code == 200
    assert SAID in answer.text
    assert 'value="The levee at dawn"' in answer.text
    assert "Photo: L. Marsh" in answer.text
    assert not CreditedImage.objects.exists()


def test_a_new_file_of_a_picture_leaves_the_old_one(editor, request):
    image = factories.ImageFactory(title="The levee")
    before = image.file.name
    request.getfixturevalue("storage")

    answer = editor.post(reverse("wagtailimages:edit", args=[image.pk]), typed(file=picture()))

    assert (answer.status_code, SAID in answer.text) == (200, True)
    assert 'value="The levee at dawn"' in answer.text
    assert CreditedImage.objects.values_list("title", "file").get() == ("The levee", before)


def test_the_form_of_a_new_document_comes_back(editor, storage):
    answer = editor.post(reverse("wagtaildocs:add"), {"title": "Minutes of 1953", "file": report()})

    assert (answer.status_code, SAID in answer.text) == (200, True)
    assert 'value="Minutes of 1953"' in answer.text
    assert not LibraryDocument.objects.exists()


@pytest.mark.parametrize(
    ("address", "prefix", "upload"),
    [
        ("wagtailimages_chooser:create", "image-chooser-upload-", picture),
        ("wagtaildocs_chooser:create", "document-chooser-upload-", report),
    ],
)
def test_the_form_in_a_chooser_comes_back(editor, storage, address, prefix, upload):
    fields = {f"{prefix}{name}": value for name, value in typed(file=upload()).items()}

    answer = editor.post(reverse(address), fields)

    assert answer.status_code == 200
    assert SAID in answer.json()["htmlFragment"]
    assert "The levee at dawn" in answer.json()["htmlFragment"]
    assert not CreditedImage.objects.exists()
    assert not LibraryDocument.objects.exists()


@pytest.mark.parametrize(
    ("address", "upload"), [("wagtailimages:add_multiple", picture), ("wagtaildocs:add_multiple", report)]
)
def test_the_uploader_of_several_says_it_of_each(editor, storage, address, upload):
    answer = editor.post(reverse(address), {"title": "The levee at dawn", "files[]": upload()})

    assert (answer.status_code, answer.json()["success"]) == (200, False)
    assert SAID in answer.json()["error_message"]
    assert not CreditedImage.objects.exists()


def test_a_manuscript_is_asked_for_again(editor, storage):
    series = factories.SeriesFactory()

    answer = bring(editor, series, text())

    assert (answer.status_code, SAID in answer.text) == (200, True)
    assert not ManuscriptUpload.objects.exists()


def test_once_it_was_found_away_nobody_waits_for_it(editor, storage):
    editor.post(reverse("wagtailimages:add"), typed(file=picture()))
    asked = storage.asked

    answer = editor.post(reverse("wagtailimages:add"), typed(file=picture()))

    assert SAID in answer.text
    assert storage.asked == asked


@pytest.mark.parametrize("error", [StorageAway("away"), StorageRefuses("no")])
def test_where_no_form_can_be_shown_the_words_are_kept_in_a_page(editor, monkeypatch, error):
    piece = factories.InstallmentFactory()

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(InstallmentPage, "save_revision", fail)
    page = InstallmentPage.objects.get(pk=piece.pk)
    answer = publish(editor, page, opened(editor, page) | {"title": "The levee at dawn"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "The place where it keeps files does not answer." in answer.text
    assert 'name="title" value="The levee at dawn"' in answer.text
