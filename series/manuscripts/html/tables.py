"""Tables: header rows, captions, merged cells; and the tables that only laid out a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..errors import UnreadableManuscript
from ..manuscript import Paragraph, Table
from ..numbers import whole_number
from ..words import Words
from .found import Found, as_words, in_one_line, joined
from .frames import Frame
from .tally import Tally
from .tree import Element, is_longer

WIDEST = 200
# A cell of a table that holds data says little; one with more is a column of a page.
LONGEST_CELL = 1500
LAYOUT_INSIDE = frozenset({"table", "h1", "h2", "h3", "article", "section", "figure", "iframe"})
LONGEST_CAPTION = 400

MERGED = "Merged cells were taken apart; the words stand in the first of them."


def is_layout(table: Element) -> bool:
    """Whether a table lays out a page (or frames one thing) instead of showing data. The table is pruned."""
    if table.get("role") in ("presentation", "none"):
        return True
    cells = 0
    for inner in table.iterdescendants():
        if inner.tag in ("th", "caption", "thead"):
            return False
        if inner.tag in LAYOUT_INSIDE:
            return True
        if inner.tag == "td":
            cells += 1
            if is_longer(inner, LONGEST_CELL):
                return True
    return cells < 2


def is_photo_table(table: Element) -> bool:
    """Whether a table frames one picture with its caption."""
    pictures = 0
    for inner in table.iterdescendants():
        if inner.tag in ("th", "table", "h1", "h2", "h3"):
            return False
        pictures += inner.tag == "img"
    rows = sum(1 for _ in table.iterdescendants("tr"))
    return pictures == 1 and rows <= 4 and not is_longer(table, LONGEST_CAPTION)


@dataclass
class Cell:
    words: Words
    is_header: bool
    across: int
    down: int


@dataclass
class CellFrame(Frame):
    is_header: bool = False
    across: int = 1
    down: int = 1


@dataclass
class TableFrame(Frame):
    """A table of data. Pictures and the like out of its cells stand behind it."""

    tally: Tally = field(default_factory=Tally)
    place: int = 0
    most_cells: int = 20_000
    rows: list[list[Cell]] = field(default_factory=list)
    head_rows: set[int] = field(default_factory=set)
    in_head: bool = False
    caption: list[Words] = field(default_factory=list)

    def begin_row(self) -> None:
        self.rows.append([])
        if self.in_head:
            self.head_rows.add(len(self.rows) - 1)

    def take(self, frame: CellFrame) -> None:
        words, others = as_words(frame.found)
        if not self.rows:
            self.begin_row()
        self.rows[-1].append(Cell(words, frame.is_header, frame.across, frame.down))
        for found in others:
            self.add(found)
            if isinstance(found.block, Table):
                self.tally.add("changed", "A table inside a table stands behind it.", self.place)
            else:
                self.tally.add("changed", "What is no text in a table stands behind it.", self.place)

    def closed(self) -> Iterator[Found]:
        grid, owners = self._grid()
        if any(cell for row in grid for cell in row):
            yield Found(self._table(grid, owners))
        elif self.caption:
            yield Found(Paragraph(Words.of(in_one_line(self.caption))))
        yield from super().closed()

    def _table(self, grid: list[list[Words]], owners: list[list[Cell]]) -> Table:
        head = self.head_rows or (
            {0} if owners and owners[0] and all(cell.is_header for cell in owners[0]) else set()
        )
        header: tuple[Words, ...] = ()
        rows = [tuple(row) for at, row in enumerate(grid) if at not in head]
        if head:
            first, *more = sorted(head)
            header = tuple(grid[first])
            if more:
                columns = ([grid[at][column] for at in sorted(head)] for column in range(len(grid[first])))
                header = tuple(joined([words for words in column if words], " ") for column in columns)
                self.tally.add("changed", "Header rows were put together in one.", self.place)
        if not header and len(rows) > 1 and _is_bold(rows[0]) and not any(map(_is_bold, rows[1:])):
            header, rows = tuple(map(unbold, rows[0])), rows[1:]
            self.tally.add("guessed", "A first row in bold was read as the header of its table.", self.place)
        return Table(tuple(rows), header, in_one_line(self.caption))

    def _grid(self) -> tuple[list[list[Words]], list[list[Cell]]]:
        """The rows, every one as wide as the widest and merged cells taken apart, and the cells that they came from."""
        grid: list[list[Words]] = []
        covered: dict[int, int] = {}  # columns that a cell above reaches into, with the number of rows
        size = 0
        for row in self.rows:
            line = self._row(row, covered)
            grid.append(line)
            size += len(line)
            self._keep_within(size)
        if merged := sum(cell.across > 1 or cell.down > 1 for row in self.rows for cell in row):
            self.tally.add("changed", MERGED, self.place, count=merged)
        kept = [at for at, row in enumerate(self.rows) if row]
        width = max((len(grid[at]) for at in kept), default=0)
        self._keep_within(width * len(kept))
        self.head_rows = {place for place, at in enumerate(kept) if at in self.head_rows}
        return [grid[at] + [Words()] * (width - len(grid[at])) for at in kept], [self.rows[at] for at in kept]

    @staticmethod
    def _row(row: list[Cell], covered: dict[int, int]) -> list[Words]:
        line: list[Words] = []
        cells = iter(row)
        cell = next(cells, None)
        last = max(covered, default=-1)
        while cell is not None or len(line) <= last:
            column = len(line)
            if column in covered or cell is None:
                line.append(Words())
                if column in covered:
                    covered[column] -= 1
                    if not covered[column]:
                        del covered[column]
                continue
            line.extend([cell.words, *[Words()] * (cell.across - 1)])
            if cell.down > 1:
                covered.update(dict.fromkeys(range(column, len(line)), cell.down - 1))
            cell = next(cells, None)
        return line

    def _keep_within(self, cells: int) -> None:
        if cells > self.most_cells:
            raise UnreadableManuscript(
                f"A table is too large: more than {self.most_cells:,} cells.",
                "Keep such a table as a file of its own, and bring in the text.",
            )


def _is_bold(row: tuple[Words, ...]) -> bool:
    """Whether every cell of a row has words, and none but bold ones."""
    return all(cell and all(span.bold for span in cell.spans if span.text.strip()) for cell in row)


def unbold(words: Words) -> Words:
    """The words without bold, which what they are shown as is anyway."""
    return Words.of(*(replace(span, bold=False) for span in words.spans))


def span_of(element: Element, name: str) -> int:
    """colspan or rowspan as a number from 1 to the widest that is read."""
    value = (element.get(name) or "1").strip()
    return min(max(whole_number(value) or 1, 1), WIDEST)
