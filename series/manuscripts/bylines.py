"""By-lines: "By Maren Oakfield and 이진", "글 홍길동", "홍길동 기자", and the lines that go with them."""

import re

from .affiliations import ROLE_EN, ROLE_KO, parse_affiliation
from .characters import HANGUL
from .lettercase import Spellings
from .lines import Passage
from .manuscript import BylineEntry

LONGEST = 200

BY = re.compile(
    r"^(?:(?:written|text|story|words|analysis|commentary|opinion)\s+)?by\s*:?\s+(.+)$", re.IGNORECASE
)
BY_KO = re.compile(r"^(?:글쓴이|글(?:\s*[·,]\s*사진)?|기고자?|필자|저자)(?:\s*[:：=|/]\s*|\s+)(.+)$")
_HANGUL_NAME = r"[\uac00-\ud7a3]{2,4}"
_REPORTER = r"(?:(?:선임|전문|수습|인턴|객원)?\s?기자|특파원|논설위원|통신원|리포터)"
REPORTER = re.compile(
    rf"^[\[(]?(?:[\w ]{{1,20}}=\s*)?({_HANGUL_NAME}(?:\s*[·,]\s*{_HANGUL_NAME})*)"
    rf"\s*({_REPORTER})\s*=?[\])]?(?:\s*\S+@\S+)?$"
)
# "[서울=연합뉴스] 홍길동 기자 = " before the first sentence, as news agencies write it.
AGENCY_LEAD = re.compile(
    rf"^[\[(][^\])=]{{1,20}}=([^\])=]{{1,20}})[\])]\s*"
    rf"({_HANGUL_NAME}(?:\s*[·,]\s*{_HANGUL_NAME})*)\s*({_REPORTER})\s*=\s*"
)
BARE_KO = re.compile(rf"^{_HANGUL_NAME}$")
PERSON_KO = re.compile(rf"^({_HANGUL_NAME})\s*[,/|(·]?\s*(.+?)\)?$")
COMPANION = re.compile(
    r"^\W*+(?:special\s+to\s+(?:the\s+)?\S[^.]{1,60}|(?-i:[Ff]or\s+the\s+[A-Z][\w’' ]{2,40})"
    r"|(?:staff|contributing|guest|senior)\s+(?:writers?|reporters?|columnists?|correspondents?|editors?"
    r"|contributors?)|contributors?|guest\s+column"
    r"|(?:the\s+)?(?:associated\s+press|reuters|afp|bloomberg|yonhap|[\w ]{1,30}\s+news\s+(?:agency|service))"
    r"|연합뉴스|뉴시스|\S+@\S+\.\S+)\W*$",
    re.IGNORECASE,
)
SEPARATOR = re.compile(
    r"\s*[,;&·]\s*(?:and\s+)?|\s+(?:and|및)\s+|(?<=[\uac00-\ud7a3]{2})[과와]\s+(?=[\uac00-\ud7a3])",
    re.IGNORECASE,
)
SUFFIX = re.compile(r"^(?:jr|sr|ph\.?d|m\.?d|i{2,3}|iv)\.?$", re.IGNORECASE)
PARTICLES = frozenset("al bin da de del della den der di dos du el ibn la le ten ter van von y".split())


def read_byline(passage: Passage, spellings: Spellings) -> list[BylineEntry]:
    """The authors that a line credits, in its order and in display case; [] when it is no byline."""
    text = passage.text
    if passage.slot is not None or not 0 < len(text) <= LONGEST:
        return []
    if reporters := REPORTER.match(text):
        return _reporters(reporters[1], reporters[2])
    if by := BY.match(text):
        return _credited(by[1], spellings)
    if by := BY_KO.match(text):
        return _credited_ko(by[1], spellings)
    return []


def credited(text: str, spellings: Spellings | None = None) -> list[BylineEntry]:
    """The authors in words that are known to name authors: "Maren Oakfield and 이진", "Ann Bell, professor at Arden"."""
    if not 0 < len(text) <= LONGEST:
        return []
    entries = read_person_ko(text) or _credited(text, spellings or Spellings(()))
    if entries:
        return entries
    name, comma, rest = text.partition(",")
    if comma and is_bare_name(name.strip()) and ROLE_EN.search(rest):
        position, organisation = parse_affiliation(rest)
        return [BylineEntry(name.strip(), position, organisation)]
    return []


def read_reporter(text: str) -> list[BylineEntry]:
    """The authors in "홍길동 기자"; [] when the line says something else."""
    reporters = REPORTER.match(text) if len(text) <= LONGEST else None
    return _reporters(reporters[1], reporters[2]) if reporters else []


def read_person_ko(text: str) -> list[BylineEntry]:
    """One Korean author with an affiliation and no mark before ("홍길동 한국대 교수"); [] when it is none."""
    person = PERSON_KO.match(text) if len(text) <= 60 else None
    role = ROLE_KO.match(person[2].strip(" )")) if person else None
    if not role:
        return []
    position, organisation = parse_affiliation(person[2])
    return [BylineEntry(person[1], position, organisation, language="ko")]


def read_people_ko(text: str) -> list[BylineEntry]:
    """Korean authors each with a position ("최원기 교수, 이진 연구원") or bare beside such a one; [] when it is not so."""
    if len(text) > LONGEST:
        return []
    people = [
        read_person_ko(part) or ([BylineEntry(part, language="ko")] if BARE_KO.match(part) else [])
        for part in filter(None, (part.strip() for part in SEPARATOR.split(text)))
    ]
    entries = [entry for person in people for entry in person]
    return entries if all(people) and any(entry.position for entry in entries) else []


def read_agency_lead(text: str) -> tuple[list[BylineEntry], str]:
    """The reporters named before a Korean agency text's first sentence, and the text without them."""
    lead = AGENCY_LEAD.match(text[:LONGEST])
    if not lead:
        return [], text
    return _reporters(lead[2], lead[3], organisation=lead[1].strip()), text[lead.end() :]


def is_bare_name(text: str) -> bool:
    """Whether a line is nothing but a person's name of two to four words, in Latin letters or Hangul."""
    words = text.split()
    whole = 2 <= len(words) <= 4 or bool(re.fullmatch(_HANGUL_NAME, text))
    return whole and len(text) <= 60 and _is_name(text) and not re.search(r"[^\w\s.'’-]", text)


def is_companion(text: str) -> bool:
    """Whether a line beside the byline only says for whom it was written ("Special to the Courier")."""
    return len(text) <= LONGEST and bool(COMPANION.match(text))


def is_affiliation(text: str) -> bool:
    """Whether a line under the byline gives its author's position ("Professor, Arden College")."""
    return (
        len(text) <= 120
        and not text.endswith((".", "?", "!"))
        and bool(ROLE_EN.search(text) or ROLE_KO.match(text))
    )


def _credited(text: str, spellings: Spellings) -> list[BylineEntry]:
    """Names between commas, "and" and the like; small letters behind a comma are a position."""
    if text.endswith(".") and not SUFFIX.match(text.split()[-1]) and len(text.split()[-1]) > 3:
        text = text[:-1]
    name, comma, rest = text.partition(",")
    if comma and rest.strip()[:1].islower() and not rest.strip().startswith("and ") and ROLE_EN.search(rest):
        position, organisation = parse_affiliation(rest)
        entries = _credited(name, spellings)
        if len(entries) == 1:
            return [BylineEntry(entries[0].name, position, organisation, language=entries[0].language)]
    names: list[str] = []
    for part in filter(None, (part.strip() for part in SEPARATOR.split(text))):
        if names and SUFFIX.match(part):
            names[-1] += f", {part}"
        elif not is_companion(part):
            names.append(part)
    if not all(_is_name(name) for name in names):
        return []
    # "By Land and Sea" is a title; a byline of several has whole names.
    if len(names) > 1 and not any(" " in name or HANGUL.search(name) for name in names):
        return []
    return [
        BylineEntry(spellings.name(name), language="ko" if HANGUL.search(name) else "en") for name in names
    ]


def _credited_ko(rest: str, spellings: Spellings) -> list[BylineEntry]:
    """The authors behind a Korean mark ("글", "필자"): names, or one name with an affiliation."""
    if reporters := REPORTER.match(rest):
        return _reporters(reporters[1], reporters[2])
    if people := read_people_ko(rest):
        return people
    entries = _credited(rest, spellings)
    if entries and all(entry.language == "ko" and len(entry.name.replace(" ", "")) <= 5 for entry in entries):
        return entries
    return read_person_ko(rest)


def _reporters(names: str, position: str, organisation: str = "") -> list[BylineEntry]:
    return [
        BylineEntry(name, position.strip(), organisation, language="ko")
        for name in re.split(r"\s*[·,]\s*", names)
    ]


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 6 or any(letter.isdigit() for letter in text):
        return False
    # Hangul has no case: what is not small passes. One word at least is more than a particle.
    return any(word[0].isalpha() and word.lower() not in PARTICLES for word in words) and all(
        not word[0].islower() or word in PARTICLES for word in words
    )
