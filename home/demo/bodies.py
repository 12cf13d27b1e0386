"""From the demo's blocks to the body of a page: raw StreamField values, footnotes with stable ids, links resolved."""

import json
import re
import uuid
from collections.abc import Callable
from html import escape

from publication.models import CreditedImage

MARK = re.compile(r"\[\[fn:([\w-]+)\]\]")
PART_LINK = re.compile(r'<a href="part:([^"]+)">')


class Body:
    """The blocks of one piece. `find_page` turns "series/3" or "series/slug" into a page, `find_image` a file name."""

    def __init__(self, piece: dict, find_page: Callable, find_image: Callable[[str], CreditedImage]):
        self.piece = piece
        self.find_page = find_page
        self.find_image = find_image
        place = f"{piece.get('lang', 'en')}/{piece['title']}"
        self.notes = {
            note["key"]: uuid.uuid5(uuid.NAMESPACE_URL, f"{place}/{note['key']}")
            for note in piece.get("footnotes", [])
        }

    def as_json(self) -> str:
        """The body as a StreamField takes it."""
        return json.dumps([self._block(block) for block in self.piece.get("body", [])])

    def footnotes(self) -> list[tuple[uuid.UUID, str]]:
        """(id, rich text) of each footnote, in order."""
        return [
            (self.notes[note["key"]], self.rich(note["html"])) for note in self.piece.get("footnotes", [])
        ]

    def rich(self, html: str) -> str:
        """A paragraph, list or note as rich text: links to parts and footnote marks as the editor writes them."""
        html = PART_LINK.sub(lambda match: f'<a linktype="page" id="{self.find_page(match[1]).pk}">', html)
        html = MARK.sub(self._mark, html)
        return html if html.startswith(("<ul", "<ol")) else f"<p>{html}</p>"

    def _mark(self, match) -> str:
        note = self.notes[match[1]]
        return f'<footnote id="{note}">[{str(note)[:6]}]</footnote>'

    def _block(self, block: dict) -> dict:
        values = {key: value for key, value in block.items() if key != "type"}
        kind, value = getattr(self, f"_{block['type']}")(**values)
        place = f"{self.piece['title']}/{json.dumps(block, sort_keys=True, default=str)}"
        return {"type": kind, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, place))}

    def _paragraph(self, html):
        return "paragraph", self.rich(html)

    def _heading(self, text, level):
        return "heading", {"text": text, "level": str(level)}

    def _image(self, file, alt, caption="", credit="", licence=""):
        image = self.find_image(file)
        return "image", {
            "image": image.pk,
            "alternative_text": alt,
            "decorative": False,
            "caption": caption,
            "credit": credit,
            "licence": licence,
        }

    def _pull_quote(self, text, attribution=""):
        return "pull_quote", {"text": text, "attribution": attribution}

    def _quotation(self, text, source):
        return "quotation", {"text": f"<p>{escape(text)}</p>", "source": source, "address": ""}

    def _table(self, caption, header, rows, source):
        kinds = [
            "number" if all(_is_number(row[place]) for row in rows) else "text"
            for place in range(len(header))
        ]
        columns = [{"type": kind, "heading": heading} for kind, heading in zip(kinds, header, strict=True)]
        cells = [
            {"values": [_cell(kind, cell) for kind, cell in zip(kinds, row, strict=True)]} for row in rows
        ]
        table = {"columns": columns, "rows": cells, "caption": ""}
        return "table", {"caption": caption, "table": table, "row_headings": True, "source": source}

    def _chart(self, title, kind, unit, csv, source, summary=""):
        return "chart", {
            "title": title,
            "kind": kind,
            "unit": unit,
            "data": csv.strip(),
            "source": source,
            "summary": summary,
        }

    def _key_takeaways(self, items):
        return "key_takeaways", {"items": items}

    def _note(self, text):
        return "editors_note", {"text": f"<p>{escape(text)}</p>"}

    def _related(self, part):
        return "related_piece", {"page": self.find_page(part).pk, "reason": ""}


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[\d,.\u2212-]+", cell))


def _cell(kind: str, cell: str) -> str:
    return cell if kind == "number" else f"<p>{escape(cell)}</p>"
