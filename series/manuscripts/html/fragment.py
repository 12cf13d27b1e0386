"""A fragment of HTML becomes typed blocks: what pasted text, the body of a post and an article's part are read with."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import zip_longest

from ..bounds import Bounds, Clock
from ..errors import UnreadableManuscript
from ..languages import language_of, with_languages
from ..manuscript import Block, Footnote, Heading, ImageSlot, Paragraph, Table
from ..photos import caption_of, split_credit
from ..reporting import Report
from ..words import Span, Words
from .found import Found, in_one_line
from .looks import Looks, google_rules, is_plausible
from .notes import Notes, take_notes
from .pruning import prune
from .rewording import reworded, words_of
from .tables import unbold
from .tally import Tally
from .tree import Element, parse
from .walk import Walk

LONGEST_HEADING = 300


@dataclass(frozen=True)
class Fragment:
    """Blocks in reading order, and the footnotes that they cite, marked "1", "2" ... in the order of citing."""

    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()


def read_fragment(
    markup: str, report: Report, *, base: str = "", language: str = "", bounds: Bounds | None = None
) -> Fragment:
    """Read a fragment or page of HTML. Nothing is fetched, nothing hostile is in what comes of it.

    `base` is the address that relative links start from; without it those that begin with "/" stay as they are, and
    others are lost, which is reported. `language` is that of the text, guessed when "". Findings go into `report`,
    with the numbers of blocks (from 1) as their places. Raises `UnreadableManuscript` beyond the bounds.
    """
    bounds = bounds or Bounds()
    if not markup.strip():
        return Fragment()
    if len(markup) > bounds.markup_bytes:
        raise UnreadableManuscript(
            f"The text is too large: {len(markup):,} letters, where {bounds.markup_bytes:,} are allowed.",
            "Bring in one article at a time.",
        )
    tally = Tally()
    root = parse(markup, bounds, tally)
    found, footnotes = read_tree(root, tally, base=base, bounds=bounds, clock=Clock(bounds.seconds))
    found = unbolded(with_captions(found, tally), tally)
    fragment = settled([item.block for item in found], footnotes, tally, language=language)
    tally.hand_over(report)
    return fragment


def read_tree(
    root: Element, tally: Tally, *, base: str, bounds: Bounds, clock: Clock
) -> tuple[list[Found], list[Footnote]]:
    """The blocks and footnotes of a tree as they stand in it: headings keep their level (1 to 6), words their look."""
    sheet = "\n".join(style.text or "" for style in root.iter("style"))
    prune(root, tally)
    return walk_tree(root, take_notes(root, tally), tally, sheet=sheet, base=base, bounds=bounds, clock=clock)


def walk_tree(
    root: Element,
    notes: Notes,
    tally: Tally,
    *,
    sheet: str,
    base: str,
    bounds: Bounds,
    clock: Clock,
    zones: dict[Element, str] | None = None,
) -> tuple[list[Found], list[Footnote]]:
    """As `read_tree`, of a pruned tree whose notes were taken out; `zones` are what a page's parts are called."""
    is_of_word = any(
        (element.get("class") or "").startswith("Mso") for element in root.iter("p", "div", "span")
    )
    walk = Walk(
        looks=Looks(google_rules(sheet), hears_languages=not is_of_word),
        notes=notes,
        base=base,
        bounds=bounds,
        clock=clock,
        tally=tally,
        zones=zones,
    )
    found = walk.blocks(root)
    footnotes: list[Footnote] = []
    # A note may cite another, which then comes behind the last.
    while len(footnotes) < len(walk.cited):
        key = walk.cited[len(footnotes)]
        words = _without_label(walk.words(notes.texts[key]), notes.labels[key])
        footnotes.append(Footnote(key, words))
    marks = {note.mark: str(number) for number, note in enumerate(footnotes, start=1)}
    footnotes = [Footnote(marks[note.mark], remarked(note.words, marks)) for note in footnotes]
    return [
        replace(item, block=reworded(item.block, lambda words: remarked(words, marks))) for item in found
    ], footnotes


def settled(blocks: list[Block], footnotes: list[Footnote], tally: Tally, *, language: str = "") -> Fragment:
    """Blocks as a page can hold them: headings of two levels, and words in another language marked so."""
    blocks = _levelled([_plain_heading(block, tally) for block in blocks], tally)
    main = language or language_of(words.plain for block in blocks for words in words_of(block))
    blocks = [reworded(block, lambda words: _in_language(words, main)) for block in blocks]
    notes = [Footnote(note.mark, _in_language(note.words, main)) for note in footnotes]
    return Fragment(tuple(blocks), tuple(notes))


def with_captions(found: list[Found], tally: Tally) -> list[Found]:
    """Pictures and tables with the captions that stand beside them, and the credit that stands in a picture's."""
    waiting = ""
    done: list[Found] = []
    for item, following in zip_longest(found, found[1:]):
        above = done[-1].block if done else None
        if item.hint == "caption" and isinstance(item.block, Paragraph) and not isinstance(above, ImageSlot):
            # A table's caption stands above it or under it.
            below = following.block if following else None
            if isinstance(above, Table) and not above.caption and not isinstance(below, Table | ImageSlot):
                done[-1] = replace(done[-1], block=replace(above, caption=in_one_line([item.block.words])))
                continue
            if isinstance(below, Table) and not below.caption:
                waiting = in_one_line([item.block.words])
                continue
        if waiting and isinstance(item.block, Table):
            item = replace(item, block=replace(item.block, caption=waiting))
            waiting = ""
        if isinstance(item.block, Paragraph) and isinstance(above, ImageSlot) and not above.caption:
            text = item.block.words.plain
            caption = caption_of(text) if not item.block.words.notes else None
            if item.hint == "caption" or caption is not None:
                done[-1] = replace(done[-1], block=replace(above, caption=text.replace("\n", " ")))
                continue
        if (
            isinstance(item.block, Paragraph)
            and isinstance(above, ImageSlot)
            and above.caption
            and not above.credit
        ):
            words, credit = split_credit(item.block.words.plain)
            if credit and not words and not item.block.words.notes:
                done[-1] = replace(done[-1], block=replace(above, credit=item.block.words.plain))
                continue
        done.append(item)
    return [_credited(item, tally) if isinstance(item.block, ImageSlot) else item for item in done]


def _credited(item: Found, tally: Tally) -> Found:
    """A picture with the credit told apart from its caption."""
    slot = item.block
    caption, credit = split_credit(slot.caption)
    given = split_credit(slot.credit)[1] or slot.credit
    if (caption, given) != (slot.caption, slot.credit):
        printed = " ".join(filter(None, (slot.caption, slot.credit)))
        tally.add("changed", "Caption and credit of a picture were told apart.", item.place, passage=printed)
    credit = " ".join(filter(None, (given, credit)))
    return replace(item, block=replace(slot, caption=caption, credit=credit))


def remarked(words: Words, marks: dict[str, str]) -> Words:
    """Words whose notes have other marks; those that have none there go."""
    if not words.notes:
        return words
    return Words(tuple(replace(span, note=marks[span.note]) if span.note else span for span in words.spans))


def _without_label(words: Words, label: str) -> Words:
    """A note without the mark that stands before it: "[1] ", "1. ", "¹ "."""
    words = words.stripped()
    before = re.match(
        rf"[\s^↑↩]*[\[(〔]?(?:(?:각주|미주|주)\s*)?{re.escape(label)}\s*[\])〕]?[.:)]?(?:\s+|$)", words.plain
    )
    if not before or words.spans[0].note:
        before = re.match(r"[\s^↑↩]+", words.plain)
    return words.without_start(before.end()).stripped() if before else words


def unbolded(found: list[Found], tally: Tally) -> list[Found]:
    """Text that is bold from beginning to end is not emphasised: that was the look of a page."""
    bold = whole = lines = 0
    for item in found:
        if isinstance(item.block, Paragraph):
            lines += 1
            for span in item.block.words.spans:
                size = len(span.text.strip())
                whole += size
                bold += size if span.bold else 0
    if lines < 3 or bold * 10 < whole * 9:
        return found
    tally.add("changed", "The whole text was bold; it stands in usual letters.")
    return [
        replace(item, block=reworded(item.block, unbold)) if isinstance(item.block, Paragraph) else item
        for item in found
    ]


def _plain_heading(block: Block, tally: Tally) -> Block:
    """A heading without bold, which all headings are; one that is as long as a paragraph is a paragraph."""
    if not isinstance(block, Heading):
        return block
    if len(block.words.plain) > LONGEST_HEADING:
        tally.add(
            "changed", "A heading as long as a paragraph became a paragraph.", passage=block.words.plain
        )
        return Paragraph(block.words)
    return replace(block, words=unbold(block.words))


def _levelled(blocks: list[Block], tally: Tally) -> list[Block]:
    """Headings of levels 2 and 3: the highest level that the text has becomes 2; the first heading is never a 3."""
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    if not levels:
        return blocks
    top = min(levels)
    done: list[Block] = []
    changed: Counter[tuple[int, int]] = Counter()
    is_first = True
    for block in blocks:
        if isinstance(block, Heading):
            level = 2 if block.level == top or is_first else 3
            is_first = False
            if level != block.level:
                changed[block.level, level] += 1
            block = replace(block, level=level)
        done.append(block)
    for (before, after), count in sorted(changed.items()):
        tally.add("changed", f"Headings of level {before} are of level {after} now.", count=count)
    return done


def _in_language(words: Words, main: str) -> Words:
    """Only words that are in another language than the text, and can be, keep what they were marked with."""

    def of(span: Span) -> Span:
        if not span.language:
            return span
        is_other = span.language != main and any(letter.isalpha() for letter in span.text)
        return span if is_other and is_plausible(span.language, span.text) else replace(span, language="")

    return with_languages(Words.of(*(of(span) for span in words.spans)), main)
