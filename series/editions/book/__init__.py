"""A piece or a whole series as a book: what stands in it, in which order, and how its parts lead to each other.

`shapes.py` says what a book is, `reading.py` reads it from what everybody may see, `markup.py` prints it as HTML and
`tree.py` makes one document of its chapters, in which every address leads somewhere. EPUB, PDF and the page with the
whole series are made of that.
"""
