"""The head of a newspaper article: masthead, date line, title, standfirst and byline, in any usual order."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from .affiliations import parse_affiliation, presents_author
from .bylines import (
    is_affiliation,
    is_bare_name,
    is_companion,
    read_agency_lead,
    read_byline,
    read_person_ko,
)
from .characters import HANGUL
from .datelines import SECTIONS, read_dateline
from .lettercase import Spellings, is_capitals
from .lines import Passage
from .manuscript import BylineEntry, Source
from .reporting import Report
from .title_lines import displayed, standfirst_of, title_and_standfirst

# A byline further down than this is not the head's; a head line is not longer than that.
REACH = 12
LONGEST_BEFORE_BYLINE = 300
LONGEST_HEAD_LINE = 150
HEAD_LINES_WITHOUT_BYLINE = 4

NEWSPAPER = re.compile(
    r"\b(?:courier|times|herald|post|news|journal|gazette|tribune|daily|weekly|chronicle|observer|press|monitor|star)\b"
    r"|(?:신문|일보|뉴스|저널|타임스)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Opening:
    title: str | None
    standfirst: str
    byline: list[BylineEntry]
    source: Source


def take_opening(
    passages: list[Passage],
    spellings: Spellings,
    report: Report,
    *,
    title: str | None = None,
    authors: Iterable[BylineEntry] = (),
) -> tuple[Opening, list[Passage]]:
    """What stands above the article's first paragraph, and the passages from there on (with pictures kept).

    The editor's note must have been taken out before. A text that begins at once gives an empty opening. Where the
    `title` is known and does not stand among the passages, only what is unmistakable is taken; a line with nothing but
    the name of one of the known `authors` is.
    """
    known = {author.name: author for author in authors}
    if title is None:
        end = _end_of_opening(passages, spellings)
    else:
        known = _names_below_title(passages, known)
        end = _end_below_title(passages, spellings, known)
    head, rest = passages[:end], passages[end:]
    slots = [passage for passage in head if passage.slot is not None]
    source, left = Source(), []
    byline: list[BylineEntry] = []
    dateline_at = None
    for passage in head:
        if passage.slot is not None:
            continue
        if passage.text in known:
            byline.append(known[passage.text])
            _report_byline([known[passage.text]], passage, report)
        elif entries := read_byline(passage, spellings) or (
            read_person_ko(passage.text) if left or title is not None else []
        ):
            byline += entries
            _report_byline(entries, passage, report)
        elif dateline := read_dateline(passage.text):
            dateline_at = len(left) if dateline_at is None else dateline_at
            source = replace(source, date=source.date or dateline.date, page=source.page or dateline.page)
            section = f" The section “{dateline.section}” was left out." if dateline.section else ""
            report.add(
                "changed",
                f"This line gave the date and page of the first publication.{section}",
                passage.place,
                passage=passage.original,
            )
        elif is_companion(passage.text) or SECTIONS.match(passage.text):
            report.add(
                "dropped",
                "A section name or a line about the byline was left out.",
                passage.place,
                passage=passage.original,
            )
        elif len(byline) == 1 and not byline[0].position and is_affiliation(passage.text):
            position, organisation = parse_affiliation(passage.text)
            byline = [replace(byline[0], position=position, organisation=organisation)]
            report.add(
                "guessed",
                "This was read as the author's affiliation.",
                passage.place,
                passage=passage.original,
            )
        else:
            left.append(passage)
    if title is not None:
        title = displayed(title, (), "", spellings, report)
        return Opening(title, standfirst_of(left, report), byline, source), slots + rest
    name, left = _masthead(left, dateline_at, spellings, report)
    if not byline:
        byline, left = _bare_name_byline(left, rest, spellings, report)
    title, standfirst = title_and_standfirst(left, spellings, report)
    return Opening(title, standfirst, byline, replace(source, name=name)), slots + rest


def take_late_bylines(
    passages: list[Passage], byline: list[BylineEntry], spellings: Spellings, report: Report
) -> tuple[list[BylineEntry], list[Passage]]:
    """Bylines that stand behind the head: at the text's end (as in Korean papers), or once more.

    One that names other people in the midst of the text stays, with a warning that the file may hold two.
    """
    rest: list[Passage] = []
    first = next((index for index, passage in enumerate(passages) if passage.slot is None), 0)
    for index, passage in enumerate(passages):
        agents, text = read_agency_lead(passage.text) if index == first else ([], "")
        if agents:
            byline = byline or agents
            _report_byline(agents, passage, report)
            rest.append(passage.without_start(len(passage.text) - len(text)))
            continue
        at_the_end = index >= len(passages) - 3
        entries = read_byline(passage, spellings)
        if not entries and at_the_end and not byline and passage.slot is None:
            entries = read_person_ko(passage.text)
        if not entries:
            rest.append(passage)
        elif {entry.name for entry in entries} <= {entry.name for entry in byline}:
            report.add("dropped", "The byline stands once more.", passage.place, passage=passage.original)
        elif at_the_end and not byline:
            byline = entries
            _report_byline(entries, passage, report)
        else:
            rest.append(passage)
            report.add(
                "kept",
                "Another byline stands within the text; the file may hold two articles.",
                passage.place,
                passage=passage.original,
            )
    return byline, rest


def _end_of_opening(passages: list[Passage], spellings: Spellings) -> int:
    """The index of the first passage that belongs to the article itself."""
    byline_at = None
    for index, passage in enumerate(passages[:REACH]):
        if len(passage.text) > LONGEST_BEFORE_BYLINE or passage.is_of_its_own:
            break
        if read_byline(passage, spellings):
            byline_at = index
            break
    if byline_at is None:
        return _end_without_byline(passages)
    end = byline_at + 1
    while end < len(passages) and end < byline_at + 5 and _goes_with_byline(passages[end], spellings):
        end += 1
    return end


def _names_below_title(passages: list[Passage], known: dict[str, BylineEntry]) -> dict[str, BylineEntry]:
    """The known authors, and a bare name below a title that the line under it or the text's end makes an author."""
    for at, passage in enumerate(passages[:4]):
        if passage.slot is not None or passage.text in known or not is_bare_name(passage.text):
            continue
        author = BylineEntry(passage.text, language="ko" if HANGUL.search(passage.text) else "en")
        under = passages[at + 1].text if at + 1 < len(passages) else ""
        if is_affiliation(under) or read_dateline(under) or presents_author(passages[at + 1 :], author):
            return known | {passage.text: author}
    return known


def _end_below_title(passages: list[Passage], spellings: Spellings, known: Container[str]) -> int:
    """Below a known title: the lines about the text, and short ones above its byline."""
    end = 0
    for index, passage in enumerate(passages[:REACH]):
        if passage.slot is not None:
            continue
        if passage.text not in known and not _goes_with_byline(passage, spellings):
            is_line = len(passage.text) <= LONGEST_BEFORE_BYLINE and not passage.is_of_its_own
            followed = any(read_byline(other, spellings) for other in passages[index + 1 : index + 3])
            if not is_line or not followed:
                break
        end = index + 1
    return end


def _goes_with_byline(passage: Passage, spellings: Spellings) -> bool:
    text = passage.text
    return passage.slot is None and bool(
        read_byline(passage, spellings)
        or is_companion(text)
        or SECTIONS.match(text[:LONGEST_HEAD_LINE])
        or read_dateline(text)
        or is_affiliation(text)
    )


def _end_without_byline(passages: list[Passage]) -> int:
    end = lines = 0
    for passage in passages[:REACH]:
        if passage.slot is not None:
            end += 1
            continue
        is_dateline = read_dateline(passage.text) is not None
        # A title may ask or exclaim; a line that ends with a full stop is a sentence of the article.
        is_line = len(passage.text) <= LONGEST_HEAD_LINE and not (
            passage.ends_sentence and (lines or passage.text.rstrip("\"'”’)").endswith((".", "…", "。")))
        )
        if not is_dateline and (not is_line or passage.is_of_its_own or lines == HEAD_LINES_WITHOUT_BYLINE):
            break
        end += 1
        lines += not is_dateline
    # Short lines to the very end are a text of short lines: only the first can be its title.
    return end if any(passage.slot is None for passage in passages[end:]) else min(1, len(passages) - 1)


def _masthead(
    left: list[Passage], dateline_at: int | None, spellings: Spellings, report: Report
) -> tuple[str, list[Passage]]:
    """The paper's name: a first line with the date below, or that sounds like one and leaves another."""
    if len(left) < 2 or not (
        dateline_at == 1 or (len(left[0].text) <= 60 and NEWSPAPER.search(left[0].text))
    ):
        return "", left
    first = left[0]
    name = spellings.title(first.text) if is_capitals(first.text) else first.text
    report.add(
        "guessed",
        f"The first line was read as the newspaper's name: {name}.",
        first.place,
        passage=first.original,
    )
    return name, left[1:]


def _bare_name_byline(
    left: list[Passage], rest: list[Passage], spellings: Spellings, report: Report
) -> tuple[list[BylineEntry], list[Passage]]:
    """The author named by a line without "By", when the text's end presents this person."""
    for at, passage in enumerate(left[1:], start=1):
        name = spellings.name(passage.text)
        author = BylineEntry(name, language="ko" if HANGUL.search(name) else "en")
        if is_bare_name(passage.text) and presents_author(rest, author):
            report.add(
                "guessed",
                f"This line was read as the byline of {name}.",
                passage.place,
                passage=passage.original,
            )
            return [author], left[:at] + left[at + 1 :]
    return [], left


def _report_byline(entries: list[BylineEntry], passage: Passage, report: Report) -> None:
    names = ", ".join(entry.name for entry in entries)
    recased = any(entry.name not in passage.text for entry in entries)
    case = " Names printed in capitals were put into usual letters." if recased else ""
    report.add(
        "changed",
        f"The byline names {names}.{case}",
        passage.place,
        count=len(entries),
        passage=passage.original,
    )
