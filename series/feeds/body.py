"""The text of a piece as a feed carries it: each block as plain HTML that needs no style sheet and no script of ours.

Footnotes are numbered by piece; their marks lead to the page, where the notes have anchors.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from publication.pictures import Picture
from series.reading.body import Body, template_of
from series.reading.shapes import Block, Note

NOTHING = SafeString("")


@dataclass(frozen=True)
class Whole:
    """All that the content of an entry is put together from, set already."""

    body: Body
    lead: Picture | None = None
    lead_caption: str = ""
    editors_note: SafeString = NOTHING
    notes: tuple[Note, ...] = ()
    corrections: tuple[SafeString, ...] = ()
    colophon: tuple[SafeString, ...] = ()


def content_of(whole: Whole) -> SafeString:
    """The content of an entry in the order of its page: picture, note, takeaways, text, notes, corrections, the rest."""
    parts = [
        _figure(whole.lead, whole.lead_caption) if whole.lead else NOTHING,
        _editors_note({"html": whole.editors_note}) if whole.editors_note else NOTHING,
        printed(whole.body.takeaways) if whole.body.takeaways else NOTHING,
        *(printed(block) for block in whole.body.blocks),
        _notes(whole.notes),
        *whole.corrections,
        *whole.colophon,
    ]
    return _lines(part for part in parts if part)


def printed(block: Block) -> SafeString:
    """One block."""
    return PRINTERS[block.template](block.value)


def _lines(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("\n".join(parts))  # noqa: S308 (each part is markup already)


def _html(value: dict) -> SafeString:
    return value["html"]


def _heading(value: dict) -> SafeString:
    level = mark_safe(f"h{value['level']}")  # noqa: S308 (2 or 3)
    return format_html("<{0}>{1}</{0}>", level, value["text"])


def _quotation(value: dict) -> SafeString:
    source = value["source"]
    if source and value["address"]:
        source = format_html('<a href="{}">{}</a>{}', value["address"], source, value["archived"])
    return format_html("<blockquote>{}{}</blockquote>", value["html"], _small(source))


def _pull_quote(value: dict) -> SafeString:
    return format_html("<blockquote><p>{}</p>{}</blockquote>", value["text"], _small(value["attribution"]))


def _question_answer(value: dict) -> SafeString:
    question = (
        format_html("<p><strong>{}</strong></p>\n", value["question"]) if value["question"] else NOTHING
    )
    return format_html("{}{}", question, value["html"])


def _image(value: dict) -> SafeString:
    caption = f"{value['caption_lead']} {value['caption']}".strip()
    return _figure(value["picture"], caption)


def _figure(picture: Picture, caption: str) -> SafeString:
    """A picture with caption and credit; its words where the file is gone."""
    if picture.address:
        image = format_html(
            '<img src="{}" alt="{}" width="{}" height="{}">',
            picture.address, picture.alt, picture.width, picture.height,
        )  # fmt: skip
    elif picture.alt:
        image = format_html("<p>{}</p>", picture.alt)
    else:
        return NOTHING
    words = " ".join(part for part in (caption, picture.credit) if part)
    legend = format_html("<figcaption>{}</figcaption>", words) if words else NOTHING
    return format_html("<figure>{}{}</figure>", image, legend)


def _table(value: dict) -> SafeString:
    head = NOTHING
    if value["has_header"]:
        columns = format_html_join(
            "", '<th scope="col">{}</th>', ((column["heading"],) for column in value["columns"])
        )
        head = format_html("<thead><tr>{}</tr></thead>", columns)
    rows = ([(cell["html"], cell["is_heading"]) for cell in row] for row in value["rows"])
    return _drawn_table(value["caption"], head, rows, value["source"])


def _chart(value: dict) -> SafeString:
    """The numbers of a chart: what was drawn is drawn by our style sheet."""
    names = format_html_join("", '<th scope="col">{}</th>', ((name,) for name in value["names"]))
    rows = ([(label, True), *((number, False) for number in numbers)] for label, numbers in value["rows"])
    unit = f"{value['title']} ({value['unit']})" if value["unit"] else value["title"]
    head = format_html("<thead><tr><td></td>{}</tr></thead>", names)
    table = _drawn_table(unit, head, rows, value["source"])
    return format_html("<p>{}</p>\n{}", value["summary"], table) if value["summary"] else table


def _drawn_table(caption: str, head: SafeString, rows, source: str) -> SafeString:
    body = format_html_join("\n", "<tr>{}</tr>", ((_cells(row),) for row in rows))
    legend = format_html("<caption>{}</caption>", caption) if caption else NOTHING
    table = format_html("<table>{}{}<tbody>{}</tbody></table>", legend, head, body)
    return format_html("{}\n{}", table, _small(source)) if source else table


def _cells(row: list[tuple[str, bool]]) -> SafeString:
    return _joined(
        format_html('<th scope="row">{}</th>' if is_heading else "<td>{}</td>", cell)
        for cell, is_heading in row
    )


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 (as above)


def _key_takeaways(value: dict) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((item,) for item in value["items"]))
    return format_html("<h2>{}</h2>\n<ol>{}</ol>", _("Key takeaways"), items)


def _editors_note(value: dict) -> SafeString:
    return format_html("<p><strong>{}</strong> {}</p>", _("Editors’ note:"), value["html"])


def _related_piece(value: dict) -> SafeString:
    link = value["link"]
    return _pointer(_("Related:"), link.address, link.title, value["reason"])


def _document(value: dict) -> SafeString:
    link = value["link"]
    return _pointer(_("Document:"), link.address, value["label"] or link.title, "")


def _elsewhere(value: dict) -> SafeString:
    return _pointer(
        _("Elsewhere:"), value["address"], value["title"], value["description"], value["archived"]
    )


def _pointer(label: str, address: str, title: str, words: str, archived: SafeString = NOTHING) -> SafeString:
    more = format_html("<br>{}", words) if words else NOTHING
    return format_html('<p>{} <a href="{}">{}</a>{}{}</p>', label, address, title, archived, more)


def _small(words: str) -> SafeString:
    return format_html("<p><small>{}</small></p>", words) if words else NOTHING


def _notes(notes: tuple[Note, ...]) -> SafeString:
    if not notes:
        return NOTHING
    items = format_html_join(
        "\n", '<li>{} <a href="#{}">↑</a></li>', ((note.text, note.marks[0]) for note in notes)
    )
    return format_html("<h2>{}</h2>\n<ol>\n{}\n</ol>", _("Notes"), items)


PRINTERS: dict[str, Callable[[dict], SafeString]] = {
    template_of(kind): printer
    for kind, printer in {
        "paragraph": _html,
        "numbered_list": _html,
        "heading": _heading,
        "quotation": _quotation,
        "pull_quote": _pull_quote,
        "question_answer": _question_answer,
        "image": _image,
        "table": _table,
        "chart": _chart,
        "key_takeaways": _key_takeaways,
        "editors_note": _editors_note,
        "related_piece": _related_piece,
        "document": _document,
        "elsewhere": _elsewhere,
    }.items()
}
