"""What readers are offered of a picture, and who makes it: one copy while they wait, the rest in the background."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from PIL import Image

from publication.images import ahead
from publication.images.offered import SPECS, offer
from publication.models import CreditedImage
from publication.pictures import Wanted, find_pictures
from tests.factories import ImageFactory, InstallmentFactory, paragraphs
from tests.publication import picture_files as files
from tests.publication.background import a_worker, work_off

pytestmark = pytest.mark.django_db

SMALL = {"file__width": 900, "file__height": 600}


def formats_of(picture) -> list[str]:
    return [media for media, _srcset in picture.sources]


def widths_of(srcset: str) -> list[str]:
    return [one.split()[1] for one in srcset.split(", ")] if srcset else []


def find(image, **more):
    wanted = Wanted(image.pk, **more)
    return find_pictures([wanted])[wanted]


def test_a_reader_waits_for_one_copy_of_each_picture_and_no_more(client):
    image = ImageFactory(**SMALL)
    html = client.get(InstallmentFactory(image=image).url).content.decode()
    assert list(image.renditions.values_list("filter_spec", flat=True)) == ["width-1280"]
    assert "<picture>" not in html
    assert 'width="900" height="600"' in html


def test_a_page_that_lacks_copies_has_them_made_once_by_a_worker(client):
    a_worker()
    image = ImageFactory(**SMALL)
    page = InstallmentFactory(image=image)
    client.get(page.url)
    client.get(page.url)
    assert DBTaskResult.objects.get().priority < 0  # behind what editors wait for
    assert work_off() == 1
    html = client.get(page.url).content.decode()
    assert re.findall(r'<source type="([^"]+)"', html) == ["image/avif", "image/webp"]
    picture = find(image)
    assert [widths_of(srcset) for _, srcset in picture.sources] == [["480w", "800w", "900w"]] * 2
    assert (picture.address.rsplit(".", 1)[1], picture.srcset) == ("jpg", "")
    assert work_off() == 0


def test_what_is_there_is_found_with_one_query(client):
    images = [ImageFactory(**SMALL) for _ in range(3)]
    wanted = [Wanted(image.pk) for image in images]
    find_pictures(wanted)
    call_command("make_copies", stdout=StringIO())
    with CaptureQueriesContext(connection) as queries:
        assert all(len(picture.sources) == 2 for picture in find_pictures(wanted).values())
    assert len(queries) == 1


def test_an_upload_has_the_copies_of_a_figure_made(django_capture_on_commit_callbacks):
    a_worker()
    with django_capture_on_commit_callbacks(execute=True):
        image = ImageFactory(**SMALL)
    assert work_off() == 1
    made = set(image.renditions.values_list("filter_spec", flat=True))
    assert made == set(offer(width=900, keeps_format=False).specs)
    with django_capture_on_commit_callbacks(execute=True):
        CreditedImage.objects.get(pk=image.pk).save()
    assert work_off() == 0


def test_without_a_worker_the_command_makes_what_pages_show(capsys):
    shown, portrait, unused = (ImageFactory(title=title, **SMALL) for title in ("Levee", "Face", "Unused"))
    gone = ImageFactory(**SMALL)
    find(shown), find(portrait, square=True), find(gone)
    gone.file.storage.delete(gone.file.name)
    call_command("make_copies")
    assert capsys.readouterr().out.splitlines() == ["Face: 4 copies made", "Levee: 6 copies made"]
    assert formats_of(find(shown)) == formats_of(find(portrait, square=True)) == ["image/avif", "image/webp"]
    assert not unused.renditions.exists()
    call_command("make_copies")
    assert capsys.readouterr().out == ""


def test_a_copy_cut_around_an_earlier_focal_point_is_made_anew(capsys):
    image = ImageFactory(**SMALL)
    find(image, square=True)
    call_command("make_copies")
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 50, 50, 9, 9
    image.save()
    assert find(image, square=True).sources == ()
    call_command("make_copies")
    assert len(find(image, square=True).sources) == 2


@pytest.mark.parametrize("name", ["moving.gif", "hole.png"])
def test_what_moves_or_has_holes_is_offered_as_png_at_every_size(name):
    content = files.moving() if name == "moving.gif" else files.with_a_hole()
    image = ImageFactory(file=ContentFile(content, name))
    assert image.keeps_format
    CreditedImage.objects.filter(pk=image.pk).update(width=1000)
    find(image)
    call_command("make_copies", stdout=StringIO())
    picture = find(image)
    assert picture.sources == ()
    assert len(widths_of(picture.srcset)) == 3
    assert {Path(one.split()[0]).suffix for one in picture.srcset.split(", ")} == {".png"}
    if name == "hole.png":
        assert Image.open(image.renditions.first().file.path).convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_picture_that_is_opaque_all_over_is_offered_in_better_formats_whatever_its_mode():
    opaque = files.saved(Image.new("RGBA", (60, 40), (200, 30, 30, 255)), "PNG")
    assert not ImageFactory(file=ContentFile(opaque, "opaque.png")).keeps_format


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_the_common_copy_of_a_modern_format_is_one_that_everybody_can_show(kind):
    photo = ImageFactory(file=ContentFile(files.saved(files.photograph(), kind), f"a.{kind.lower()}"))
    assert find(photo, plain=True).address.endswith(".jpg")
    holed = Image.new("RGBA", (60, 40), (200, 30, 30, 0))
    holed = ImageFactory(file=ContentFile(files.saved(holed, kind), f"b.{kind.lower()}"))
    assert find(holed, plain=True).address.endswith(".png")


def test_feeds_ask_for_one_copy():
    assert offer(width=3000, keeps_format=False, plain=True).specs == ("width-1280",)
    assert offer(width=3000, keeps_format=True, square=True, plain=True).specs == ("fill-352x352",)


@pytest.mark.parametrize("width", [1, 480, 481, 1000, 1280, 1500, 1920, 5000])
@pytest.mark.parametrize("keeps_format", [True, False])
def test_every_copy_that_is_offered_is_looked_for(width, keeps_format):
    for square in (True, False):
        offered = offer(width=width, keeps_format=keeps_format, square=square)
        assert set(offered.specs) <= SPECS
        assert offered.specs[0] == offered.fallback
        assert offered.fallback in offered.common


def test_only_the_lead_picture_is_fetched_before_all_else(client):
    lead, inside = ImageFactory(**SMALL), ImageFactory(**SMALL)
    body = [("image", {"image": inside}), *paragraphs("The water rose.")]
    html = client.get(InstallmentFactory(image=lead, body=body).url).content.decode()
    first, second = re.findall(r"<img[^>]*>", html)
    assert 'fetchpriority="high"' in first
    assert "loading=" not in first
    assert "fetchpriority" not in second
    assert 'loading="lazy" decoding="async"' in second


def test_a_picture_further_down_a_body_without_a_lead_is_not_hurried(client):
    image = ImageFactory(**SMALL)
    body = [*paragraphs("The water rose."), ("image", {"image": image})]
    html = client.get(InstallmentFactory(body=body).url).content.decode()
    assert "fetchpriority" not in html


def test_a_page_asks_once_even_where_the_shared_memory_was_emptied(monkeypatch):
    asked = []
    monkeypatch.setattr("publication.background.life.a_worker_is_running", lambda: asked.append(1) or False)
    for _ in range(2):
        ahead.ask_for({1: {"width-480|format-avif"}})
        cache.clear()
    assert asked == [1]
