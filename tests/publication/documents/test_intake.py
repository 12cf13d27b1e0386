"""A document is known by its content: what it may be, what is refused, and what the refusal says to do."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from wagtail.models import UploadedFile

from publication.documents import DocumentRefused, take_in
from publication.models import LibraryDocument
from tests.factories import UserFactory

from ..picture_files import shared
from .packed import of, office, packed

PDF = b"%PDF-1.7\n%\xe2\xe3\n"
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='x()'></svg>"


@pytest.mark.parametrize(
    ("content", "name", "stored"),
    [
        (PDF, "report.pdf", "report.pdf"),
        (PDF, "report.exe", "report.pdf"),
        (PDF, "../../report", "report.pdf"),
        (of("docx"), "report.docx", "report.docx"),
        (of("xlsx"), "data.html", "data.xlsx"),
        (of("pptx"), "talk.pptx", "talk.pptx"),
        (of("odt"), "report.odt", "report.odt"),
        (of("ods"), "report.zip", "report.ods"),
        (of("epub"), "book.epub", "book.epub"),
        (b"Year,Level\n2020,4", "gauges.CSV", "gauges.csv"),
        ("강,수위\n".encode("cp949"), "강.csv", "강.csv"),
        ("물값\n".encode("utf-16"), "water.txt", "water.txt"),
        (b"1 < 2, so a <- b\n", "notes.txt", "notes.txt"),
        (b"", "empty.txt", "empty.txt"),
    ],
)
def test_a_document_is_named_by_what_it_is(content, name, stored):
    assert take_in(ContentFile(content), name) == stored


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (SVG, "drawing.svg", "is a web page or a drawing"),
        (SVG, "drawing.pdf", "is a web page or a drawing"),
        (SVG.decode().encode("utf-16"), "drawing.txt", "is a web page or a drawing"),
        (b"\n <!DOCTYPE html><p>", "page.txt", "is a web page or a drawing"),
        (b"name,note\n1,<script>alert(1)</script>", "data.csv", "is a web page or a drawing"),
        (b"#!/bin/sh\nrm -rf /", "readme.txt", "not a document of a kind that is taken here"),
        (b"alert(1)", "program.js", "not a document of a kind that is taken here"),
        (b"MZ\x90\x00\x03", "setup.txt", "not a document of a kind that is taken here"),
        (b"\x89PNG\r\n\x1a\n", "picture.png", "upload pictures as images"),
        (packed(a__txt="a"), "files.zip", "Unpack it and upload the documents one by one"),
        (packed(a__txt="a"), "files.docx", "Unpack it and upload the documents one by one"),
        (of("docx")[:200], "cut.docx", "is damaged"),
        (office("application/vnd.ms-word.document.macroEnabled.main+xml"), "form.docx", "carries macros"),
        (
            office("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", vbaProject__bin=b"x"),
            "form.docx",
            "carries macros",
        ),
        (packed(**{f"m{number}": "" for number in range(10_001)}), "many.docx", "far too large when unpacked"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_not_taken_is_refused_in_words_that_help(content, name, says):
    with pytest.raises(DocumentRefused, match=says) as refused:
        take_in(ContentFile(content), name)
    assert f"“{name}”" in str(refused.value)


def test_a_document_larger_than_the_bound_is_refused(settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10
    with pytest.raises(DocumentRefused, match="is too large"):
        take_in(ContentFile(PDF * 9), "report.pdf")


def test_of_what_a_package_says_of_itself_only_the_beginning_is_unpacked():
    bomb = packed(mimetype=b"application/epub+zip".ljust(30_000_000))
    assert take_in(ContentFile(bomb), "bomb.epub") == "bomb.epub"
    monstrous = packed(mimetype=b"x" * 30_000_000)
    with pytest.raises(DocumentRefused, match="Unpack it"):
        take_in(ContentFile(monstrous), "bomb.epub")


@pytest.mark.django_db
def test_code_cannot_store_what_is_refused(media):
    with pytest.raises(ValidationError), transaction.atomic():
        LibraryDocument.objects.create(title="x", file=ContentFile(SVG, "drawing.pdf"))
    assert not LibraryDocument.objects.exists()


@pytest.fixture
def editor(client, db):
    client.force_login(UserFactory(role="Managing editors"))
    return client


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_the_multiple_uploader_stores_a_document_without_an_address(editor, media):
    address = reverse("wagtaildocs:add_multiple")
    answer = editor.post(address, {"title": "Report", "files[]": sent(PDF, "report.exe")})
    assert answer.json()["success"] is True
    document = LibraryDocument.objects.get()
    assert (document.filename, document.file_size) == ("report.pdf", len(PDF))
    assert [path for path in media.rglob("*") if path.is_file()] == []
    with pytest.raises(ValueError, match="has no address"):
        _ = document.file.url
    for name, args in (("index", []), ("edit", [document.pk]), ("delete", [document.pk])):
        assert editor.get(reverse(f"wagtaildocs:{name}", args=args)).status_code == 200


@pytest.mark.once
def test_the_hostile_drawing_of_the_case_is_refused_at_every_door(editor, media):
    """Case IMG-04."""
    content = shared("img-04-hostile.svg")
    several = editor.post(
        reverse("wagtaildocs:add_multiple"), {"title": "x", "files[]": sent(content, "img-04-hostile.svg")}
    ).json()
    assert several["success"] is False
    assert "is a web page or a drawing" in several["error_message"]
    one = editor.post(
        reverse("wagtaildocs:add"), {"title": "x", "file": sent(content, "chart.pdf"), "tags": ""}
    )
    assert "“chart.pdf” is a web page or a drawing" in one.content.decode()
    form = {"document-chooser-upload-title": "x", "document-chooser-upload-file": sent(content, "chart.pdf")}
    chooser = editor.post(reverse("wagtaildocs_chooser:create"), form)
    assert "is a web page or a drawing" in json.loads(chooser.content)["htmlFragment"]
    picture = editor.post(
        reverse("wagtailimages:add_multiple"), {"title": "x", "files[]": sent(content, "chart.png")}
    ).json()
    assert picture["error_message"].startswith("“chart.png” is an SVG drawing.")
    assert not LibraryDocument.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_a_document_that_waits_for_its_form_lies_where_nobody_can_guess(editor):
    data = {"title": "t" * 300, "files[]": sent(PDF, "report.pdf")}
    editor.post(reverse("wagtaildocs:add_multiple"), data)
    waiting = UploadedFile.objects.get()
    name = waiting.file.name.rsplit("/", 1)[-1]
    assert name.startswith("report-")
    assert name.endswith(".pdf")
    assert len(name) >= len("report-.pdf") + 16
    address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[waiting.pk])
    prefix = f"uploaded-document-{waiting.pk}"
    answer = editor.post(
        address, {f"{prefix}-title": "Report", f"{prefix}-collection": 1, f"{prefix}-tags": ""}
    )
    assert answer.json()["success"] is True
    assert LibraryDocument.objects.get().title == "Report"
