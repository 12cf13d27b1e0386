"""What counts as the text of a piece, and its hash: the same text has the same hash, whoever saved it and how often.

Counted: title and subtitle (it is cited with the title), standfirst, body, bylines as printed, footnotes. Not counted,
because the editors answer for it: editors' note ("the last in a series"), lead image, topics, disclosure, licence,
corrections, address. What saving changes without changing a word is left out: ids of blocks, marks of the rich-text
editor, line ends, white space that nobody sees, fields that are empty or as they come.

Recorded approvals depend on this form: whoever changes it raises VERSION, and all approvals have to be asked for again.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from series.blocks import InstallmentBody
from series.stored import blocks_of, in_order

VERSION = 1
BODY = InstallmentBody()
SAME = {"strong": "b", "em": "i"}
ATTRIBUTES = frozenset({"href", "linktype", "id", "lang", "class"})
BYLINE = ("name", "role", "position", "organisation")
DEFAULTS = {"role": "author"}


def text_hash(content: Mapping) -> str:
    """The SHA-256 of the text of a version, in hexadecimal. `content` is that of a revision."""
    text = json.dumps(canonical(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(content: Mapping) -> dict:
    """The text of a version in its one form, of plain lists, dicts and strings."""
    rows = in_order(content.get("bylines"))
    notes = content.get("footnotes") or ()
    return {
        "version": VERSION,
        "title": _plain(content.get("title")),
        "subtitle": _plain(content.get("subtitle")),
        "standfirst": _plain(content.get("standfirst")),
        "body": _stream(BODY, blocks_of(content)),
        "bylines": [[_plain(row.get(name) or DEFAULTS.get(name)) for name in BYLINE] for row in rows],
        "footnotes": sorted([str(row.get("uuid")), _markup(row.get("text"))] for row in notes),
    }


def _value(block, value):
    if isinstance(block, blocks.RichTextBlock):
        return _markup(value)
    if isinstance(block, BaseTypedTableBlock):
        return _table(block, value if isinstance(value, Mapping) else {})
    if isinstance(block, blocks.StreamBlock):
        return _stream(block, value or [])
    if isinstance(block, blocks.StructBlock):
        return _struct(block, value if isinstance(value, Mapping) else {})
    if isinstance(block, blocks.ListBlock):
        items = (
            item["value"] if isinstance(item, Mapping) and "value" in item else item for item in value or ()
        )
        return [_value(block.child_block, item) for item in items]
    return value if isinstance(value, bool) else _plain(value)


def _stream(block, items: list) -> list:
    """The blocks in order. One of a type that is no more is kept as it is stored: it may have words."""
    known = block.child_blocks
    return [
        [item.get("type"), _value(known[item["type"]], item.get("value"))]
        if item.get("type") in known
        else [item.get("type"), item.get("value")]
        for item in items
    ]


def _struct(block, values: Mapping) -> dict:
    """The fields that say something; one that is not stored says what it says in a new block."""
    fields = {}
    for name, child in block.child_blocks.items():
        standing = child.meta.default if isinstance(getattr(child.meta, "default", None), str | int) else None
        if said := _value(child, values.get(name, standing)):
            fields[name] = said
    return fields


def _table(block, table: Mapping) -> dict:
    columns = table.get("columns") or ()
    kinds = [block.child_blocks.get(column.get("type")) for column in columns]
    return {
        "columns": [[column.get("type"), _plain(column.get("heading"))] for column in columns],
        "rows": [
            [
                _value(kind, cell) if kind else cell
                for kind, cell in zip(kinds, row.get("values") or (), strict=False)
            ]
            for row in table.get("rows") or ()
        ],
    }


def _plain(value) -> str:
    """A plain text, composed (NFC), with one kind of line end and none around it."""
    text = "" if value is None else str(value)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class _Markup(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag, attributes):
        kept = sorted((name, value or "") for name, value in attributes if name in ATTRIBUTES)
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept)
        self.parts.append(f"<{SAME.get(tag, tag)}{written}>")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        if tag != "br":
            self.parts.append(f"</{SAME.get(tag, tag)}>")

    def handle_data(self, data):
        self.parts.append(escape(data, quote=False))


def _markup(value) -> str:
    """Rich text with only what readers see of it; white space is one space, and none where a paragraph begins or ends."""
    reader = _Markup()
    reader.feed(str(value or ""))
    reader.close()
    text = re.sub(r"[ \t\r\n]+", " ", _plain("".join(reader.parts)))
    return re.sub(r" ?(</?(?:p|ul|ol|li)\b[^>]*>) ?", r"\1", text)
