"""The table of a table block, with its words given to translators; wagtail-localize passes over tables by itself."""

from collections import defaultdict

from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter


class WordedTable(TypedTableBlock):
    """Passages are named by their place: `columns.<n>` is a heading, `rows.<n>.<m>` a cell. Bare numbers are none."""

    def get_translatable_segments(self, table: TypedTable) -> list:
        """The headings and cells with words in them, in the order of reading."""
        extractor = StreamFieldSegmentExtractor(None, include_overridables=True)
        found = [
            StringSegmentValue(f"columns.{place}", column["heading"])
            for place, column in enumerate(table.columns)
            if has_words(column["heading"])
        ]
        for row_place, row in enumerate(table.row_data):
            for place, (column, value) in enumerate(zip(table.columns, row["values"], strict=True)):
                if has_words(column["block"].get_prep_value(value)):
                    passages = extractor.handle_block(column["block"], value)
                    found += [
                        passage.wrap(str(place)).wrap(str(row_place)).wrap("rows") for passage in passages
                    ]
        return found

    def restore_translated_segments(self, table: TypedTable, segments: list) -> TypedTable:
        """The table with its words replaced; what is not among the segments stays."""
        writer = StreamFieldSegmentsWriter(None, None, None)
        cells = defaultdict(list)
        for segment in segments:
            part, inner = segment.unwrap()
            place, inner = inner.unwrap()
            if part == "columns":
                table.columns[int(place)]["heading"] = inner.render_text()
            else:
                column, inner = inner.unwrap()
                cells[int(place), int(column)].append(inner)
        for (row, column), passages in cells.items():
            values, block = table.row_data[row]["values"], table.columns[column]["block"]
            values[column] = writer.handle_block(block, values[column], passages)
        return table


def has_words(text: str | None) -> bool:
    """Is there a letter in it, outside of markup?"""
    outside, depth = [], 0
    for sign in text or "":
        depth += (sign == "<") - (sign == ">")
        if not depth:
            outside.append(sign)
    return any(sign.isalpha() for sign in outside)
