"""Pictures that a newspaper text names and does not bring: photo boxes, captions and credits become slots."""

import re
from dataclasses import replace

from .furniture import LONGEST
from .lines import Line, Role
from .manuscript import ImageSlot
from .reporting import Report

BOX_EDGE = re.compile(r"^[+|┌└├╔╚╠┏┗][-=_+─━═┬┴┼]{3,}[+|┐┘┤╗╝╣┓┛]$")
BOX_ROW = re.compile(r"^[|│┃║]\s?(.*?)\s?[|│┃║]$")
MARKDOWN_PICTURE = re.compile(r"^!\[([^\]]*)\]\([^)]*\)\s*\|?$")
CELL_END = re.compile(r"^([^|]+?)\s*\|$")
_PICTURE = r"(?:photo(?:graph)?|image|picture|graphic|illustration|사진|그래픽|일러스트)"
PICTURE_MARK = re.compile(rf"^[\[(<【]\s*{_PICTURE}\s*[\])>】]\s*[:：]?\s*(.*)$", re.IGNORECASE)
CAPTION_LINE = re.compile(r"^(?:▲|△|caption\s*:|사진\s*설명\s*[:=])\s*(.+)$", re.IGNORECASE)
_CREDIT = (
    r"(?:(?:photo(?:graph)?s?\s+|image\s+|picture\s+)?(?:credit|courtesy(?:\s+of)?)\s*[:=]\s*"
    r"|photo(?:graph)?s?\s+by\s+|photo(?:graph)?s?\s*:\s*|사진\s*(?:제공)?\s*[:=]\s*|사진\s+제공\s+)"
)
CREDIT_LINE = re.compile(rf"^[\[(<]?\s*{_CREDIT}(.+?)\s*[\])>]?$", re.IGNORECASE)
CREDIT_WITHIN = re.compile(rf"^(.+?)\s*+[\[(/|]?\s*+\b{_CREDIT}(.+?)\s*[\])]?$", re.IGNORECASE)
# At a caption's end: "/ Yonhap", "(AP Photo/Jo Marsh)", "ⓒ 연합뉴스".
_AGENCY = (
    r"(?:Yonhap(?:\s+News)?|Reuters|AFP|AP|EPA|UPI|TASS|Xinhua|Kyodo|Bloomberg|Getty(?:\s+Images)?|Korea\s+(?:Times|Herald)"
    r"|연합뉴스|뉴시스|뉴스1|로이터|게티이미지\w*|공동취재단|사진공동취재단)"
)
CREDIT_AT_END = re.compile(
    rf"^(.+?)\s*(?:[(\[]\s*((?:AP\s+)?(?:Photo\s*/\s*[^)\]]{{2,60}}|{_AGENCY}[^)\]]{{0,40}}))[)\]]"
    rf"|\s/\s*([^/]{{2,60}})|[/=]\s*({_AGENCY}[^/]{{0,30}})|[©ⓒ]\s*(\S.{{1,60}}))\.?$"
)


def split_credit(caption: str) -> tuple[str, str]:
    """A caption without the credit in or behind it, and the credit; "" for what there is not."""
    caption = caption.strip()
    if len(caption) > 4 * LONGEST:
        return caption, ""
    if credit := CREDIT_LINE.match(caption):
        return "", credit[1]
    caption = _caption_of(caption)
    if within := CREDIT_WITHIN.match(caption):
        words = within[1].rstrip(" .") + ("." if within[1].endswith(".") else "")
        return words, within[2]
    if at_end := CREDIT_AT_END.match(caption):
        return at_end[1].rstrip(), next(filter(None, at_end.groups()[1:])).strip()
    return caption, ""


def caption_of(text: str) -> str | None:
    """The caption in a line that says of itself that it is one ("▲ …", "[PHOTO] …", "사진=…"); None for other lines."""
    if not 0 < len(text) <= LONGEST:
        return None
    if any(pattern.match(text) for pattern in (PICTURE_MARK, CAPTION_LINE, CREDIT_LINE)):
        return _caption_of(text)
    return None


def find_pictures(lines: list[Line], report: Report) -> list[Line]:
    """The lines with every trace of a picture gathered into one line of role SLOT, reported as missing.

    A box that holds no picture keeps its words as text, without its frame, and is reported as a guess.
    """
    found: list[Line] = []
    at = 0
    while at < len(lines):
        size = _picture_at(lines, at)
        if size:
            found.append(_slot(lines[at : at + size], report))
            at += size
        elif size := _box_at(lines, at):
            found.extend(_unframed(lines[at : at + size], report))
            at += size
        else:
            found.append(lines[at])
            at += 1
    return found


def _picture_at(lines: list[Line], at: int) -> int:
    """How many lines from `at` on belong to one picture; 0 when there is none."""
    text = lines[at].text
    if not text or len(text) > LONGEST:
        return 0
    if size := _box_at(lines, at):
        inner = [_inside(line.text) for line in lines[at : at + size]]
        is_picture = any(PICTURE_MARK.match(row) or CREDIT_LINE.match(row) for row in inner)
        return size if is_picture else 0
    if MARKDOWN_PICTURE.match(text):
        return max(_with_following(lines, at, pattern) for pattern in (CELL_END, CREDIT_WITHIN, CREDIT_LINE))
    if PICTURE_MARK.match(text) or _is_caption(lines, at) or CREDIT_LINE.match(text):
        return _with_following(lines, at, CREDIT_LINE)
    return 1 if CELL_END.match(text) else 0


def _is_caption(lines: list[Line], at: int) -> bool:
    # Korean newspapers mark a caption with ▲; several such lines in a row are a list of points instead.
    if not CAPTION_LINE.match(lines[at].text):
        return False
    neighbours = lines[max(at - 1, 0) : at] + lines[at + 1 : at + 2]
    return not any(CAPTION_LINE.match(line.text[:LONGEST]) for line in neighbours)


def _with_following(lines: list[Line], at: int, pattern: re.Pattern[str]) -> int:
    beyond = at + 1
    while beyond < len(lines) and beyond <= at + 2 and lines[beyond].role is Role.BLANK:
        beyond += 1
    if beyond < len(lines) and 0 < len(lines[beyond].text) <= LONGEST and pattern.match(lines[beyond].text):
        return beyond + 1 - at
    return 1


def _box_at(lines: list[Line], at: int) -> int:
    size = 0
    while at + size < len(lines) and len(lines[at + size].text) <= LONGEST:
        text = lines[at + size].text
        if not (BOX_EDGE.match(text) or BOX_ROW.match(text)):
            break
        size += 1
    return size if size > 1 else 0


def _inside(text: str) -> str:
    if BOX_EDGE.match(text):
        return ""
    row = BOX_ROW.match(text)
    return row[1].strip() if row else text


def _slot(covers: list[Line], report: Report) -> Line:
    captions, credits, alt = [], [], ""
    for text in (_inside(line.text) for line in covers):
        if picture := MARKDOWN_PICTURE.match(text):
            alt = picture[1].strip()
        elif credit := CREDIT_LINE.match(text):
            credits.append(credit[1])
        elif text:
            captions.append(_caption_of(text))
    caption = " ".join(filter(None, captions))
    if not credits:
        caption, credit = split_credit(caption)
        credits += [credit] if credit else []
    slot = ImageSlot(caption=caption, credit=" ".join(credits), alt=alt)
    named = f"“{caption}”" if caption else "it has no caption"
    report.add(
        "missing",
        f"A picture stood here and is not in the file ({named}); its slot waits for the image.",
        [line.number for line in covers],
        passage="\n".join(line.raw for line in covers),
    )
    return replace(covers[0], role=Role.SLOT, slot=slot, covers=tuple(covers))


def _caption_of(text: str) -> str:
    for pattern in (PICTURE_MARK, CAPTION_LINE, CELL_END):
        if match := pattern.match(text):
            return match[1].strip()
    return text


def _unframed(box: list[Line], report: Report) -> list[Line]:
    rows = []
    for line in box:
        inner = _inside(line.text)
        rows.append(replace(line, text=inner, role=Role.TEXT if inner else Role.BLANK))
    report.add(
        "guessed",
        "A framed box that holds no picture was kept as text; it may have been a table or a side note.",
        [line.number for line in box],
        passage="\n".join(line.raw for line in box),
    )
    return rows
