"""Copies of a piece for other sites: clean HTML and plain text, with the credit line that its licence asks for."""

# The files below the address of a piece that may be published again, and their media types.
COPIES = {"republish.html": "text/html", "republish.txt": "text/plain"}
