"""Translating pages, passage by passage, with wagtail-localize.

`passages.py` says what a passage is, `coverage.py` which passages wait for their translation, `starting.py` begins
translations, `taking_in.py` is the only way from passages to a page: into its draft first, then through the page's own
`publish` with all its doors. `localize.py` puts these in the place of what wagtail-localize does by itself.
docs/decisions/016-translations-take-the-same-door.md has the reasons.
"""
