"""What a page says of itself, once: one typed `Description`, from which head, JSON-LD, citations and feeds are written.

`description.py` holds the shapes (plain values, no database), `describing*.py` make them of what a page shows, every
other file is a rendering. The list of fields and where each comes from: shared metadata fields, sections A, B, D, H.
"""
