"""The fonts of share cards: the site's own, and for other scripts those that lie on the machine.

No font for Korean comes with the site (it would weigh several megabytes). The setting CARD_FONT_KO names one; otherwise
the usual places of Debian, Fedora and macOS are looked through. Where there is none, cards go without those words.
"""

import logging
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import ImageFont

logger = logging.getLogger(__name__)

ROMAN, ITALIC = "fonts/newsreader-roman.woff2", "fonts/newsreader-italic.woff2"
# (for titles, for all else); of a collection the Korean face is taken.
KOREAN = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-SemiBold.ttc", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    ("/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Bold.ttc",
     "/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Regular.ttc"),
    ("/usr/share/fonts/truetype/nanum/NanumMyeongjoBold.ttf", "/usr/share/fonts/truetype/nanum/NanumMyeongjo.ttf"),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    ("/System/Library/Fonts/Supplemental/AppleMyungjo.ttf", "/System/Library/Fonts/Supplemental/AppleMyungjo.ttf"),
)  # fmt: skip
# For letters that neither has: Greek, Cyrillic, Vietnamese.
OTHER = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
# A sign that no font has; what is drawn for it is drawn for every sign that is missing.
NOWHERE = "\U0010fffe"
# Hangul beside Latin letters looks large (DESIGN.md, Type).
BESIDE_LATIN = 0.9


class Style(Enum):
    """What a line is: a title, a name, or a remark in the house's second voice."""

    TITLE = "title"
    NAME = "name"
    REMARK = "remark"


@dataclass(frozen=True)
class Face:
    """One font file; `axes` are (weight, optical size) of a variable one."""

    path: str
    index: int = 0
    axes: tuple[int, int] | None = None
    scale: float = 1.0

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The font at a size in pixels."""
        return _font(self, size)

    def has(self, sign: str) -> bool:
        """Is there a letter of its own for the sign?"""
        return sign.isspace() or _has(self, sign)


@lru_cache(maxsize=32)
def faces(style: Style, language: str) -> tuple[Face, ...]:
    """The fonts for a line, the one that is asked first at the head. Korean is never slanted, Latin letters in it too."""
    korean = _korean(style, beside_latin=language != "ko")
    own = _readable(_latin(style))
    other = _readable(Face(OTHER)) if Path(OTHER).exists() else ()
    return (*korean, *own, *other) if language == "ko" else (*own, *korean, *other)


def _latin(style: Style) -> Face:
    path = finders.find(ITALIC if style is Style.REMARK else ROMAN) or ""
    axes = {Style.TITLE: (400, 72), Style.NAME: (500, 24), Style.REMARK: None}[style]
    return Face(path, axes=axes)


def _korean(style: Style, *, beside_latin: bool) -> tuple[Face, ...]:
    scale = BESIDE_LATIN if beside_latin else 1.0
    named = [(settings.CARD_FONT_KO,) * 2] if settings.CARD_FONT_KO else []
    for title, text in (*named, *KOREAN):
        # Beside Latin letters, which are light in titles, a bold one would shout.
        path = title if style is Style.TITLE and not beside_latin else text
        if Path(path).exists() and (face := _readable(Face(path, _korean_index(path), scale=scale))):
            return face
    return ()


def _readable(face: Face) -> tuple[Face, ...]:
    """The font, unless this machine cannot read it (WOFF2 needs a FreeType with Brotli, as Pillow's wheels have it)."""
    try:
        face.at(20)
    except OSError as error:
        logger.warning("Share cards go without the font %s: %s", face.path, error)
        return ()
    return (face,)


def _korean_index(path: str) -> int:
    """The Korean face of a collection, else the first of the file."""
    for index in range(16):
        try:
            if " KR" in ImageFont.truetype(path, 20, index=index).getname()[0]:
                return index
        except OSError:
            break
    return 0


@lru_cache(maxsize=256)
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face.path, max(1, round(size * face.scale)), index=face.index)
    if face.axes:
        font.set_variation_by_axes(list(face.axes))
    return font


@lru_cache(maxsize=4096)
def _has(face: Face, sign: str) -> bool:
    return bytes(face.at(20).getmask(sign)) != _missing(face)


@lru_cache(maxsize=32)
def _missing(face: Face) -> bytes:
    return bytes(face.at(20).getmask(NOWHERE))
