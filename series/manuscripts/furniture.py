"""Newspaper furniture: page jumps, rights and share lines and other words that are not the article's."""

import re
from dataclasses import replace

from .lines import Line, Role
from .reporting import Report

# No furniture is longer than this; longer lines are never tested, which bounds the cost of the patterns.
LONGEST = 300

_PAGE = r"(?:page\s+)?[A-Z]?-?\d{1,3}"
JUMP = re.compile(
    rf"^[\W_]*(?:continued\s+(?:on|from)\s+(?:{_PAGE}|(?:next|previous|front|back)\s+page)"
    rf"|(?:please\s+)?(?:see|turn\s+to)\s+(?:[A-Z’'\-]+,?\s+)?(?:on\s+)?(?:page\s+[A-Z]?\d{{1,3}}|[A-Z]\d{{1,3}})"
    rf"|[A-Z]?\d{{1,3}}면\s*(?:에|에서|으로)\s*(?:계속|이어짐|이어집니다|이어))[\W_]*$",
    re.IGNORECASE,
)
RIGHTS = re.compile(
    r"^\W*(?:(?:copyrights?\s*)?[©ⓒ]\s*\S|(?:copyrights?\s*)?\(c\)\s*\d{4}|copyrights?\s+(?:reg\b|\d{4})|저작권자)"
    r"|\ball\s+rights\s+reserved\b[\W\d]*$"
    r"|무단\s*전재|재배포\s*금지|무단\s*복제",
    re.IGNORECASE,
)
END = re.compile(r"^\W*(?:\(\s*(?:end|끝)\s*\)|[-–—]\s*(?:30|끝)\s*[-–—])\W*$", re.IGNORECASE)
ADVERTISEMENT = re.compile(
    r"^[\W_]*(?:(?:skip\s+)?advertisements?|sponsored content|광고)[\W_]*$", re.IGNORECASE
)
CONTACT = re.compile(
    r"^[\W_]*(?:(?:e-?mail|이메일|제보)\s*:?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[\W_]*$", re.IGNORECASE
)
_SHARE_WORD = (
    r"(?:share(?:\s+(?:this|on|via|by)(?:\s+\w+){0,2})?|print(?:\s+(?:this|article|page)){0,2}|e-?mail(?:\s+this)?"
    r"|save|listen|tweet|facebook|twitter|x|linkedin|whatsapp|kakao\w*|copy\s+link|bookmark|subscribe|like"
    r"|(?:\d+\s+)?comments?|leave a comment|font size|공유(?:하기)?|인쇄(?:하기)?|프린트|스크랩|댓글|좋아요"
    r"|글자\s*크기(?:\s*조절)?|기사\s*저장|메일|카카오톡|페이스북|트위터|구독(?:하기)?|url\s*복사)"
    r"(?:\s*[(\[]?\d[\d,]*[)\]]?(?:개)?)?"
)
SHARE = re.compile(rf"^\W*{_SHARE_WORD}(?:\s*[|·/,•]\s*{_SHARE_WORD})*\W*$", re.IGNORECASE)
# Alone on a line these few words may be a heading; only the unmistakable are taken as buttons.
SHARE_ALONE = re.compile(
    r"^\W*(?:share\s+(?:this|on|via)\b.*|print\s+(?:this|article|page)\b.*|leave a comment|copy\s+link"
    r"|comments?\s*\(\d+\)|\d+\s+comments?|공유하기|인쇄하기|구독하기|댓글\s*\(?\d*\)?|글자\s*크기.*)\W*$",
    re.IGNORECASE,
)

_FURNITURE = (
    (RIGHTS, "A rights line was left out; the licence is a field of the page."),
    (ADVERTISEMENT, "The mark of an advertisement was left out."),
    (CONTACT, "A mail address was left out."),
    (END, "The mark of an agency at the end of its text was left out."),
)
_SHARE_WORDS = "Share, print or comment buttons were left out."
_JUMP_WORDS = "A page jump of the printed paper was left out."


def take_out_furniture(lines: list[Line], report: Report) -> list[Line]:
    """The lines with furniture turned into breaks; every line taken out is reported as dropped."""
    return [_sorted_out(line, report) for line in lines]


def is_furniture(text: str) -> bool:
    """Whether a line of text is furniture of the page and no part of the article."""
    return len(text) <= LONGEST and bool(JUMP.match(text) or _names_of(text))


def _sorted_out(line: Line, report: Report) -> Line:
    if line.role is not Role.TEXT or len(line.text) > LONGEST:
        return line
    if JUMP.match(line.text):
        report.add("dropped", _JUMP_WORDS, [line.number], passage=line.raw)
        return replace(line, role=Role.JUMP)
    for what in _names_of(line.text):
        report.add("dropped", what, [line.number], passage=line.raw)
        return replace(line, role=Role.BLANK)
    return line


def _names_of(text: str) -> list[str]:
    names = [what for pattern, what in _FURNITURE if pattern.search(text)]
    several = re.search(r"\s[|·/•,]\s|[|·•]", text)
    if (SHARE if several else SHARE_ALONE).match(text):
        names.append(_SHARE_WORDS)
    return names
