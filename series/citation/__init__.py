"""Citing: a piece or a series as a plain reference, written in the styles and formats that readers keep.

Pure: nothing here knows the site or the database. `reference.py` is the one shape; every other file is a rendering.
"""
