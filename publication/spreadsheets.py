"""Exports that open as text: no cell of a downloaded table is a formula, whatever somebody typed as a title."""

# What spreadsheet programs take for the beginning of a formula, as
# https://owasp.org/www-community/attacks/CSV_Injection lists it; the wide forms are those of Korean keyboards.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_cell(value):
    """A value of a cell as it is, but text that would be a formula with an apostrophe before it."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


class PlainCellsMixin:
    """For views with Wagtail's SpreadsheetExportMixin; stands before it.

    Wagtail marks formulas as text in XLSX only, where the mark is lost once somebody saves the file as CSV.
    """

    def preprocess_field_value(self, field, value, export_format):
        return plain_cell(super().preprocess_field_value(field, value, export_format))
