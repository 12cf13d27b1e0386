"""A book as an EPUB 3.3 file: `write_epub` is the one way in.

`xhtml.py` makes documents of chapters, `package.py` says what the file holds and in which order, `packing.py` puts
everything into one archive, the same bytes for the same book.
"""

from series.editions.epub.packing import write_epub

__all__ = ["write_epub"]
