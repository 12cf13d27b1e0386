"""Pictures that come in through code, and the copies made of them: case IMG-01 and what lies around it."""

import io
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images.models import SourceImageIOError

from publication.images import PictureRefused, take_in
from publication.images.intake import FORMATS
from publication.models import CreditedImage
from tests.factories import ImageFactory

from . import picture_files as files
from .picture_files import BLUE, GREEN, RED, near, notes_in, opened, shared

pytestmark = pytest.mark.django_db

# What pages, cards, feeds and editions ask for.
COPIES = (
    "width-640|format-webp",
    "max-165x165",
    "fill-1200x630|format-jpeg",
    "original",
    "width-20|format-avif",
)


def stored(content: bytes, name: str) -> CreditedImage:
    return ImageFactory(file=ContentFile(content, name))


def original(image: CreditedImage) -> bytes:
    return Path(image.file.path).read_bytes()


def copy(image: CreditedImage, spec: str) -> bytes:
    return Path(image.get_rendition(spec).file.path).read_bytes()


def public_files(image: CreditedImage) -> list[bytes]:
    return [original(image), *(copy(image, spec) for spec in COPIES)]


def cases(name, make):
    """The shared input of the case and one of our own of the same kind."""
    return pytest.mark.parametrize(
        "content", [pytest.param(lambda: shared(name), id="shared"), pytest.param(make, id="own")]
    )


@cases("img-01a-exif6-gps.jpg", files.from_a_phone)
def test_a_photo_from_a_phone_stands_upright_and_says_nothing_of_where_it_was_taken(content):
    image = stored(content(), "phone.jpg")
    assert (image.width, image.height) == (40, 60)
    for public in public_files(image):
        assert notes_in(public) == set()
    for spec in ("original", "width-640|format-webp", "max-165x165"):
        shown = opened(copy(image, spec)).convert("RGB")
        assert shown.size == (40, 60)
        assert near(shown.getpixel((20, 10)), RED, by=40)
        assert near(shown.getpixel((20, 50)), BLUE, by=40)
    assert opened(original(image)).size == (40, 60)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_no_format_keeps_notes_or_a_turn(kind):
    image = stored(files.from_a_phone(kind), f"phone.{kind.lower()}")
    assert (image.width, image.height) == (40, 60)
    assert [notes_in(public) for public in public_files(image)] == [set()] * 6


def test_copies_made_several_at_a_time_are_clean_too():
    image = stored(files.from_a_phone(), "phone.jpg")
    Path(image.file.path).write_bytes(files.from_a_phone())
    for made in image.get_renditions(*COPIES).values():
        assert notes_in(Path(made.file.path).read_bytes()) == set()


@cases("img-01b-cmyk.jpg", files.for_print)
def test_print_colours_become_screen_colours(content):
    image = stored(content(), "print.jpg")
    for public in public_files(image):
        shown = opened(public)
        assert shown.mode == "RGB"
        assert near(shown.getpixel((shown.width // 2, shown.height // 2)), RED)


@cases("img-01c-anim.gif", files.moving)
def test_a_moving_picture_keeps_its_three_frames_and_its_copies_show_the_first(content):
    image = stored(content(), "moving.gif")
    kept = opened(original(image))
    assert (kept.format, kept.n_frames) == ("GIF", 3)
    first = opened(content()).convert("RGB").getpixel((16, 16))
    for spec in COPIES[:3]:
        shown = opened(copy(image, spec)).convert("RGB")
        assert near(shown.getpixel((shown.width // 2, shown.height // 2)), first)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_frames_keep_their_colours_and_times(kind):
    kept = Image.open(take_in(ContentFile(files.moving(kind)), "moving"))
    seen = []
    for number in range(kept.n_frames):
        kept.seek(number)
        kept.load()
        seen.append((kept.info["duration"], kept.convert("RGB").getpixel((16, 16))))
    assert [time for time, _colour in seen] == [100, 200, 300]
    assert all(near(colour, wanted) for (_, colour), wanted in zip(seen, (RED, GREEN, BLUE), strict=True))
    assert kept.info["loop"] == 0


@cases("img-01d-alpha.png", files.with_a_hole)
def test_holes_stay_holes_and_are_white_where_a_format_has_none(content):
    image = stored(content(), "hole.png")
    assert opened(original(image)).getpixel((0, 0))[3] == 0
    assert opened(copy(image, "width-640|format-webp")).getpixel((0, 0))[3] == 0
    assert opened(copy(image, "max-165x165")).getpixel((0, 0))[3] == 0
    assert near(opened(copy(image, "original|format-jpeg")).getpixel((0, 0)), (255, 255, 255), by=12)


@cases("img-01e-png-named.jpg", files.with_a_hole)
def test_a_suffix_that_does_not_fit_is_put_right(content):
    image = stored(content(), "drawing.jpg")
    assert image.file.name == "original_images/drawing.png"
    assert opened(original(image)).format == "PNG"


@cases("img-01f-gray16.png", files.deep_grey)
def test_deep_grey_stays_grey(content):
    image = stored(content(), "grey.png")
    for public in public_files(image):
        shown = opened(public).convert("L")
        assert 150 <= shown.getpixel((shown.width // 2, shown.height // 2)) <= 165


def test_a_colour_profile_is_applied_and_goes():
    red = files.saved(Image.new("RGB", (20, 20), RED), "PNG", icc_profile=files.swapped_profile())
    kept = original(stored(red, "swapped.png"))
    assert near(opened(kept).getpixel((5, 5)), (0, 255, 0))
    assert notes_in(kept) == set()


def test_a_colour_profile_that_does_not_fit_costs_nothing():
    grey = files.saved(Image.new("L", (20, 20), 120), "PNG", icc_profile=files.profile("LAB"))
    kept = original(stored(grey, "grey.png"))
    assert opened(kept).getpixel((5, 5)) == 120
    assert notes_in(kept) == set()


def test_what_the_row_says_of_a_file_is_true_of_the_stored_one():
    image = stored(files.from_a_phone(), "phone.jpg")
    said = (image.file_size, image.file_hash, image.width, image.height)
    image = CreditedImage.objects.get(pk=image.pk)
    assert said == (image.file_size, image.file_hash, image.width, image.height)
    assert image.file_size == len(original(image))
    image._set_file_hash()
    assert image.file_hash == said[1]


def test_a_file_is_clean_from_the_moment_it_is_given_and_saving_does_not_write_it_anew():
    image = CreditedImage(title="The levee", file=ContentFile(files.from_a_phone(), "phone.jpg"))
    given = image.file.read()
    assert notes_in(given) == set()
    assert (image.width, image.height, image.file_size) == (40, 60, len(given))
    image.save()
    assert original(image) == given


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("수위 표지 사진.JPG", "suwi-pyoji-sajin.jpg"),
        ("😀.jpg", "grinning.jpg"),
        ("???.jpg", "picture.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("levee", "levee.jpg"),
        (f"{'l' * 200}.jpeg", f"{'l' * 60}.jpg"),
    ],
)
def test_stored_names_are_plain_ascii(name, kept):
    assert stored(files.saved(files.photograph(), "JPEG"), name).file.name == f"original_images/{kept}"


REFUSED = {
    "drawing.svg": (lambda: b"<?xml version='1.0'?>\n<svg onload='x()'></svg>", "SVG drawing"),
    "letter.jpg": (lambda: b"Dear editor,", "not a picture of a kind that is taken here"),
    "scan.tif": (
        lambda: files.saved(files.photograph(), "TIFF"),
        "not a picture of a kind that is taken here",
    ),
    "empty.png": (lambda: b"", "not a picture of a kind that is taken here"),
    "cut.jpg": (lambda: files.saved(files.photograph(), "JPEG")[:2_000], "damaged or incomplete"),
    "cut.png": (lambda: files.saved(files.photograph(), "PNG")[:2_000], "damaged or incomplete"),
    "cut.webp": (lambda: files.saved(files.photograph(), "WEBP")[:-200], "damaged or incomplete"),
    "cut.gif": (lambda: files.saved(files.photograph(), "GIF")[:-2_000], "damaged or incomplete"),
    "bomb.png": (files.bomb, "too many pixels: at most 50 million"),
    "large.png": (lambda: files.bomb(10_000, 5_001), "too many pixels: at most 50 million"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_is_refused_with_a_reason_and_leaves_nothing(name, media):
    content, reason = REFUSED[name]
    with pytest.raises(PictureRefused, match=reason) as refused:
        stored(content(), name)
    assert name in refused.value.message
    assert not CreditedImage.objects.exists()
    assert not list(media.rglob("*.*"))


def test_the_hostile_drawing_of_the_case_is_refused():
    with pytest.raises(PictureRefused, match="SVG drawing"):
        stored(shared("img-04-hostile.svg"), "chart.png")


def test_of_a_phone_s_several_pictures_in_one_file_the_first_is_taken():
    others = [Image.new("RGB", (60, 40), BLUE)]
    content = files.saved(Image.new("RGB", (60, 40), RED), "MPO", save_all=True, append_images=others)
    kept = Image.open(take_in(ContentFile(content), "phone.jpg"))
    assert (kept.format, kept.size) == ("JPEG", (60, 40))
    assert near(kept.getpixel((30, 20)), RED)


def test_a_film_is_refused_before_it_is_read_to_its_end(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 32 * 32 * 2
    with pytest.raises(PictureRefused, match="too many moving frames"):
        take_in(ContentFile(files.moving()), "film.gif")


def test_a_file_that_is_too_large_is_not_read(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1_000
    with pytest.raises(PictureRefused, match="is too large"):
        take_in(ContentFile(b"x" * 1_001), "large.jpg")


def test_a_mangled_note_does_not_cost_the_picture():
    content = files.saved(files.photograph(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff nonsense")
    assert notes_in(original(stored(content, "mangled.jpg"))) == set()


def test_replacing_the_file_by_code_takes_the_old_copies_away():
    image = stored(files.saved(Image.new("RGB", (40, 40), RED), "PNG"), "a.png")
    old = Path(image.get_rendition("width-20").file.path)
    image = CreditedImage.objects.get(pk=image.pk)
    image.file = ContentFile(files.saved(Image.new("RGB", (40, 40), BLUE), "PNG"), "b.png")
    image.save()
    assert near(opened(copy(image, "width-20")).getpixel((5, 5)), BLUE)
    assert not image.renditions.filter(file=old.name).exists()


def test_a_copy_is_clean_where_the_original_was_put_into_the_storage_by_hand(media):
    image = stored(files.saved(files.photograph(60, 40), "JPEG"), "restored.jpg")
    Path(image.file.path).write_bytes(files.from_a_phone())
    for spec in COPIES:
        assert notes_in(copy(image, spec)) == set()


@pytest.mark.parametrize(
    "content",
    [None, b"no picture", files.saved(files.photograph(), "JPEG")[:2_000]],
    ids=["gone", "no picture", "cut off"],
)
def test_an_original_that_is_gone_or_broken_is_known_as_such(content):
    image = stored(files.saved(files.photograph(), "JPEG"), "gone.jpg")
    Path(image.file.path).unlink()
    if content:
        Path(image.file.path).write_bytes(content)
    with pytest.raises(SourceImageIOError):
        image.get_rendition("width-640|format-webp")


def test_what_is_taken_is_what_the_form_offers():
    suffixes = {known.suffix for known in FORMATS.values()} | {"jpeg"}
    assert suffixes == set(django_settings.WAGTAILIMAGES_EXTENSIONS)


def test_a_cleaned_picture_is_not_written_a_second_time():
    picture = take_in(ContentFile(files.from_a_phone()), "phone.jpg")
    assert take_in(picture, "other.jpg") is picture
    assert stored(io.BytesIO(picture.read()).getvalue(), "again.jpg").width == 40
