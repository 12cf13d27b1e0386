"""Exports that open as text: no cell of a downloaded table is a formula, whatever somebody typed as a title."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What spreadsheet programs take for the beginning of a formula, as
# https://owasp.org/www-community/attacks/CSV_Injection lists it; the wide forms are those of Korean keyboards.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_cell(value):
    """A value of a cell as it is, but text that would be a formula with an apostrophe before it."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def write_plain_cells_only() -> None:
    """Make every export of the admin write plain cells, Wagtail's own reports and lists among them.

    Wagtail marks formulas as text in XLSX only, where the mark is lost once somebody saves the file as CSV, and it
    has no hook for what goes into a cell. So the one method through which all of its exports write is wrapped: a mixin
    would protect only the views that remember it.
    """
    write = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_field_value(view, field, value, export_format):
        return plain_cell(write(view, field, value, export_format))

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
