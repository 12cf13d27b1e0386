"""A picture that fails gives way to its words; the book is made all the same, as EPUB and as PDF."""

import pytest
from django.core.files.storage import default_storage

from publication.images.ahead import forget
from publication.images.offered import offer
from series.models import Edition, InstallmentPage
from tests import factories
from tests.series.editions.opened import Opened, words_of_pdf

pytestmark = pytest.mark.django_db

WORDS = "A levee in the morning."


class OfTheCloud(Exception):
    """An error as client libraries of object storages have: no OSError."""


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        picture = {"image": factories.ImageFactory(), "alternative_text": WORDS, "caption": "The levee."}
        factories.InstallmentFactory(
            parent=factories.SeriesFactory(slug="rivers"),
            slug="first",
            body=[*factories.paragraphs("Words around it."), ("image", picture)],
        )
        yield


@pytest.fixture
def image():
    piece = InstallmentPage.objects.get(slug="first")
    return next(child.value["image"] for child in piece.body if child.block_type == "image")


def gone(image, monkeypatch):
    default_storage.delete(image.file.name)


def copy_of(image) -> str:
    """The file that goes into books."""
    return image.get_rendition(offer(width=image.width, keeps_format=False, plain=True).fallback).file.name


def gone_copy(image, monkeypatch):
    default_storage.delete(copy_of(image))


def broken(image, monkeypatch):
    with default_storage.open(image.file.name, "wb") as file:
        file.write(b"no picture")


def cut_off(image, monkeypatch):
    name = copy_of(image)
    with default_storage.open(name) as file:
        content = file.read()
    with default_storage.open(name, "wb") as file:
        file.write(content[: len(content) // 2])


def storage_raises(image, monkeypatch):
    def refuse(*args, **kwargs):
        raise OfTheCloud("Slow down")

    monkeypatch.setattr(default_storage, "open", refuse)


@pytest.mark.parametrize("failure", [gone, gone_copy, broken, cut_off, storage_raises])
@pytest.mark.parametrize("form", ["epub", "pdf"])
def test_a_picture_that_fails_gives_way_to_its_words(form, failure, image, client, monkeypatch):
    forget()
    failure(image, monkeypatch)
    response = client.get(f"/series/rivers/first.{form}")
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    text = Opened(content).text() if form == "epub" else words_of_pdf(content)
    assert "Words around it." in text
    assert WORDS in text
    if form == "epub":
        assert not [name for name in Opened(content).names if "images/" in name]
    assert Edition.objects.get(form=form).problem == ""
