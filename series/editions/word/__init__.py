"""A book as a Word document: `write_book` is the one way in.

It is written with the means of series/editions/docx, which knows no site: `pages.py` turns the printed pages of a book
into its blocks, `contents.py` and `sections.py` are what only a book has, `writing.py` puts everything together.
"""

from series.editions.word.writing import write_book

__all__ = ["write_book"]
