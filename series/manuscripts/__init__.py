"""Manuscripts in: readers turn a file into one plain, typed `Manuscript`; nothing here knows the website."""
