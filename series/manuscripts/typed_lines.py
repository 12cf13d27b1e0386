"""Typed blocks as lines and passages, so that what was made to recognise a newspaper's lines recognises them, too."""

from dataclasses import replace

from .bylines import BY, BY_KO, REPORTER
from .datelines import read_dateline
from .furniture import JUMP, is_furniture
from .lines import Line, Passage, Role, goes_on, report_joined
from .manuscript import Block, Embed, Heading, ImageSlot, ListBlock, ListItem, Paragraph, Quotation, Table
from .notes import MARK_AFTER, MARK_BEFORE
from .photos import caption_of
from .reporting import Report
from .words import Span, Words

LONGEST_LINE = 200


def lines_of(blocks: list[tuple[Block, int]]) -> list[Line]:
    """One line for each block (given with its place); a paragraph with a tell-tale line in it is taken apart."""
    lines: list[Line] = []
    if blocks and (items := _italic_items(blocks[-1][0])):
        *blocks, (_list, place) = blocks
        blocks += [(item, place) for item in items]
    for block, place in blocks:
        if isinstance(block, ImageSlot):
            whole = Line(place, _picture_text(block), "", Role.SLOT, block)
            lines.append(replace(whole, covers=(whole,)))
        elif isinstance(block, Paragraph):
            lines.extend(_text_line(part, place) for part in _parts(block))
        else:
            text = plain(block)
            lines.append(Line(place, text, "", Role.BLOCK, block=block))
    return lines


def passages_of(lines: list[Line], report: Report) -> list[Passage]:
    """A passage for each line that is text, a picture or a block; a sentence that a page jump cut is joined again."""
    passages: list[Passage] = []
    after_jump = False
    for line in lines:
        if line.role is Role.JUMP:
            after_jump = True
        elif line.role is Role.SLOT:
            passages.append(Passage("", line.covers, line.slot))
        elif line.role is Role.BLOCK:
            passages.append(Passage(line.raw, (line,), block=line.block))
            after_jump = False
        elif line.role is Role.TEXT:
            above = passages[-1] if passages else None
            if (
                after_jump
                and above is not None
                and isinstance(above.block, Paragraph)
                and goes_on(above.lines[-1], line)
            ):
                report_joined(above.lines[-1], line, report)
                words = Words.of(*above.block.words.spans, " ", *_words(line).spans)
                joined = Passage(f"{above.text} {line.text}", (*above.lines, line), block=Paragraph(words))
                passages[-1] = joined
            else:
                # Text of a framed box and the like has lost its block; its words are those that are left.
                passages.append(Passage(line.text, (line,), block=Paragraph(_words(line))))
            after_jump = False
    return passages


def plain(block: Block) -> str:
    """All words of a block, without their look and without the marks of notes."""
    match block:
        case Paragraph(words) | Heading(words):
            return _letters(words)
        case Quotation(words, source):
            return "\n".join(filter(None, (_letters(words), source)))
        case ListBlock(items):
            return "\n".join(_items(items))
        case Table(rows, header, caption, source):
            cells = [" ".join(map(_letters, row)) for row in (header, *rows)]
            return "\n".join(filter(None, (caption, *cells, source)))
        case ImageSlot():
            return _picture_text(block)
        case Embed(address, caption):
            return " ".join(filter(None, (caption, address)))


def _words(line: Line) -> Words:
    if isinstance(line.block, Paragraph) and _letters(line.block.words).strip() == line.text:
        return line.block.words
    return Words.of(line.text)


def _letters(words: Words) -> str:
    return "".join(span.text for span in words.spans)


def _items(items: tuple[ListItem, ...]) -> list[str]:
    return [text for item in items for text in (_letters(item.words), *_items(item.items))]


def _picture_text(slot: ImageSlot) -> str:
    return " ".join(filter(None, (slot.caption, slot.credit, slot.alt)))


def _italic_items(block: Block) -> list[Paragraph]:
    """The items of a list in italics: what papers put under a text about its author and its readers is no list."""
    if not isinstance(block, ListBlock) or block.ordered or len(block.items) > 4:
        return []
    if any(
        item.items or any(span.text.strip() and not span.italic for span in item.words.spans)
        for item in block.items
    ):
        return []
    return [Paragraph(item.words) for item in block.items]


def _text_line(words: Words, place: int) -> Line:
    text = _letters(words)
    return Line(place, text, text.strip(), block=Paragraph(words))


def _parts(block: Paragraph) -> list[Words]:
    """The lines of a paragraph, each by itself, where one of them is a byline, a note, a caption or furniture."""
    whole = _letters(block.words)
    if "\n" not in whole:
        return [block.words]
    lines = whole.split("\n")
    if len(lines) > 200 or not any(_tells(line.strip()) for line in lines):
        return [block.words]
    return [words for words in split(block.words) if words]


def _tells(line: str) -> bool:
    if not 0 < len(line) <= LONGEST_LINE:
        return False
    patterns = (BY, BY_KO, REPORTER, MARK_BEFORE, JUMP)
    return (
        any(pattern.match(line) for pattern in patterns)
        or bool(MARK_AFTER.search(line[-40:]))
        or is_furniture(line)
        or caption_of(line) is not None
        or read_dateline(line) is not None
    )


def split(words: Words) -> list[Words]:
    """The lines of a paragraph as words of their own."""
    lines: list[list[Span]] = [[]]
    for span in words.spans:
        first, *more = span.text.split("\n")
        lines[-1].append(replace(span, text=first))
        lines.extend([replace(span, text=text)] for text in more)
    return [Words.of(*line).stripped() for line in lines]
