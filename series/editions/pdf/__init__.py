"""A book as a tagged PDF (PDF/UA-1), set by WeasyPrint: `write_pdf` is the one way in, with `set_pdf`, which counts
the pages as well; `problem` says why there is none.

`document.py` puts the chapters of the book into one document, `writing.py` has it set, with nothing fetched from
anywhere; `ability.py` knows what the machine lacks: the library Pango, or for a Korean book a font with Hangul.
"""

from series.editions.pdf.ability import problem
from series.editions.pdf.writing import set_pdf, write_pdf

__all__ = ["problem", "set_pdf", "write_pdf"]
