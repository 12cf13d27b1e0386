"""The public search: what a reader's line asks, what is found, in which order, and how it is shown.

`asked` reads the line, `found` asks the index, `facets` narrows and counts, `highlight` marks, `shown` makes the rows of
a page, `suggest` offers words, `log` counts what was asked, `views` answers.
"""
