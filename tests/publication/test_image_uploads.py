"""Pictures that come in through the admin: every upload door cleans, refuses with a reason and loses nothing."""

import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from publication.models import CreditedImage
from tests.factories import ImageFactory, UserFactory

from . import picture_files as files
from .picture_files import BLUE, RED, near, notes_in, opened, shared

pytestmark = pytest.mark.django_db

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'></svg>"


@pytest.fixture
def editor(client):
    """Signed in as one who looks after the library."""
    user = UserFactory(role="Managing editors")
    client.force_login(user)
    return client


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def upload(client, content: bytes, name: str, **fields) -> dict:
    """What the multiple uploader answers, as a dict."""
    data = {"files[]": sent(content, name), "title": "The levee", **fields}
    answer = client.post(reverse("wagtailimages:add_multiple"), data)
    assert answer.status_code == 200
    return answer.json()


def stored_files(media) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def original(image: CreditedImage) -> bytes:
    return Path(image.file.path).read_bytes()


@pytest.mark.parametrize(
    ("name", "size", "kept"),
    [
        ("img-01a-exif6-gps.jpg", (40, 60), "JPEG"),
        ("img-01b-cmyk.jpg", (48, 48), "JPEG"),
        ("img-01c-anim.gif", (32, 32), "GIF"),
        ("img-01d-alpha.png", (40, 40), "PNG"),
        ("img-01e-png-named.jpg", (40, 40), "PNG"),
        ("img-01f-gray16.png", (30, 30), "PNG"),
    ],
)
def test_each_picture_of_the_case_is_uploaded_clean_and_shown_in_the_admin(editor, media, name, size, kept):
    assert upload(editor, shared(name), name)["success"] is True
    image = CreditedImage.objects.get()
    stored = opened(original(image))
    assert ((image.width, image.height), stored.size, stored.format) == (size, size, kept)
    assert image.file_size == len(original(image))
    for address in (reverse("wagtailimages:index"), reverse("wagtailimages:edit", args=[image.pk])):
        assert editor.get(address).status_code == 200
    assert [path.name for path in stored_files(media) if notes_in(path.read_bytes())] == []


@pytest.mark.parametrize("kept_in_memory", [0, 2_621_440])
def test_a_photo_from_a_phone_is_cleaned_on_upload(editor, settings, kept_in_memory):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = kept_in_memory
    assert upload(editor, files.from_a_phone(), "phone.jpg")["success"] is True
    image = CreditedImage.objects.get()
    assert (image.width, image.height) == (40, 60)
    assert notes_in(original(image)) == set()


def test_the_same_picture_twice_is_noticed_though_both_were_written_anew(editor):
    assert upload(editor, files.from_a_phone(), "a.jpg")["duplicate"] is False
    assert upload(editor, files.from_a_phone(), "b.jpg")["duplicate"] is True


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (SVG, "drawing.svg", "“drawing.svg” is an SVG drawing."),
        (b"Dear editor,", "letter.jpg", "“letter.jpg” is not a picture of a kind that is taken here."),
        (files.saved(files.photograph(), "JPEG")[:2_000], "cut.jpg", "“cut.jpg” is damaged or incomplete."),
        (files.bomb(), "bomb.png", "“bomb.png” has too many pixels: at most 50 million are taken."),
    ],
)
def test_the_uploader_says_why_a_file_is_not_taken_and_stores_nothing(editor, media, content, name, reason):
    answer = upload(editor, content, name)
    assert answer["success"] is False
    assert answer["error_message"].startswith(reason)
    assert not CreditedImage.objects.exists()
    assert stored_files(media) == []


def test_a_file_that_waits_for_its_form_is_clean_while_it_waits_and_when_it_is_stored(editor, media):
    answer = upload(editor, files.from_a_phone(), "phone.jpg", title="t" * 300)
    waiting = UploadedFile.objects.get()
    assert answer["uploaded_file_id"] == waiting.pk
    assert [notes_in(path.read_bytes()) for path in stored_files(media)] == [set()]
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    prefix = f"uploaded-image-{waiting.pk}"
    root = Collection.get_first_root_node().pk
    form = {f"{prefix}-title": "The levee", f"{prefix}-collection": root, f"{prefix}-tags": ""}
    assert editor.post(address, form).json()["success"] is True
    image = CreditedImage.objects.get()
    assert (image.width, image.height, image.file_size) == (40, 60, len(original(image)))
    assert notes_in(original(image)) == set()
    assert not UploadedFile.objects.exists()


def chooser_form(content: bytes, name: str) -> dict:
    fields = {
        "title": "The levee at night",
        "file": sent(content, name),
        "credit": "Photo: L. Marsh",
        "tags": "",
    }
    return {f"image-chooser-upload-{field}": value for field, value in fields.items()}


def test_the_chooser_takes_a_picture_in_clean(editor):
    answer = editor.post(
        reverse("wagtailimages_chooser:create"), chooser_form(files.from_a_phone(), "phone.jpg")
    )
    assert json.loads(answer.content)["step"] == "chosen"
    assert notes_in(original(CreditedImage.objects.get())) == set()


def test_the_chooser_says_why_and_keeps_what_was_typed(editor, media):
    answer = editor.post(reverse("wagtailimages_chooser:create"), chooser_form(SVG, "drawing.svg"))
    shown = json.loads(answer.content)
    assert shown["step"] == "reshow_creation_form"
    assert "“drawing.svg” is an SVG drawing." in shown["htmlFragment"]
    assert "The levee at night" in shown["htmlFragment"]
    assert "Photo: L. Marsh" in shown["htmlFragment"]
    assert stored_files(media) == []


def edit(client, image: CreditedImage, content: bytes, name: str, title="The levee"):
    form = {"title": title, "file": sent(content, name), "tags": "", "credit": "Photo: L. Marsh"}
    return client.post(reverse("wagtailimages:edit", args=[image.pk]), form)


@pytest.fixture
def red_picture():
    content = files.saved(Image.new("RGB", (40, 40), RED), "PNG")
    return ImageFactory(file=ContentFile(content, "red.png"))


def test_a_file_is_replaced_and_its_copies_with_it(
    editor, red_picture, media, django_capture_on_commit_callbacks
):
    editor.get(reverse("wagtailimages:edit", args=[red_picture.pk]))
    blue = files.saved(Image.new("RGB", (30, 20), BLUE), "PNG")
    with django_capture_on_commit_callbacks(execute=True):
        assert edit(editor, red_picture, blue, "blue.jpg").status_code == 302
    image = CreditedImage.objects.get()
    assert (image.file.name, image.width, image.height) == ("original_images/blue.png", 30, 20)
    assert near(opened(original(image)).getpixel((5, 5)), BLUE)
    assert [path.name for path in stored_files(media)] == ["blue.png"]


def test_a_refused_replacement_leaves_the_picture_as_it_was(editor, red_picture):
    answer = edit(editor, red_picture, SVG, "drawing.svg")
    assert answer.status_code == 200
    assert "“drawing.svg” is an SVG drawing." in answer.content.decode()
    image = CreditedImage.objects.get()
    assert image.file.name == red_picture.file.name
    assert near(opened(original(image)).getpixel((5, 5)), RED)


def test_a_replacement_in_a_form_with_another_mistake_makes_no_copies_of_the_unsaved_file(
    editor, red_picture
):
    blue = files.saved(Image.new("RGB", (30, 20), BLUE), "PNG")
    assert edit(editor, red_picture, blue, "blue.png", title="").status_code == 200
    image = CreditedImage.objects.get()
    assert near(opened(original(image)).getpixel((5, 5)), RED)
    copy = Path(image.get_rendition("max-800x600").file.path).read_bytes()
    assert near(opened(copy).getpixel((5, 5)), RED)


def test_a_picture_whose_file_is_gone_is_listed_and_can_be_given_a_new_one(editor, red_picture):
    Path(red_picture.file.path).unlink()
    addresses = [
        reverse("wagtailimages:index"),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages:edit", args=[red_picture.pk]),
        reverse("wagtailimages:delete", args=[red_picture.pk]),
    ]
    assert [editor.get(address).status_code for address in addresses] == [200] * 4
    assert edit(editor, red_picture, files.from_a_phone(), "phone.jpg").status_code == 302
    assert CreditedImage.objects.get().height == 60


def test_a_picture_whose_file_is_gone_can_be_deleted(editor, red_picture):
    Path(red_picture.file.path).unlink()
    assert editor.post(reverse("wagtailimages:delete", args=[red_picture.pk])).status_code == 302
    assert not CreditedImage.objects.exists()
