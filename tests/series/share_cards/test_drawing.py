"""Cards as pictures: the right size, nothing over the edge, no box for a letter, whatever the title is."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageColor

from series.cloths import CLOTHS, ON_CLOTH, ON_PALE
from series.models import SeriesPage
from series.share_cards import drawing, fonts
from series.share_cards.card import HEIGHT, WIDTH, Bar, Card
from series.share_cards.drawing import MARGIN, SHELF_AT, draw
from series.share_cards.fonts import Style, faces
from series.share_cards.lettering import Setting, drawable, fitted

pytestmark = pytest.mark.once

BARS = tuple(Bar(number, 6, is_current=number == 3, is_forthcoming=number > 4) for number in range(1, 7))
CARD = Card(
    language="en", site="Commentary Series", cloth="celadon", title="The gauge", series="Rivers and rates",
    place="Part 3 of 6", count="3 / 6", names="Zora Whitlock", bars=BARS,
)  # fmt: skip
has_korean = pytest.mark.skipif(
    len(faces(Style.TITLE, "ko")) < 2, reason="no Korean font is on this machine (fonts-noto-cjk)"
)
HARD = {
    "one long word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "200 characters": "Why ten capitals wait " * 9 + "so",
    "255 wide letters": "W" * 255,
    "Korean": "신남방정책 이후에 무엇을 남길 것인가, 그리고 누가 그것을 이어받을 것인가",
    "one long Korean word": "한국아세안관계전망" * 12,
    "mixed": "한류 Hallyu and ASEAN의 future — “왜?”",
    "emoji": "🎉 Fireworks 👩‍👩‍👧‍👦 over 🇰🇷 Busan 🎆",
    "only emoji": "🎉🎉🎉",
    "marks": "e\u0301lan \u202e\u200f\ufeff and\u0000 controls\n\tand lines",
    "Arabic": "كتاب and a book",
    "one letter": "W",
    "empty": "",
}


@pytest.fixture
def no_other_fonts(monkeypatch):
    """A machine with the site's own fonts only."""
    monkeypatch.setattr(fonts, "KOREAN", ())
    monkeypatch.setattr(fonts, "OTHER", "/nowhere.ttf")
    faces.cache_clear()
    yield
    faces.cache_clear()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Is anything drawn on the ground there?"""
    part = image.crop(box)
    return (
        ImageChops.difference(part, Image.new("RGB", part.size, image.getpixel((2, 2)))).getbbox() is not None
    )


@pytest.mark.parametrize("cloth", CLOTHS)
def test_a_card_is_1200_by_630_on_its_cloth_and_small(cloth):
    content = draw(replace(CARD, cloth=cloth))
    image = opened(content)
    assert image.size == (WIDTH, HEIGHT)
    assert image.getpixel((2, 2)) == ImageColor.getrgb(CLOTHS[cloth].deep)
    assert len(content) < 60_000


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("name", HARD)
def test_no_title_leaves_its_place(name, language):
    words = HARD[name]
    image = opened(draw(replace(CARD, title=words, series=words, names=words, language=language)))
    for edge in ((0, 0, WIDTH, 40), (0, 0, MARGIN - 6, HEIGHT), (WIDTH - MARGIN, 0, WIDTH, HEIGHT)):
        assert not inked(image, edge)
    # Between the words and the shelf, and on the shelf itself, nothing stands in the way of the other.
    shelf = WIDTH - MARGIN - 350
    assert not inked(image, (shelf - 50, 40, shelf - 2, SHELF_AT - 1))
    assert not inked(image, (MARGIN, SHELF_AT + 4, WIDTH - MARGIN, SHELF_AT + 20))


@pytest.mark.parametrize("name", HARD)
def test_lines_are_never_wider_or_higher_than_their_box(name):
    words = drawable(HARD[name], Style.TITLE, "en")
    settings = [Setting(Style.TITLE, "en", size, 1.06) for size in drawing.TITLE_SIZES]
    lines = fitted(words, settings, 600, 280)
    assert lines.width <= 600
    assert lines.height <= 280


def test_a_title_is_set_as_large_as_it_fits_and_breaks_between_words():
    settings = [Setting(Style.TITLE, "en", size) for size in (80, 40)]
    assert fitted("The gauge", settings, 600, 200).setting.size == 80
    long = fitted("What the New Southern Policy should leave behind", settings, 600, 200)
    assert long.setting.size == 40
    assert " ".join(long.lines) == "What the New Southern Policy should leave behind"


def test_names_with_a_hyphen_stay_whole_and_a_dash_begins_no_line():
    settings = [Setting(Style.TITLE, "en", 60)]
    lines = fitted("Prospects of ASEAN-Korea relations – and more", settings, 420, 900).lines
    assert any("ASEAN-Korea" in line for line in lines)
    assert not any(line.lstrip("\u00a0 ").startswith("–") for line in lines)


@has_korean
def test_korean_is_broken_between_words_only():
    title = "신남방정책 이후에 무엇을 남길 것인가"
    lines = fitted(title, [Setting(Style.TITLE, "ko", 60)], 420, 900).lines
    assert len(lines) > 1
    assert " ".join(lines) == title


def test_what_is_too_long_even_in_the_smallest_size_ends_with_an_ellipsis():
    lines = fitted("many words " * 100, [Setting(Style.TITLE, "en", 40, 1.0)], 500, 120)
    assert len(lines.lines) == 3
    assert lines.lines[-1].endswith("…")
    assert lines.width <= 500


def test_pictures_and_invisible_marks_are_left_out_and_accents_before_words():
    assert drawable("🎉 Fireworks 👩‍👩‍👧 over\u200b Busan", Style.TITLE, "en") == "Fireworks over Busan"
    assert drawable("🎉🎉", Style.TITLE, "en") == ""


def test_without_a_font_for_korean_there_is_no_box_but_the_words_that_can_be_written(no_other_fonts):
    assert drawable("한류 Hallyu and ASEAN의 future", Style.TITLE, "en") == "Hallyu and future"
    assert drawable("Sŏul", Style.TITLE, "en") == "Soul"
    assert drawable("신남방정책", Style.TITLE, "ko") == ""


def test_half_a_name_is_not_written(no_other_fonts):
    assert drawable("Zora Whitlock and 김서윤", Style.NAME, "en", whole=True) == ""
    assert drawable("Zora Whitlock 🎉", Style.NAME, "en", whole=True) == "Zora Whitlock"


def test_a_korean_card_without_a_font_says_its_number(no_other_fonts):
    korean = replace(
        CARD, language="ko", title="신남방정책", series="전망", place="3편", names="최원기", site="논평"
    )
    image = opened(draw(korean))
    assert inked(image, (MARGIN, 250, 500, 480))
    assert not inked(image, (MARGIN, 40, 500, 250))
    nameless = opened(draw(replace(korean, count="", bars=())))
    assert not inked(nameless, (MARGIN, 40, WIDTH - MARGIN, SHELF_AT - 1))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_machine_that_can_read_no_font_at_all_still_draws_the_spines(monkeypatch, language):
    monkeypatch.setattr(fonts, "KOREAN", ())
    monkeypatch.setattr(fonts, "OTHER", "/nowhere.ttf")
    monkeypatch.setattr(fonts.finders, "find", lambda path: "/nowhere.woff2")
    faces.cache_clear()
    try:
        assert opened(draw(replace(CARD, language=language))).size == (WIDTH, HEIGHT)
    finally:
        faces.cache_clear()


@pytest.mark.parametrize("count", [0, 1, 2, 12, 24])
def test_any_number_of_spines_stands_on_the_shelf(count):
    bars = tuple(Bar(number, 3 + number % 13, is_current=number == count) for number in range(1, count + 1))
    image = opened(draw(replace(CARD, bars=bars)))
    assert not inked(image, (WIDTH - MARGIN, 0, WIDTH, HEIGHT))
    assert inked(image, (WIDTH - MARGIN - 20, 160, WIDTH - MARGIN, SHELF_AT - 1)) is bool(count)


def test_the_site_s_own_fonts_are_read():
    assert [face.path.rsplit("/", 1)[1] for face in faces(Style.TITLE, "en")[:1]] == [
        "newsreader-roman.woff2"
    ]
    assert faces(Style.REMARK, "en")[0].path.endswith("newsreader-italic.woff2")


def test_everything_shown_is_in_the_key():
    other = {
        "language": "ko", "site": "Another", "cloth": "indigo", "title": "Tides", "series": "Other", "place": "Part 4",
        "count": "4", "names": "Abel", "bars": BARS[:5],
    }  # fmt: skip
    keys = {replace(CARD, **{name: value}).key for name, value in other.items()}
    assert len(keys | {CARD.key}) == len(other) + 1
    assert replace(CARD).key == CARD.key


def test_what_is_drawn_has_the_colours_of_the_style_sheet():
    sheet = Path(fonts.finders.find("css/site.css")).read_text()
    told = {
        "on-cloth": ON_CLOTH,
        "on-pale": ON_PALE,
        **{name: cloth.plain for name, cloth in CLOTHS.items()},
        **{f"{name}-deep": cloth.deep for name, cloth in CLOTHS.items()},
        **{f"{name}-pale": cloth.pale for name, cloth in CLOTHS.items()},
    }
    for name, colour in told.items():
        assert re.search(rf"--{name}: (#[0-9a-f]{{6}});", sheet)[1] == colour
    assert set(CLOTHS) == set(SeriesPage.Cloth.values)
