"""A share card drawn: the ground of the series' cloth, its spines on a shelf, and what the link leads to.

1200 x 630 pixels, the proportion (1.91:1) that sites crop previews of links to. Colours are those of static/css/site.css.
"""

import io

from PIL import Image, ImageColor, ImageDraw

from series.cloths import ON_CLOTH, ON_PALE, Cloth, cloth_of
from series.share_cards.card import HEIGHT, WIDTH, Bar, Card
from series.share_cards.fonts import Style, faces
from series.share_cards.lettering import Setting, draw_line, drawable, fitted

MARGIN = 64
SHELF_AT = 528  # where the shelf's board lies
BOARD = 3
GAP = 4
LEAST_NUMBER = 16
SHELF_MOST, SPINE_MOST, SPINE_HEIGHT = 350, 62, 400
# The others stand a little lower, unevenly, as books do.
HEIGHTS = (0.86, 0.80, 0.90, 0.83)
TITLE_SIZES = (92, 84, 76, 70, 64, 58, 53, 48, 44, 40, 36, 33, 30, 27, 24)


def draw(card: Card) -> bytes:
    """The card as a PNG."""
    cloth = cloth_of(card.cloth)
    image = Image.new("RGB", (WIDTH, HEIGHT), cloth.deep)
    on = ImageDraw.Draw(image)
    left_of_shelf = _draw_shelf(on, card, cloth)
    on.rectangle((MARGIN, SHELF_AT, WIDTH - MARGIN - 1, SHELF_AT + BOARD - 1), fill=ON_CLOTH)
    _draw_words(on, card, cloth, left_of_shelf - MARGIN)
    _draw_foot(on, card, cloth)
    output = io.BytesIO()
    # A few tones of one cloth: a palette holds them all, and half the bytes.
    image.quantize(128, dither=Image.Dither.NONE).save(output, "PNG", optimize=True)
    return output.getvalue()


def _draw_words(on: ImageDraw.ImageDraw, card: Card, cloth: Cloth, width: int) -> None:
    """Series and place at the head, people at the foot, and the title as large as it can be between them."""
    language, top, bottom = card.language, MARGIN - 8, SHELF_AT - 28
    title = drawable(card.title, Style.TITLE, language)
    series = drawable(card.series, Style.REMARK, language)
    place = drawable(card.place, Style.REMARK, language, whole=True) or (card.count if title else "")
    names = drawable(card.names, Style.NAME, language, whole=True)
    for text, colour in ((series, cloth.pale), (place, ON_CLOTH)):
        if text:
            settings = [Setting(Style.REMARK, language, size, 1.24) for size in (34, 31, 28)]
            lines = fitted(text, settings, width, 86)
            lines.draw(on, MARGIN, top, colour)
            top += lines.height
    if names:
        settings = [Setting(Style.NAME, language, size, 1.24) for size in (34, 31, 28, 25, 22)]
        lines = fitted(names, settings, width, 74)
        bottom -= lines.height
        lines.draw(on, MARGIN, bottom, ON_CLOTH)
    if title:
        leading = 1.24 if language == "ko" else 1.06
        settings = [Setting(Style.TITLE, language, size, leading) for size in TITLE_SIZES]
        fitted(title, settings, width, bottom - top - 40).draw(on, MARGIN, top + 20, ON_CLOTH)
    elif card.count:
        draw_line(on, card.count, Setting(Style.TITLE, "en", 220), MARGIN, bottom - 60, ON_CLOTH)


def _draw_foot(on: ImageDraw.ImageDraw, card: Card, cloth: Cloth) -> None:
    """The house's mark, four spines, and its name."""
    foot = HEIGHT - 40
    for place, (width, height) in enumerate(((7, 22), (7, 19), (7, 24), (9, 28))):
        left = MARGIN + place * 10
        on.rectangle((left, foot - height, left + width - 1, foot - 1), fill=cloth.pale)
    if site := drawable(card.site, Style.NAME, card.language):
        setting = Setting(Style.NAME, card.language, 27)
        lines = fitted(site, [setting], WIDTH - 2 * MARGIN - 60, setting.step)
        draw_line(on, lines.lines[0], lines.setting, MARGIN + 54, foot - 2, cloth.pale)


def _draw_shelf(on: ImageDraw.ImageDraw, card: Card, cloth: Cloth) -> int:
    """The spines, standing on the board at the right; gives the left edge that the words keep away from."""
    if not card.bars:
        return WIDTH - MARGIN
    room = min(SHELF_MOST, len(card.bars) * SPINE_MOST)
    each = (room - GAP * (len(card.bars) - 1)) / sum(_weight(bar) for bar in card.bars)
    right: float = WIDTH - MARGIN
    left = start = right - room
    # One size for the numbers of all, that of the narrowest; where it would be too small to read there are none.
    size = min(44, round(each * min(_weight(bar) for bar in card.bars)) - 12)
    is_piece = any(bar.is_current for bar in card.bars)
    for place, bar in enumerate(card.bars):
        width = each * _weight(bar)
        height = SPINE_HEIGHT if bar.is_current else round(SPINE_HEIGHT * HEIGHTS[place % len(HEIGHTS)])
        box = (round(left), SHELF_AT - height, round(left + width) - 1, SHELF_AT - 1)
        # The pale tone says what the card is about: one part, or all that there are.
        is_pale = bar.is_current or not is_piece
        _draw_spine(on, bar, cloth, box, size, is_pale=is_pale)
        left += width + GAP
    return round(start) - 56


def _draw_spine(
    on: ImageDraw.ImageDraw,
    bar: Bar,
    cloth: Cloth,
    box: tuple[int, int, int, int],
    size: int,
    *,
    is_pale: bool,
) -> None:
    left, top, right, _bottom = box
    if bar.is_forthcoming:
        _dash(on, box, _between(cloth.deep, cloth.pale))
        return
    on.rectangle(box, fill=cloth.pale if is_pale else cloth.plain)
    stack = faces(Style.TITLE, "en")
    if bar.number is not None and size >= LEAST_NUMBER and stack:
        at = ((left + right + 1) / 2, top + 20 + size * 0.7)
        on.text(
            at, str(bar.number), font=stack[0].at(size), fill=ON_PALE if is_pale else ON_CLOTH, anchor="ms"
        )


def _dash(on: ImageDraw.ImageDraw, box: tuple[int, int, int, int], colour: tuple[int, ...]) -> None:
    """The dashed outline of a part that is still to come, open at the board."""
    left, top, right, bottom = box
    for y in range(top, bottom, 12):
        on.line((left + 1, y, left + 1, min(y + 6, bottom)), fill=colour, width=2)
        on.line((right - 1, y, right - 1, min(y + 6, bottom)), fill=colour, width=2)
    for x in range(left, right, 12):
        on.line((x, top, min(x + 6, right - 1), top), fill=colour, width=2)


def _between(one: str, other: str) -> tuple[int, ...]:
    """The tone half way between two."""
    return tuple((a + b) // 2 for a, b in zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True))


def _weight(bar: Bar) -> float:
    """Of its part of the shelf: by reading time, but no spine too thin for its number, and the one in hand wider."""
    return bar.weight + (8 if bar.is_current else 4)
