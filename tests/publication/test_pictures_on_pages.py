"""The pictures of case IMG-01 where readers meet them: on a page, at its head and in its body."""

import re

import pytest
from django.core.files.base import ContentFile

from tests.factories import ImageFactory, InstallmentFactory, paragraphs

from . import picture_files as files
from .picture_files import notes_in, shared

pytestmark = pytest.mark.django_db

KINDS = {
    "img-01a-exif6-gps.jpg": files.from_a_phone,
    "img-01b-cmyk.jpg": files.for_print,
    "img-01c-anim.gif": files.moving,
    "img-01d-alpha.png": files.with_a_hole,
    "img-01e-png-named.jpg": files.with_a_hole,
    "img-01f-gray16.png": files.deep_grey,
}


def page_with(content: bytes, name: str):
    image = ImageFactory(file=ContentFile(content, name), description="A gauge.")
    figure = ("image", {"image": image, "alternative_text": "A gauge at low water."})
    return InstallmentFactory(image=image, body=[*paragraphs("The water rose."), figure])


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("source", ["shared", "own"])
def test_a_page_shows_it_with_clean_files_only(client, media, name, source):
    page = page_with(shared(name) if source == "shared" else KINDS[name](), name)
    answer = client.get(page.url)
    assert answer.status_code == 200
    addresses = set(re.findall(r"/media/[^\s\"]+", answer.content.decode()))
    assert addresses
    for address in addresses:
        public = (media / address.removeprefix("/media/")).read_bytes()
        assert notes_in(public) == set()
