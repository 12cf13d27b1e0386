"""JSON as a form sends it back: what cannot be read is one kind of error, however it cannot be read."""

import json

# More than any form of the desk carries: a map of a thousand numbers is a tenth of it.
MOST_CHARACTERS = 1_000_000


def read_json(text: str):
    """The value that a hidden field carries. Raises ValueError for what is none, too long, or too deeply nested.

    Python's own reader answers the last with RecursionError, which no view expects
    (https://docs.python.org/3/library/json.html, "Implementation Limitations").
    """
    if len(text) > MOST_CHARACTERS:
        raise ValueError("The field is too long.")
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("The value is too deeply nested.") from error
