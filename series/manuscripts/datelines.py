"""The line under a newspaper's masthead: date, section and page ("Monday, March 9, 2026 | Opinion | A11")."""

import re
from dataclasses import dataclass
from datetime import date

LONGEST = 120

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<month>[A-Z][a-z]{2,8}|[A-Z]{3,9})\.?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b",
        r"\b(?P<year>\d{4})\s*[-./]\s*(?P<month>\d{1,2})\s*[-./]\s*(?P<day>\d{1,2})\b",
        r"(?P<year>\d{4})\s*년\s*(?P<month>\d{1,2})\s*월\s*(?P<day>\d{1,2})\s*일",
    )
)
PAGE = re.compile(
    r"^(?:(?:page|pg|p)\.?\s*([A-Z]?-?\d{1,3})|([A-Z]-?\d{1,3})|(\d{1,3})\s*면|(?:지면\s*)?([A-Z]?\d{1,3})\s*면)$",
    re.IGNORECASE,
)
# What may stand beside a date and say no more: weekday, time, "published", "updated".
BESIDE = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|published|posted|updated|printed|on|at|am|pm|last|modified|first"
    r"|kst|gmt|utc|bst|est|edt|jst|\d{1,2}[:.]\d{2}(?::\d{2})?|[월화수목금토일]요일|\([월화수목금토일]\)|입력|수정|등록|승인|기사|오전|오후|[\s,.:;()·-]",
    re.IGNORECASE,
)
SECTIONS = re.compile(
    r"^[\W_]*(?:opinions?|op-ed|commentary|editorials?|columns?|analysis|perspectives?|viewpoints?|views|world|politics"
    r"|national|business|letters|guest column"
    r"|오피니언|칼럼|기고|시론|사설|기획|특별기고|특집|연재|논단|정치|국제|사회|경제|문화)[\W_]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dateline:
    """`date` as ISO 8601, `page` and `section` as printed; page and section may be ""."""

    date: str
    page: str = ""
    section: str = ""


def read_dateline(text: str) -> Dateline | None:
    """What a line says of date, section and page; None when it is no such line (a sentence with a date)."""
    if len(text) > LONGEST:
        return None
    parts = [part.strip() for part in re.split(r"\s*[|│·•]\s*|\s+/\s+|\s{3,}", text) if part.strip()]
    day, page, sections = "", "", []
    for part in parts:
        if found := PAGE.match(part):
            page = page or next(filter(None, found.groups()))
        elif dated := _date_alone(part):
            day = day or dated
        else:
            sections.append(part)
    if not day or len(sections) > 2 or any(len(section) > 30 for section in sections):
        return None
    return Dateline(day, page, " ".join(sections))


def find_date(text: str) -> str:
    """The first date in words that are known to say one, as ISO 8601; "" when there is none."""
    for pattern in _DATES:
        if (found := pattern.search(text[:LONGEST])) and (
            day := _iso(found["year"], found["month"], found["day"])
        ):
            return day
    return ""


def _date_alone(part: str) -> str:
    for pattern in _DATES:
        found = pattern.search(part)
        if found and not BESIDE.sub("", part[: found.start()] + part[found.end() :]):
            return _iso(found["year"], found["month"], found["day"])
    return ""


def _iso(year: str, month: str, day: str) -> str:
    number = int(month) if month.isdigit() else _month(month)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""


def _month(word: str) -> int:
    matching = [
        at for at, name in enumerate(_MONTHS, start=1) if name.startswith(word.lower()[:4].rstrip("."))
    ]
    return matching[0] if matching else 0
