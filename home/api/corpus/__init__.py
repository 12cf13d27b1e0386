"""Everything that was published, in one file for researchers: a line of JSON for each piece, or a table about them.

The text of a piece is in it where the licence lets others publish it again; of all others there is what is told of
them, and where they can be read (docs/decisions/020).
"""
