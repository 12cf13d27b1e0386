"""The lines of a head that are title and standfirst, as they are shown: whole, without a section's name or capitals."""

import re
from collections.abc import Iterable

from .lettercase import Spellings, is_capitals
from .lines import Passage
from .reporting import Report

LABEL = re.compile(
    r"^\s*(?:[\[<(【](?:특별\s*)?(?:기고|칼럼|시론|사설|기획|연재|논단|오피니언|opinion|column|commentary|op-ed"
    r"|contribution)[\]>)】]|(?:guest\s+)?(?:opinion|column|commentary|op-ed)\s*:)\s*",
    re.IGNORECASE,
)


def title_and_standfirst(left: list[Passage], spellings: Spellings, report: Report) -> tuple[str | None, str]:
    """(title, standfirst) of the lines that are left of a head, None for no title; what was guessed is reported."""
    if not left:
        return None, ""
    titles = left[:1]
    # A title in capitals may run over several lines.
    for passage in left[1:]:
        if not (is_capitals(passage.text) and is_capitals(titles[0].text)):
            break
        titles.append(passage)
    place = [number for passage in titles for number in passage.place]
    original = "\n".join(passage.original for passage in titles)
    printed = " ".join(passage.text for passage in titles)
    report.add("guessed", "The first line of the article was read as its title.", place, passage=original)
    title = displayed(printed, place, original, spellings, report)
    return title, standfirst_of(left[len(titles) :], report)


def displayed(printed: str, place: Iterable[int], original: str, spellings: Spellings, report: Report) -> str:
    """A title as it is shown: without the section's name before it, and not in capitals."""
    title = LABEL.sub("", printed) or printed
    original = original or printed
    if title != printed:
        report.add("changed", "The section's name was taken off the title.", place, passage=original)
    if is_capitals(title):
        title = spellings.title(title)
        report.add(
            "changed", f"The title was printed in capitals and now reads “{title}”.", place, passage=original
        )
    return title


def standfirst_of(lines: list[Passage], report: Report) -> str:
    """The standfirst in the lines under a title, each of them reported as a guess."""
    for passage in lines:
        report.add(
            "guessed",
            "This line under the title was read as the standfirst.",
            passage.place,
            passage=passage.original,
        )
    return " ".join(passage.text for passage in lines)
