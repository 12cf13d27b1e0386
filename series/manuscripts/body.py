"""From passages to body blocks: headings, lists, quotations and paragraphs."""

import re
from collections import Counter
from dataclasses import replace

from .bylines import BY
from .duplicates import normalised
from .lettercase import Spellings, is_capitals
from .lines import BULLET, LONGEST_RULE, NUMBERED, QUOTED, Passage
from .manuscript import Block, Heading, ListBlock, ListItem, Paragraph, Quotation
from .reporting import Report
from .words import Words

LONGEST_HEADING = 80
SHORTEST_PARAGRAPH = 80
# Levels of a list; what is indented further stays on the last one.
DEEPEST = 6

SEPARATOR = re.compile(r"^[\W_]+$")
HASHES = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
KOREAN_HEADING_MARK = re.compile(r"^[■□◆◇▣]\s*(?=\S)")
ENDS_LIKE_A_HEADING = re.compile(r"[^\W_]$")


def build_body(passages: list[Passage], spellings: Spellings, report: Report) -> tuple[Block, ...]:
    """The body in order. What only looks like a heading is reported as a guess, a changed case as changed."""
    capitals_mean_headings = _capitals_are_rare(passages)
    often = Counter(normalised(passage) for passage in passages if len(passage.text) <= LONGEST_HEADING)
    blocks: list[Block] = []
    at = 0
    while at < len(passages):
        passage = passages[at]
        run = _list_run(passages, at)
        if passage.slot is not None:
            blocks.append(passage.slot)
        elif SEPARATOR.match(passage.text[:LONGEST_RULE]) and len(passage.text) <= LONGEST_RULE:
            report.add(
                "dropped",
                "A line of signs without words was left out.",
                passage.place,
                passage=passage.original,
            )
        elif run:
            blocks.append(_list(passages[at : at + run]))
            at += run - 1
        elif passage.block is not None and not isinstance(passage.block, Paragraph):
            blocks.append(passage.block)
        elif QUOTED.match(passage.text):
            quoted = (QUOTED.sub("", line.text) for line in passage.lines)
            blocks.append(Quotation(Words.of(" ".join(filter(None, quoted)))))
        elif heading := _bold_heading(passage):
            blocks.append(heading)
            what = "A short line in bold was read as a heading."
            report.add("guessed", what, passage.place, passage=passage.original)
        elif heading := _marked_heading(passage):
            blocks.append(heading)
        elif capitals_mean_headings and _is_capital_heading(passage):
            text = spellings.title(passage.text)
            blocks.append(Heading(Words.of(text)))
            what = f"A line in capitals was read as a heading and now reads “{text}”."
            report.add("changed", what, passage.place, passage=passage.original)
        elif often[normalised(passage)] == 1 and _looks_like_heading(passages, at):
            blocks.append(Heading(passage.words))
            what = "A short line between paragraphs was read as a heading."
            report.add("guessed", what, passage.place, passage=passage.original)
        else:
            blocks.append(Paragraph(passage.words))
        at += 1
    return tuple(blocks)


def _capitals_are_rare(passages: list[Passage]) -> bool:
    worded = [passage for passage in passages if passage.text]
    return sum(is_capitals(passage.text) for passage in worded) * 2 < len(worded)


def _is_capital_heading(passage: Passage) -> bool:
    text = passage.text
    return len(text) <= LONGEST_HEADING and is_capitals(text) and not text.endswith((".", ",", ";", "”", '"'))


def _marked_heading(passage: Passage) -> Heading | None:
    if len(passage.text) > 2 * LONGEST_HEADING:
        return None
    if hashes := HASHES.match(passage.text):
        return Heading(Words.of(hashes[2]), level=2 if len(hashes[1]) <= 2 else 3)
    if (mark := KOREAN_HEADING_MARK.match(passage.text)) and not passage.ends_sentence:
        return Heading(passage.without_start(mark.end()).words)
    return None


def _bold_heading(passage: Passage) -> Heading | None:
    """A short paragraph that markup shows in bold from beginning to end, and that is no sentence."""
    if passage.block is None or not 0 < len(passage.text) <= LONGEST_HEADING:
        return None
    if passage.text.rstrip("\"'”’").endswith((".", ",", ";", ":", "。")) or BY.match(passage.text):
        return None
    worded = [span for span in passage.words.spans if span.text.strip()]
    if not worded or not all(span.bold for span in worded):
        return None
    return Heading(Words.of(*(replace(span, bold=False) for span in passage.words.spans)))


def _looks_like_heading(passages: list[Passage], at: int) -> bool:
    text = passages[at].text
    # A second byline within the text is not a heading; it was reported where bylines are read.
    if BY.match(text[:LONGEST_HEADING]):
        return False
    if not 0 < len(text) <= LONGEST_HEADING or text[0].islower() or not ENDS_LIKE_A_HEADING.search(text):
        return False
    before = at > 0 and (passages[at - 1].slot is not None or passages[at - 1].ends_sentence)
    after = at + 1 < len(passages) and len(passages[at + 1].text) >= SHORTEST_PARAGRAPH
    return before and after


def _list_run(passages: list[Passage], at: int) -> int:
    """How many passages from `at` on are items of one list; a single numbered line is none."""
    pattern = next((kind for kind in (BULLET, NUMBERED) if kind.match(passages[at].text)), None)
    if not isinstance(passages[at].block, Paragraph | None):
        return 0
    if pattern is None or SEPARATOR.match(passages[at].text[:LONGEST_RULE]):
        return 0
    size = 1
    while at + size < len(passages):
        following = passages[at + size]
        nested = following.slot is None and following.lines[0].indent > passages[at].lines[0].indent
        if not (
            pattern.match(following.text)
            or (nested and (BULLET.match(following.text) or NUMBERED.match(following.text)))
        ):
            break
        size += 1
    # With markup a list is a list; a single dash or number before a paragraph is the writer's.
    is_alone = size == 1 and (pattern is NUMBERED or passages[at].block is not None)
    return 0 if is_alone else size


def _list(items: list[Passage]) -> ListBlock:
    """A list nested by the indents of its items; numbers stay with the list, not with the words."""
    levels = [_Level(items[0])]
    for passage in items:
        indent = passage.lines[0].indent
        while len(levels) > 1 and indent < levels[-1].indent:
            _close(levels)
        if indent > levels[-1].indent and levels[-1].items and len(levels) < DEEPEST:
            levels.append(_Level(passage))
        levels[-1].items.append(ListItem(_without_marker(passage).words))
    while len(levels) > 1:
        _close(levels)
    return ListBlock(tuple(levels[0].items), ordered=levels[0].ordered, start=levels[0].start)


class _Level:
    """One level of a list that is being read; its first item says how deep it is and how it counts."""

    def __init__(self, first: Passage):
        number = NUMBERED.match(first.text)
        self.indent = first.lines[0].indent
        self.ordered = number is not None
        self.start = (int(number[1]) if number[1] else ord(number[2]) - ord("①") + 1) if number else 1
        self.items: list[ListItem] = []


def _close(levels: list[_Level]) -> None:
    """Hand a finished inner list to the item above it."""
    inner = levels.pop()
    outer = levels[-1].items
    items = (*outer[-1].items, *inner.items)
    outer[-1] = replace(outer[-1], items=items, ordered=inner.ordered, start=inner.start)


def _without_marker(passage: Passage) -> Passage:
    marker = NUMBERED.match(passage.text) or BULLET.match(passage.text)
    return passage.without_start(marker.end())
