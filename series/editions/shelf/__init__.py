"""Where editions are kept, and when they are made anew.

An edition is what its book says at this moment, or it is not handed out: at each request the book is read again
(`making.book_of`), and only where its digest is that of the kept file is the file given. So no signal that was missed
can leave a closed piece in a file. `making.py` makes one at a time and swaps whole files; `views.py` hands them out.
"""
