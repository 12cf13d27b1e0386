"""The pages of a book, as its templates print them, written as blocks of Word: element by element, by what they are."""

import io

from lxml.html import HtmlElement
from PIL import Image

from series.editions.book.pictures import Inside
from series.editions.docx import styles
from series.editions.docx.blocks import Blocks
from series.editions.rich_words import Resolver, items_of, words_of
from series.editions.word import styles as book_styles
from series.editions.word.charts import draw_chart
from series.manuscripts.manuscript import ImageFile, ListBlock, Table
from series.manuscripts.words import Span, Words

# The styles of paragraphs by the classes of templates/editions/ and templates/blocks/.
PARAGRAPHS = {
    "title-page__series": book_styles.BOOK_SERIES,
    "title-page__subtitle": book_styles.SUBTITLE,
    "title-page__by": book_styles.BOOK_BY,
    "title-page__editors": book_styles.BOOK_EDITORS,
    "title-page__publisher": book_styles.BOOK_PUBLISHER,
    "chapter__place": book_styles.PART_PLACE,
    "chapter__subtitle": book_styles.PART_SUBTITLE,
    "chapter__by": book_styles.PART_BY,
    "chapter__affiliation": book_styles.PART_AFFILIATION,
    "chapter__date": book_styles.PART_DATE,
    "standfirst": styles.STANDFIRST,
    "editors-note": styles.EDITORS_NOTE,
    "notice": book_styles.NOTICE,
    "correction-note": book_styles.CORRECTION,
    "exchange__question": book_styles.QUESTION,
    "figure__missing": styles.PICTURE_SLOT,
    "source": styles.TABLE_SOURCE,
    "citation": book_styles.CITATION,
}
# The styles of the paragraphs inside of other elements, by their classes.
WITHIN = {
    "quotation": styles.QUOTE,
    "pull-quote": book_styles.PULL_QUOTE,
    "pointer": book_styles.POINTER,
    "author-note": styles.BIOGRAPHY,
    "chapter__source": book_styles.PART_SOURCE,
}
LEVELS = {"h1": book_styles.PART, "h2": "Heading 2", "h3": "Heading 3", "h4": "Heading 4"}
# Pictures in formats that are no part of Word become this one.
FOREIGN, OURS = ("webp",), "PNG"


class Pages:
    """Writes trees of printed pages. Pictures are `images/…` by the names of files in `pictures`."""

    def __init__(self, blocks: Blocks, resolver: Resolver, pictures: list[Inside], language: str):
        self._blocks = blocks
        self._resolver = resolver
        self._pictures = {f"images/{one.name}": one for one in pictures}
        self._language = language

    def write(self, tree: HtmlElement, *, title: str = book_styles.PART) -> None:
        """All that stands in a tree; `title` is the style of its first heading."""
        self._walk(tree, styles.TEXT, title)

    def _walk(self, element: HtmlElement, style: str, title: str) -> None:
        self._lead_to(element)
        for child in element:
            if isinstance(child.tag, str):
                self._one(child, style, title)

    def _one(self, element: HtmlElement, style: str, title: str) -> None:
        names = element.get("class", "").split()
        match element.tag:
            case "p" | "footer":
                own = next((PARAGRAPHS[name] for name in names if name in PARAGRAPHS), style)
                self._line(element, styles.QUOTE_SOURCE if element.tag == "footer" else own)
            case "h1":
                self._line(element, title)
            case "h2" | "h3" | "h4":
                self._line(element, LEVELS[element.tag])
            case "ul" | "ol":
                self._list(element)
            case "figure" if "chart" in names:
                self._chart(element)
            case "figure" if "table-figure" in names:
                self._tables(element)
            case "figure":
                self._figure(element)
            case _:
                self._walk(element, next((WITHIN[name] for name in names if name in WITHIN), style), title)

    def _line(self, element: HtmlElement, style: str) -> None:
        self._lead_to(element)
        self._blocks.line(self._words(element), style)

    def _lead_to(self, element: HtmlElement) -> None:
        if element.get("id"):
            self._blocks.lead_here(element.get("id"))

    def _words(self, element: HtmlElement) -> Words:
        return words_of(element, self._resolver)

    def _list(self, element: HtmlElement) -> None:
        start = element.get("start", "1")
        items = items_of(element, self._resolver)
        if items:
            self._blocks.add(ListBlock(items, element.tag == "ol", int(start) if start.isdigit() else 1))

    def _figure(self, figure: HtmlElement) -> None:
        self._lead_to(figure)
        for one in figure.iter("img", "p"):
            if one.tag == "p":
                self._line(one, styles.PICTURE_SLOT)
            else:
                alt = one.get("alt", "")
                shown = self._blocks.picture(self._file(one.get("src")), alt, is_decoration=not alt)
                if not shown:
                    self._blocks.line(alt, styles.PICTURE_SLOT)
        for caption in figure.iter("figcaption"):
            credits = caption.find_class("credit")
            for credit in credits:
                credit.drop_tree()
            self._line(caption, styles.PICTURE_CAPTION)
            for credit in credits:
                self._line(credit, styles.PICTURE_CREDIT)

    def _file(self, source: str) -> ImageFile:
        inside = self._pictures[source]
        if inside.name.rpartition(".")[2] not in FOREIGN:
            return ImageFile(inside.content, inside.name)
        output = io.BytesIO()
        with Image.open(io.BytesIO(inside.content)) as image:
            image.save(output, OURS)
        return ImageFile(output.getvalue(), inside.name)

    def _chart(self, figure: HtmlElement) -> None:
        self._lead_to(figure)
        for caption in figure.iter("figcaption"):
            self._line(caption, styles.TABLE_CAPTION)
        for drawing in figure.iter("svg"):
            picture = ImageFile(draw_chart(figure, self._language), "chart.png")
            self._blocks.picture(picture, drawing.get("aria-label", ""))
        self._tables(figure)

    def _tables(self, figure: HtmlElement) -> None:
        self._lead_to(figure)
        for one in figure.iter("table", "p"):
            if one.tag == "table":
                self._table(one)
            elif next(one.iterancestors("table"), None) is None:
                self._line(
                    one, styles.TABLE_SOURCE if "source" in one.get("class", "") else styles.TABLE_CAPTION
                )

    def _table(self, table: HtmlElement) -> None:
        for caption in table.iter("caption"):
            self._line(caption, styles.TABLE_CAPTION)
        header = tuple(self._cell(one) for one in table.iterfind("thead/tr/*"))
        body = table.findall("tbody/tr")
        rows = tuple(tuple(self._cell(one) for one in row) for row in body)
        figures = frozenset(
            at for row in body[:1] for at, one in enumerate(row) if "numeric" in one.get("class", "")
        )
        self._blocks.table(Table(rows, header), figures)

    def _cell(self, cell: HtmlElement) -> Words:
        words = self._words(cell)
        if cell.tag != "th":
            return words
        return Words.of(*(Span(**{**span.__dict__, "bold": not span.note}) for span in words.spans))
