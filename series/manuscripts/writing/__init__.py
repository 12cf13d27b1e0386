"""The pieces of the writer: from the blocks, notes, pictures and names of a manuscript to what a page stores."""
