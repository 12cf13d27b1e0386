"""Whole numbers in the text of files, where anything may stand."""


def whole_number(text: str, digits: int = 5) -> int | None:
    """The number that ASCII digits say; None for all else, and for more digits than anybody means.

    Python refuses to read a few thousand digits, and a database column none beyond its bounds.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
