"""The cover of a book: its cloth, its spines, its title and who made it, drawn as SVG."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from series.cloths import ON_CLOTH, cloth_of
from series.editions.book.shapes import Book
from series.templatetags.credits import leading

WIDTH, HEIGHT, MARGIN = 1200, 1800, 110
# No spaces behind the commas: WeasyPrint takes them for a part of the name in a drawing.
LATIN = "Newsreader,Georgia,serif"
KOREAN = "'Noto Serif KR','Noto Serif CJK KR','Nanum Myeongjo',AppleMyungjo,serif"
# Wide letters, of which about half as many fit on a line.
WIDE_FROM = "\u1100"


def cover_of(book: Book, *, width: int = WIDTH) -> str:
    """An SVG document of 1200 by 1800 units, with the words of the cover as its title.

    `width` is that of the ground, for a sheet of other proportions; what stands on it keeps to the left.
    """
    cloth = cloth_of(book.cloth)
    deep, solid, pale = cloth.deep, cloth.plain, cloth.pale
    family = KOREAN if book.language == "ko" else LATIN
    size, lines = _fitted(book.title)
    top = 330 + size
    rows = [(top + index * size * 1.1, line) for index, line in enumerate(lines)]
    below = rows[-1][0] + 110
    title = _lines(rows, size, ON_CLOTH)
    series = _lines([(210 + i * 50, line) for i, line in enumerate(_first(book.series, 42, 2))], 42, pale)
    subtitle = _lines(
        [(below + i * 62, line) for i, line in enumerate(_first(book.subtitle, 46, 3))], 46, pale
    )
    names = _lines(
        [(HEIGHT - 640 + i * 60, line) for i, line in enumerate(_first(_names(book), 44, 3))], 44, ON_CLOTH
    )
    # From its last line up, as it stands on the foot.
    house = list(enumerate(reversed(_first(book.publisher, 38, 2))))
    publisher = _lines([(HEIGHT - 90 - i * 44, line) for i, line in reversed(house)], 38, pale)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" role="img" aria-label="{label}" '
        'font-family="{family}"><title>{label}</title><rect width="{w}" height="{h}" fill="{deep}"/>'
        '<rect width="{w}" height="24" fill="{solid}"/>{series}{title}{subtitle}{names}{spines}{publisher}</svg>',
        w=width, h=HEIGHT, deep=deep, solid=solid, family=family, label=book.title, series=series, title=title,
        subtitle=subtitle, names=names, spines=_spines(book, solid, pale), publisher=publisher,
    )  # fmt: skip


def _lines(rows, size: float, colour: str) -> SafeString:
    return format_html_join(
        "", '<text x="{}" y="{}" font-size="{}" fill="{}">{}</text>',
        ((MARGIN, round(y), round(size), colour, line) for y, line in rows),
    )  # fmt: skip


def _spines(book: Book, solid: str, pale: str) -> SafeString:
    """The house device: a bar for each part, as wide as its reading takes; the one in hand, or all of a series, bright.

    Parts to come are outlines. The bars share the width of the cover and stand on one line.
    """
    bars = book.spines[:24]
    if not bars:
        return SafeString("")
    gap = 14
    weights = [4 + spine.shelf_minutes for spine in bars]
    unit = min(14.0, (WIDTH - 2 * MARGIN - gap * (len(bars) - 1)) / sum(weights))
    x, base, drawn = float(MARGIN), HEIGHT - 170, []
    for spine, weight in zip(bars, weights, strict=True):
        height = 190 + 8 * spine.shelf_minutes
        fill = "none" if spine.is_forthcoming else pale if spine.is_current or not book.series else solid
        drawn.append((round(x), base - height, round(unit * weight), height, fill, pale))
        x += unit * weight + gap
    return format_html_join(
        "", '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="3"/>', drawn
    )


def _names(book: Book) -> str:
    names = list(dict.fromkeys(credit.name for credit in leading(book.people))) if book.people else []
    if len(names) <= 4:
        return ", ".join(names)
    more = len(names) - 3
    return (
        ", ".join(names[:3])
        + " "
        + ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
    )


def _fitted(title: str) -> tuple[int, list[str]]:
    """The largest size at which a title needs no more lines than there is room for."""
    for size in (132, 112, 96, 80, 66):
        lines = _broken(title, size)
        if len(lines) * size * 1.1 < 560:
            return size, lines
    return 66, [*lines[:9], "…"]


def _first(text: str, size: float, most: int) -> list[str]:
    """The first lines of a text, the last of them with a sign when there are more."""
    lines = _broken(text, size)
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def _broken(text: str, size: float) -> list[str]:
    """A text in lines that fit between the margins, by the mean width of its letters; a long word is cut."""
    room, lines, line = (WIDTH - 2 * MARGIN) / size, [], ""
    for word in text.split():
        while _width(word) > room:
            cut = max(1, int(len(word) * room / _width(word)) - 1)
            lines += [line] * bool(line) + [word[:cut]]
            line, word = "", word[cut:]
        wider = f"{line} {word}".strip()
        if line and _width(wider) > room:
            lines.append(line)
            wider = word
        line = wider
    return [*lines, line] if line else lines


def _width(text: str) -> float:
    """About how many ems a text is wide."""
    return sum(1.0 if letter >= WIDE_FROM else 0.3 if letter in " .,:;'il" else 0.54 for letter in text)
