"""What a text says about its authors: the biography at its end, and the position and organisation in it."""

import re
from dataclasses import replace

from .characters import HANGUL
from .lines import Passage
from .manuscript import BylineEntry
from .reporting import Report

# A biography is a few sentences, and stands among the last passages of the text.
LONGEST = 900
FROM_THE_END = 4

_ROLE = (
    r"(?:professor|lecturer|fellow|director|researcher|analyst|economist|historian|scholar|scientist|journalist"
    r"|editor|columnist|correspondent|reporter|writer|author|president|chair(?:man|woman|person)?|head|dean"
    r"|ambassador|minister|adviser|advisor|engineer|lawyer|attorney|consultant|founder|partner|student|candidate"
    r"|member|secretary|officer|coordinator|chief|commissioner|manager|teacher|physician|critic|diplomat)"
)
ROLE_EN = re.compile(rf"\b{_ROLE}\b", re.IGNORECASE)
_ROLE_KO = (
    r"(?:(?:명예|석좌|초빙|겸임|특임|조|부)?교수|(?:선임|수석|책임|객원|초빙)?\s?연구(?:위원|원)|연구소장|소장|원장|대표|이사장|이사|회장"
    r"|센터장|변호사|작가|평론가|칼럼니스트|박사|대사|국장|총장|학장|논설위원|위원장|위원|전문위원|시인|소설가|기자|특파원)"
)
ROLE_KO = re.compile(rf"^(?:(.+?)\s)??({_ROLE_KO}(?:\s?[·겸]\s?{_ROLE_KO})*)$")

TITLED_KO = re.compile(rf"^\s?{_ROLE_KO}\s?[은는]\s")
PRESENTED = re.compile(
    r"^\s*(?:,\s*|\s+(?:is|was)\s+)(?:currently\s+|now\s+)?(?:also\s+)?(?:an?\s+|the\s+)?", re.IGNORECASE
)
DOES = re.compile(
    r"^\s+(?:(?:currently|now|also)\s+)?(?:is|was|teaches|writes|works|serves|leads|heads|directs|chairs|edits|covers"
    r"|studies|researches|lives|holds|has|runs|founded|reports|lectures|advises|specializes|specialises)\b"
)
SERVES_AS = re.compile(r"^\s+(?:serves|works)\s+as\s+(?:an?\s+|the\s+)?", re.IGNORECASE)
THE_AUTHOR = re.compile(
    r"^(?:the\s+(?:author|writer|contributor)|필자|글쓴이|저자)(?=\s|[은는])", re.IGNORECASE
)
# Where the first affiliation ends and something else is said.
ONE_AFFILIATION = re.compile(
    r"[,;]|\.\s|\.$|\s+(?:who|where)\s|\s+and\s+(?:an?|the\s+author|is|was|has|[a-z]+s)\s"
)
AT = re.compile(r"\s+(?:at|with)\s+(?:the\s+)?(?=[A-Z\uac00-\ud7a3])")
OF = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?=[A-Z\uac00-\ud7a3])")
# Only what no country or company can be: "South Korea is a partner" is the article's own sentence.
UNNAMED_AUTHOR = re.compile(
    r"^([A-Z][\w'’.-]+(?:\s[A-Z][\w'’.-]+){1,3})\s+is\s+(?:currently\s+)?(?:(?:an?|the)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:professor|lecturer|fellow|researcher|analyst|economist|historian|scholar|scientist|journalist|columnist"
    r"|correspondent|reporter|writer|author|director|editor|lawyer|attorney)\b"
)
HEADS_BIOGRAPHIES = re.compile(
    r"^\W*(?:about\s+the\s+(?:authors?|writers?|contributors?)|contributors?|(?:저자|필자|글쓴이)\s*소개)\W*$",
    re.IGNORECASE,
)
MARKS_BEFORE = re.compile(r"^(?:[*■□◆●※▶_/\[(]+\s*)?(?:about the authors?\s*:?\s*)?", re.IGNORECASE)


def take_biographies(
    passages: list[Passage], byline: list[BylineEntry], report: Report
) -> tuple[list[BylineEntry], list[Passage]]:
    """The byline with biographies, positions and organisations from the text's end; the remaining passages.

    A passage among the last few counts when it begins with a credited author's name (or "The author", for a
    single one). A text without byline whose last passage presents a person gets that person as its author.
    """
    worded = [index for index, passage in enumerate(passages) if passage.slot is None]
    if not byline:
        byline = _author_from_last_line(passages, worded, report)
    taken: set[int] = set()
    for index in worded[-FROM_THE_END:]:
        passage = passages[index]
        shares = _shares(passage.text, byline) if len(passage.text) <= LONGEST else {}
        if not shares:
            continue
        taken.add(index)
        byline = [_with_biography(entry, shares.get(at, ""), byline) for at, entry in enumerate(byline)]
        names = " and ".join(byline[at].name for at in sorted(shares))
        report.add(
            "guessed",
            f"This was read as the biography of {names}, not as part of the article.",
            passage.place,
            count=len(shares),
            passage=passage.original,
        )
    for index in sorted(taken):
        above = passages[index - 1] if index else None
        if above is not None and index - 1 not in taken and HEADS_BIOGRAPHIES.match(above.text[:60]):
            taken.add(index - 1)
            what = "The heading of the biographies was left out."
            report.add("dropped", what, above.place, passage=above.original)
    return byline, [passage for index, passage in enumerate(passages) if index not in taken]


def parse_affiliation(text: str) -> tuple[str, str]:
    """Position and organisation in words like "head of X at Y" or "한국대 교수"; "" for what is not said."""
    text = text.strip(" .()")
    if korean := ROLE_KO.match(text[:120]):
        return korean[2].strip(), (korean[1] or "").strip(" ,/")
    end = ONE_AFFILIATION.search(text)
    words = text[: end.start()] if end else text
    if not end or text[end.start()] == ",":
        # "professor, Arden College": the organisation stands behind the comma.
        position, comma, organisation = text.partition(",")
        if (
            comma
            and not AT.search(position)
            and not OF.search(position)
            and organisation.strip()[:1].isupper()
        ):
            return position.strip(), organisation.split(",")[0].strip(" .")
    for preposition in (AT, OF):
        if found := preposition.search(words):
            return words[: found.start()].strip(), words[found.end() :].strip(" .")
    return (words.strip(" ."), "") if ROLE_EN.search(words) else ("", "")


def presents_author(passages: list[Passage], author: BylineEntry) -> bool:
    """Whether one of the last passages speaks of this person, or of "the author", as a biography does."""
    last = [passage.text for passage in passages if passage.slot is None][-FROM_THE_END:]
    return any(len(text) <= LONGEST and _shares(text, [author]) for text in last)


def _author_from_last_line(passages: list[Passage], worded: list[int], report: Report) -> list[BylineEntry]:
    if len(worded) < 2:
        return []
    last = passages[worded[-1]]
    person = UNNAMED_AUTHOR.match(last.text) if len(last.text) <= 400 else None
    if not person:
        return []
    report.add(
        "guessed",
        f"The text has no byline; {person[1]}, whom its last line presents, was taken as the author.",
        last.place,
        passage=last.original,
    )
    return [BylineEntry(person[1])]


def _shares(text: str, byline: list[BylineEntry]) -> dict[int, str]:
    """Each author's part of a biography passage by place in the byline; {} when it is none."""
    text = text[MARKS_BEFORE.match(text).end() :].rstrip("_])")
    starts: list[tuple[int, int]] = []
    for at, entry in enumerate(byline):
        for found in re.finditer(re.escape(entry.name), text, re.IGNORECASE):
            begins = found.start() == 0 or text[: found.start()].rstrip().endswith((".", ";", "。", "/"))
            if begins and _presents(text[found.end() :], entry):
                starts.append((found.start(), at))
                break
    if not starts and len(byline) == 1 and THE_AUTHOR.match(text):
        return {0: text}
    starts.sort()
    if not starts or starts[0][0] != 0:
        return {}
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return {at: text[start:end].strip() for (start, at), end in zip(starts, ends, strict=True)}


def _presents(rest: str, entry: BylineEntry) -> bool:
    if DOES.match(rest) or re.match(r"^\s*,\s", rest):
        return True
    if entry.language == "ko":
        # "최원기 교수는 … 연구한다."
        if len(rest) < 200 and TITLED_KO.match(rest):
            return True
        return (
            len(rest) < 200
            and bool(re.match(r"^[은는]?\s*[(,/|·]?\s*", rest))
            and _korean_affiliation(rest) != ("", "")
        )
    return False


def _korean_affiliation(rest: str) -> tuple[str, str]:
    words = re.sub(r"^[은는]?\s*[(,/|·]?\s*", "", rest)
    words = re.sub(r"(?:이다|입니다|다)?[.)\s]*$", "", words.split(". ")[0])
    return parse_affiliation(words)


def _with_biography(entry: BylineEntry, share: str, byline: list[BylineEntry]) -> BylineEntry:
    if not share or share == entry.biography:
        return entry
    start = THE_AUTHOR.match(share) if len(byline) == 1 else None
    rest = share[start.end() :] if start else share[len(entry.name) :]
    position, organisation = "", ""
    if opening := SERVES_AS.match(rest) or PRESENTED.match(rest):
        position, organisation = parse_affiliation(rest[opening.end() :])
    elif HANGUL.search(rest):
        position, organisation = _korean_affiliation(rest)
    elif DOES.match(rest) and (found := AT.search(rest)):
        end = ONE_AFFILIATION.search(rest, found.end())
        organisation = rest[found.end() : end.start() if end else None].strip(" .")
    return replace(
        entry,
        biography=" ".join(filter(None, (entry.biography, share))),
        position=entry.position or position,
        organisation=entry.organisation or organisation,
    )
