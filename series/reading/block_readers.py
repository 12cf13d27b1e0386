"""The blocks of a body, each read from its stored value: what it needs to be looked up, and what it will print."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.safestring import mark_safe

from publication.pictures import Picture, Wanted
from publication.prose import Links, Notes, expand_block, expand_inline, sanitise
from series.chart_drawing import draw_bars, draw_lines, figure
from series.charts import ChartError, read_series

# What may stand above a picture without taking it out of the first view.
BEFORE_A_LEAD = frozenset({"image", "key_takeaways"})
# As the style sheet has it: the text with the hanging margin, the text alone, the width of a phone.
FIGURE_SIZES = (
    "(min-width: 87.5rem) 63rem, (min-width: 70rem) calc(88.7vw - 14.5rem), (min-width: 42rem) 35rem, 92vw"
)
WIDE_TABLE = 5
FIRST_SENTENCE = re.compile(r"^(.{3,140}?[.!?。])\s+(\S.*)$", re.DOTALL)


@dataclass
class Needs:
    """What a body needs to be looked up before it can be set. Texts are sanitised."""

    texts: list[str] = field(default_factory=list)
    pictures: list[Wanted] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """What was looked up, for setting a body."""

    links: Links
    pictures: dict[Wanted, Picture]
    notes: Notes | None = None


# A block on its way: what it needs is noted when it is read, what it prints is made when that was found. None: nothing.
Setter = Callable[[Found], dict | None]


class Reader:
    """Reads one body: notes what each block needs and returns what will set it."""

    def __init__(self, needs: Needs, leads: bool):
        self.needs = needs
        self.leads = leads

    def read(self, kind: str, value) -> Setter:
        self.leads = self.leads and kind in BEFORE_A_LEAD
        if kind != "paragraph" and not isinstance(value, dict):
            value = {}
        return READERS[kind](self, value)

    def text(self, markup) -> str:
        """Note a rich text; returns it sanitised."""
        clean = sanitise(markup)
        self.needs.texts.append(clean)
        return clean

    def address(self, value) -> str:
        """Note the address of a block; a stored one that is neither http nor https is left out."""
        address = _address(value.get("address"))
        if address:
            self.needs.addresses.append(address)
        return address

    def paragraph(self, value) -> Setter:
        text = self.text(value)
        return lambda found: _or_nothing("html", expand_block(text, found.links, found.notes))

    def numbered_list(self, value) -> Setter:
        text, start = self.text(value.get("text")), value.get("start")
        opening = f'<ol start="{start}">' if type(start) is int and 0 <= start <= 9999 else "<ol>"
        return lambda found: _or_nothing(
            "html",
            # The first list of the block; what stands in expanded text is sanitised.
            mark_safe(expand_block(text, found.links, found.notes).replace("<ol>", opening, 1)),  # noqa: S308
        )

    def heading(self, value) -> Setter:
        text, level = _words(value, "text"), _words(value, "level") or "2"
        return lambda found: {"text": text, "level": "3" if level == "3" else "2"} if text else None

    def quotation(self, value) -> Setter:
        text, address = self.text(value.get("text")), self.address(value)
        return lambda found: _or_nothing(
            "html",
            expand_block(text, found.links, found.notes),
            source=_words(value, "source"),
            address=address,
            archived=found.links.copy_of(address),
        )

    def pull_quote(self, value) -> Setter:
        return lambda found: _or_nothing(
            "text", _words(value, "text"), attribution=_words(value, "attribution")
        )

    def question_answer(self, value) -> Setter:
        answer = self.text(value.get("answer"))
        return lambda found: {
            "question": _words(value, "question"),
            "html": expand_block(answer, found.links, found.notes),
        }

    def image(self, value) -> Setter:
        if not value.get("image"):
            return lambda found: None  # a slot that waits for its picture
        wanted = Wanted(
            image_id=value["image"],
            alt=_words(value, "alternative_text"),
            decorative=bool(value.get("decorative")),
            caption=_words(value, "caption"),
            credit=_words(value, "credit"),
            sizes=FIGURE_SIZES,
            leads=self.leads,
        )
        self.leads = False
        self.needs.pictures.append(wanted)
        return lambda found: _picture(found.pictures.get(wanted))

    def table(self, value) -> Setter:
        table = value.get("table") or {}
        columns = [
            {"heading": column.get("heading", ""), "numeric": column.get("type") == "number"}
            for column in table.get("columns") or ()
        ]
        rows = [
            [
                cell or "" if columns[index]["numeric"] else self.text(cell)
                for index, cell in enumerate(row.get("values", ())[: len(columns)])
            ]
            for row in table.get("rows") or ()
        ]
        return lambda found: self._set_table(value, columns, rows, found) if columns and rows else None

    @staticmethod
    def _set_table(value, columns, rows, found: Found) -> dict:
        return {
            "caption": _words(value, "caption"),
            "source": _words(value, "source"),
            "columns": columns,
            "is_wide": len(columns) >= WIDE_TABLE,
            "has_header": any(column["heading"] for column in columns),
            "rows": [
                [
                    {
                        "html": cell if column["numeric"] else expand_inline(cell, found.links, found.notes),
                        "numeric": column["numeric"],
                        "is_heading": index == 0 and bool(value.get("row_headings", True)),
                    }
                    for index, (column, cell) in enumerate(zip(columns, row, strict=False))
                ]
                for row in rows
            ],
        }

    def chart(self, value) -> Setter:
        try:
            data = read_series(value.get("data") or "")
        except ChartError:
            return lambda found: None  # a draft whose numbers are not there yet
        lines = value.get("kind") == "lines"
        return lambda found: {
            "title": _words(value, "title"),
            "unit": _words(value, "unit"),
            "summary": _words(value, "summary"),
            "source": _words(value, "source"),
            "names": data.names,
            "bars": None if lines else draw_bars(data),
            "lines": draw_lines(data) if lines else None,
            "rows": [
                (label, ["" if number is None else figure(number) for number in row])
                for label, row in zip(data.labels, data.rows, strict=True)
            ],
        }

    def key_takeaways(self, value) -> Setter:
        items = [
            _plain(item.get("value") if isinstance(item, dict) else item) for item in value.get("items") or ()
        ]
        return lambda found: _or_nothing("items", [item for item in items if item])

    def editors_note(self, value) -> Setter:
        text = self.text(value.get("text"))
        return lambda found: _or_nothing("html", expand_inline(text, found.links, found.notes))

    def related_piece(self, value) -> Setter:
        page = value.get("page")
        if page:
            self.needs.pages.append(page)
        return lambda found: (
            {"link": found.links.pages[page], "reason": _words(value, "reason")}
            if page in found.links.pages
            else None
        )

    def document(self, value) -> Setter:
        document = value.get("document")
        if document:
            self.needs.documents.append(document)
        return lambda found: (
            {"link": found.links.documents[document], "label": _words(value, "label")}
            if document in found.links.documents
            else None
        )

    def elsewhere(self, value) -> Setter:
        address = self.address(value)
        return lambda found: _or_nothing(
            "address",
            address,
            archived=found.links.copy_of(address),
            title=_words(value, "title") or address,
            description=_words(value, "description"),
        )


READERS = {
    name: getattr(Reader, name)
    for name in (
        "paragraph", "numbered_list", "heading", "quotation", "pull_quote", "question_answer", "image", "table", "chart",
        "key_takeaways", "editors_note", "related_piece", "document", "elsewhere",
    )
}  # fmt: skip


def caption_parts(caption: str) -> tuple[str, str]:
    """A caption as (its first sentence, the rest): the first is set bold where something follows it."""
    match = FIRST_SENTENCE.match(caption)
    return (match[1], match[2]) if match else ("", caption)


def _picture(picture: Picture | None) -> dict | None:
    if picture is None:
        return None
    lead, rest = caption_parts(picture.caption)
    return {"picture": picture, "caption_lead": lead, "caption": rest, "credit": picture.credit}


def _plain(value) -> str:
    return str(value or "").strip()


def _words(value, name: str) -> str:
    return _plain(value.get(name))


def _address(value) -> str:
    address = _plain(value)
    return address if re.match(r"https?://", address, re.IGNORECASE) else ""


def _or_nothing(name: str, content, **more) -> dict | None:
    return {name: content, **more} if content else None
