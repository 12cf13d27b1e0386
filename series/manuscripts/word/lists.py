"""Lists out of numbered paragraphs: nested by list, level and indent, each with the number that it starts at."""

from dataclasses import dataclass, field

from ..lines import BULLET, NUMBERED
from ..manuscript import ListBlock, ListItem
from ..words import Words
from .paragraphs import Para, join_words

# Levels of a list; what is indented further stays on the last one.
DEEPEST = 6


@dataclass
class _Item:
    lines: list[Words]
    inner: "_Level | None" = None


@dataclass
class _Level:
    series: str
    level: int
    left: int
    ordered: bool
    start: int
    items: list[_Item] = field(default_factory=list)


@dataclass
class Entry:
    """One paragraph of a list, however it came to be one: by Word's numbering or by typed signs."""

    words: Words
    series: str
    level: int
    left: int
    ordered: bool
    value: int
    continues: bool = False


def entry_of(para: Para) -> Entry:
    """The entry for a paragraph that Word numbers."""
    numbered = para.numbered
    return Entry(para.words, numbered.series, numbered.level, para.left, numbered.ordered, numbered.value)


def typed_entry(para: Para) -> Entry | None:
    """The entry for a paragraph whose sign ("1.", "•", "-") was typed; None when there is none."""
    for pattern in (NUMBERED, BULLET):
        if match := pattern.match(para.words.plain):
            value = 1
            if pattern is NUMBERED:
                value = int(match[1]) if match[1] else ord(match[2]) - ord("①") + 1
            kind = "typed number" if pattern is NUMBERED else "typed sign"
            words = without_start(para.words, match.end())
            return Entry(words, kind, 0, para.left, pattern is NUMBERED, value)
    return None


def build_lists(entries: list[Entry]) -> list[ListBlock]:
    """The lists that consecutive entries make: usually one, more where a numbering begins anew."""
    blocks: list[ListBlock] = []
    stack: list[_Level] = []

    def close() -> None:
        if stack:
            blocks.append(_frozen(stack[0]))
            stack.clear()

    for entry in entries:
        if entry.continues and stack:
            stack[-1].items[-1].lines.append(entry.words)
            continue
        home = _home(stack, entry)
        if home is not None:
            del stack[home + 1 :]
            level = stack[home]
            if home == 0 and entry.ordered and entry.value != level.start + len(level.items):
                close()
            else:
                level.items.append(_Item([entry.words]))
                continue
        parent = _parent(stack, entry)
        if parent is None:
            close()
            stack.append(_new(entry))
        elif parent >= DEEPEST - 1:
            del stack[parent + 1 :]
            stack[parent].items.append(_Item([entry.words]))
        else:
            del stack[parent + 1 :]
            above = stack[parent].items[-1]
            if above.inner is None:
                above.inner = _new(entry)
            else:
                above.inner.items.append(_Item([entry.words]))
            stack.append(above.inner)
    close()
    return blocks


def _new(entry: Entry) -> _Level:
    return _Level(
        entry.series,
        entry.level,
        entry.left,
        entry.ordered,
        entry.value if entry.ordered else 1,
        [_Item([entry.words])],
    )


def _home(stack: list[_Level], entry: Entry) -> int | None:
    """The level that the entry goes on with: of the same list and depth."""
    for at in range(len(stack) - 1, -1, -1):
        level = stack[at]
        if level.series == entry.series and level.level == entry.level and level.ordered == entry.ordered:
            # The same list, indented further by hand, is a deeper level.
            return at if entry.left <= level.left + 200 or not entry.left or not level.left else None
    return None


def _parent(stack: list[_Level], entry: Entry) -> int | None:
    """The level under whose last item the entry begins a new one; None when it begins a list of its own."""
    for at in range(len(stack) - 1, -1, -1):
        level = stack[at]
        if level.series == entry.series:
            if level.level < entry.level or (level.level == entry.level and entry.left > level.left + 200):
                return at
        elif entry.left > level.left:
            return at
    return None


def _frozen(level: _Level) -> ListBlock:
    return ListBlock(tuple(_frozen_item(item) for item in level.items), level.ordered, level.start)


def _frozen_item(item: _Item) -> ListItem:
    words = join_words(item.lines)
    if item.inner is None:
        return ListItem(words)
    inner = _frozen(item.inner)
    return ListItem(words, inner.items, inner.ordered, inner.start)


def without_start(words: Words, length: int) -> Words:
    """The words without their first letters."""
    spans = list(words.spans)
    kept = []
    for span in spans:
        if length and not span.note:
            cut = min(length, len(span.text))
            length -= cut
            span = type(span)(**{**span.__dict__, "text": span.text[cut:]})
        kept.append(span)
    return Words.of(*kept).stripped()
