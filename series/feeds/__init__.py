"""Feeds: the newest pieces of the site, a series, an author or a topic, and the corrections, to be followed elsewhere.

`addresses.py` says where they stand, `channels.py` what each is, `entries.py` and `body.py` what is in it; `rss.py`,
`atom.py` and `json_feed.py` write the same values in three formats, `conditional.py` answers who has them already.
"""
