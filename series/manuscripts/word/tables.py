"""Tables: rows of equal length out of merged cells, header rows, and frames that are no tables at all."""

from collections.abc import Callable

from lxml.etree import _Element as Element

from ..errors import UnreadableManuscript
from ..words import Words
from .alternates import chosen
from .changes import formats_changed
from .document import Document
from .names import MC, W, attribute, is_on, number
from .package import ONE_ARTICLE, too_deep
from .paragraphs import Para, StoryElement, TableElement, join_words

# Word's own limit for the columns of a table (17.4.17); a file that says more is lying.
MOST_COLUMNS = 63

MERGED = "Merged cells were taken apart: the words stand in the first cell, the others are empty."


def read_table(
    document: Document, table: Element, read_cell: Callable[[Element], list[StoryElement]]
) -> list[StoryElement]:
    """A table as an element of the story; a frame around a text, or pictures laid out by a table, as what it holds."""
    first = document.paragraphs + 1
    rows: list[list[Words]] = []
    headers: list[bool] = []
    bold: list[bool] = []
    contents: list[StoryElement] = []
    figures = []
    merged = nested = False
    columns = cells = 0
    for row in _rows(document, table):
        words: list[Words] = []
        is_bold = True
        skipped = number(attribute(row.find(f"{W}trPr/{W}gridBefore"), "val"))
        words += [Words()] * min(max(skipped, 0), MOST_COLUMNS)
        for cell in _children(row, f"{W}tc", document):
            document.clock.tick()
            properties = cell.find(f"{W}tcPr")
            if properties is not None:
                if properties.find(f"{W}cellDel") is not None:
                    document.changes.add("cells", document.paragraphs + 1)
                    document.notes.forget(cell)
                    continue
                if properties.find(f"{W}cellIns") is not None or properties.find(f"{W}cellMerge") is not None:
                    document.changes.add("cells", document.paragraphs + 1)
                for _change in range(formats_changed(properties)):
                    document.changes.add("formats", document.paragraphs + 1)
            story = read_cell(cell)
            contents += story
            span = min(max(number(attribute(_child(properties, "gridSpan"), "val"), 1), 1), MOST_COLUMNS)
            merged = merged or span > 1 or _goes_on(properties, "vMerge") or _goes_on(properties, "hMerge")
            nested = nested or any(isinstance(element, TableElement) for element in story)
            text, is_bold_cell, cell_figures = _cell(story)
            is_bold = is_bold and is_bold_cell
            figures += cell_figures
            words += [text] + [Words()] * (span - 1)
            cells += span
        if cells > document.bounds.cells:
            raise UnreadableManuscript(
                f"A table is too large: more than {document.bounds.cells:,} cells.", ONE_ARTICLE
            )
        if not words:
            continue
        rows.append(words)
        headers.append(bool(is_on(row.find(f"{W}trPr"), "tblHeader")))
        bold.append(is_bold)
        columns = max(columns, len(words))
    if not any(cell for row in rows for cell in row):
        return _as_text(contents, figures)
    if columns == 1 and (len(rows) == 1 or figures) and not document.is_ours:
        what = "A frame (a table of one column) was taken apart; what it holds stands in the text."
        document.report.add("changed", what, range(first, document.paragraphs + 1))
        return contents
    rows = [row + [Words()] * (columns - len(row)) for row in rows]
    places = tuple(range(first, document.paragraphs + 1))
    if merged:
        document.report.add("changed", MERGED, [first])
    if nested:
        document.report.add("changed", "A table inside a table was written into its cell as text.", [first])
    if figures:
        document.report.add("changed", "Pictures in a table were put behind it.", [first], count=len(figures))
    leading = next((at for at, is_header in enumerate(headers) if not is_header), len(headers))
    return [TableElement(first, rows, leading, bold[0] and not all(bold), figures, places)]


def _rows(document: Document, table: Element) -> list[Element]:
    kept = []
    for row in _children(table, f"{W}tr", document):
        properties = row.find(f"{W}trPr")
        if properties is not None:
            if properties.find(f"{W}del") is not None:
                document.changes.add("rows out", document.paragraphs + 1)
                document.notes.forget(row)
                continue
            if properties.find(f"{W}ins") is not None:
                document.changes.add("rows in", document.paragraphs + 1)
            for _change in range(formats_changed(properties)):
                document.changes.add("formats", document.paragraphs + 1)
        kept.append(row)
    return kept


def _children(parent: Element, tag: str, document: Document, depth: int = 0) -> list[Element]:
    """Rows or cells, out of controls and other wrappers around them."""
    if depth > document.bounds.depth:
        raise too_deep()
    found = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            found += _children(content, tag, document, depth + 1) if content is not None else []
        elif child.tag in (f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            found += _children(child, tag, document, depth + 1)
        elif child.tag == f"{MC}AlternateContent":
            for choice in chosen(child):
                found += _children(choice, tag, document, depth + 1)
    return found


def _cell(story: list[StoryElement]) -> tuple[Words, bool, list]:
    lines, figures, bold = [], [], True
    for element in story:
        if isinstance(element, Para):
            line = element.words
            if element.numbered and line:
                sign = f"{element.numbered.value}. " if element.numbered.ordered else "• "
                line = join_words([Words.of(sign), line], glue="")
            lines.append(line)
            bold = bold and (element.all_bold or not element.text)
        else:
            lines += [join_words(row, " | ") for row in element.rows]
            bold = False
        figures += element.figures
    return join_words(lines), bold, figures


def _as_text(contents: list[StoryElement], figures: list) -> list[StoryElement]:
    """A table without words is nothing, or the frame of its pictures."""
    return contents if figures else []


def _goes_on(properties: Element | None, name: str) -> bool:
    return _child(properties, name) is not None


def _child(properties: Element | None, name: str) -> Element | None:
    return properties.find(f"{W}{name}") if properties is not None else None
