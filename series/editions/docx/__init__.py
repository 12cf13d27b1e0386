"""A `Manuscript` as a Word document: what an editor sends back to an author, and can bring in again unchanged.

Written with python-docx where it has what is needed (package, styles, pictures); footnotes, lists and languages are
parts and properties that it does not know, and are written here.
"""

from .writing import write_docx

__all__ = ["write_docx"]
