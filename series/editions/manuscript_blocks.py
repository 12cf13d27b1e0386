"""The blocks of a page as those of a `Manuscript`; what has no block of its own there becomes the nearest, and is told."""

from dataclasses import replace

from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError

from series.charts import ChartError, read_series
from series.manuscripts.manuscript import (
    Block,
    Heading,
    ImageFile,
    ImageSlot,
    ListBlock,
    ListItem,
    Paragraph,
    Quotation,
    Table,
)
from series.manuscripts.reporting import Report
from series.manuscripts.words import Span, Words

from .rich_words import SPACES, Resolver, blocks_of, lines_of

# What python-docx puts into a file; others are brought as a copy in JPEG or PNG.
AS_THEY_ARE = ("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff")
LARGEST_ORIGINAL = 5 * 1024 * 1024
COPY = "max-2000x2000|format-png"


class BlockReader:
    """Reads the body of one page. `resolver` gives marks and addresses, `report` takes what was changed."""

    def __init__(self, resolver: Resolver, report: Report):
        self._resolver = resolver
        self._report = report

    def read(self, child) -> list[Block]:
        """The blocks that one block of the body becomes."""
        read = getattr(self, f"_{child.block_type}", None)
        if read is None:
            self._report.add("dropped", _("A block that has no place in a document is not in the file."))
            return []
        return read(child.value)

    def _words(self, rich) -> Words:
        return lines_of(_source(rich), self._resolver)

    def _nearest(self, what: str, passage: str = "") -> None:
        self._report.add("changed", what, passage=passage)

    def _paragraph(self, value) -> list[Block]:
        return list(blocks_of(_source(value), self._resolver))

    def _numbered_list(self, value) -> list[Block]:
        blocks = list(blocks_of(_source(value["text"]), self._resolver))
        at = next((at for at, one in enumerate(blocks) if isinstance(one, ListBlock) and one.ordered), None)
        if at is not None:
            blocks[at] = replace(blocks[at], start=value["start"] if value["start"] is not None else 1)
        return blocks

    def _heading(self, value) -> list[Block]:
        text = " ".join((value["text"] or "").split())
        return [Heading(Words.of(text), int(value["level"] or 2))] if text else []

    def _quotation(self, value) -> list[Block]:
        source = value["source"] or ""
        if value["address"]:
            self._nearest(_("The address of a quotation stands behind its source."), value["address"])
            source = ", ".join(filter(None, (source, value["address"])))
        words = self._words(value["text"])
        return [Quotation(words, source)] if words else []

    def _pull_quote(self, value) -> list[Block]:
        self._nearest(_("A pull quote became a quotation."), value["text"] or "")
        return [Quotation(Words.of(value["text"] or ""), value["attribution"] or "")] if value["text"] else []

    def _question_answer(self, value) -> list[Block]:
        question = value["question"] or ""
        self._nearest(_("A question and its answer became paragraphs, the question in bold."), question)
        asked = [Paragraph(Words.of(Span(" ".join(question.split()), bold=True)))] if question.strip() else []
        return [*asked, *blocks_of(_source(value["answer"]), self._resolver)]

    def _image(self, value) -> list[Block]:
        image = value["image"]
        file = self._file(image) if image is not None else None
        if value["licence"]:
            self._nearest(_("The licence of a picture is not in the file."), value["caption"] or "")
        return [
            ImageSlot(
                caption=_line(value["caption"]),
                credit=_line(value["credit"]),
                alt=_line(value["alternative_text"]),
                file=file,
            )
        ]

    def _file(self, image) -> ImageFile | None:
        name = image.file.name.rpartition("/")[2]
        try:
            if name.rpartition(".")[2].lower() in AS_THEY_ARE and (image.file_size or 0) <= LARGEST_ORIGINAL:
                with image.open_file() as file:
                    return ImageFile(file.read(), name)
            self._nearest(_("A picture is in the file as a smaller copy."), name)
            copy = image.get_rendition(COPY)
            with copy.open_file() if hasattr(copy, "open_file") else copy.file.open("rb") as file:
                return ImageFile(file.read(), name.rpartition(".")[0] + ".png")
        except (OSError, SourceImageIOError):
            self._report.add(
                "missing", _("A picture’s file cannot be read; only its words are in the file."), passage=name
            )
            return None

    def _table(self, value) -> list[Block]:
        table = value["table"]
        if table is None:
            return []
        header = tuple(Words.of(_line(column["heading"])) for column in table.columns)
        rows = tuple(
            tuple(
                self._words(cell.value) if hasattr(cell.value, "source") else Words.of(_line(cell.value))
                for cell in row
            )
            for row in table.rows
        )
        return [Table(rows, header if any(header) else (), _line(value["caption"]), _line(value["source"]))]

    def _chart(self, value) -> list[Block]:
        self._nearest(_("A chart became a table of its figures."), value["title"] or "")
        try:
            data = read_series(value["data"] or "")
        except ChartError:
            return [Paragraph(Words.of(_line(value["title"])))] if value["title"] else []
        header = (Words(), *map(Words.of, data.names))
        rows = tuple(
            (Words.of(label), *(Words.of(_figure(number)) for number in row))
            for label, row in zip(data.labels, data.rows, strict=True)
        )
        unit = f" ({value['unit']})" if value["unit"] else ""
        blocks: list[Block] = [Table(rows, header, f"{value['title']}{unit}", _line(value["source"]))]
        if value["summary"]:
            blocks.append(Paragraph(Words.of(_line(value["summary"]))))
        return blocks

    def _key_takeaways(self, value) -> list[Block]:
        items = tuple(ListItem(Words.of(_line(text))) for text in value["items"] if text)
        self._nearest(_("Key takeaways became a list."), "\n".join(item.words.plain for item in items))
        return [ListBlock(items)] if items else []

    def _editors_note(self, value) -> list[Block]:
        self._nearest(_("A note from the editors became a paragraph in italics."))
        words = self._words(value["text"])
        return (
            [Paragraph(Words.of(*(replace(span, italic=not span.note) for span in words.spans)))]
            if words
            else []
        )

    def _related_piece(self, value) -> list[Block]:
        page = value["page"]
        if page is None:
            return []
        self._nearest(_("A pointer to another piece became a paragraph with a link."), page.title)
        reason = f" ({value['reason']})" if value["reason"] else ""
        return [Paragraph(Words.of(Span(page.title, link=page.full_url or ""), reason))]

    def _document(self, value) -> list[Block]:
        document = value["document"]
        label = _line(value["label"]) or (document.title if document else "")
        self._nearest(_("A document to download became a paragraph; its file is not in this one."), label)
        return [Paragraph(Words.of(label))] if label else []

    def _elsewhere(self, value) -> list[Block]:
        self._nearest(_("A film or recording became a paragraph with its link."), value["title"] or "")
        words = Words.of(Span(_line(value["title"]) or value["address"] or "", link=value["address"] or ""))
        more = [Paragraph(Words.of(_line(value["description"])))] if value["description"] else []
        return [Paragraph(words), *more] if words else more


def _source(rich) -> str:
    return rich.source if hasattr(rich, "source") else str(rich or "")


def _line(text) -> str:
    """A field's words on one line; a no-break space is the writer's own."""
    return SPACES.sub(" ", str(text or "")).strip(" ")


def _figure(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
