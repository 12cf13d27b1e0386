"""Following by mail: one address is typed, its owner confirms, and every letter has a way out.

The reader's side stands here, what is mailed in `mailing/`. `addresses.py` says what a mail address is, `targets.py`
what can be followed. `asking.py`, `confirming.py`, `leaving.py` and `managing.py` are what a reader does,
`forgetting.py` what time does, `merging.py` what becomes of what is followed, `export.py` all that is kept of an
address. `tokens.py` signs the links that stand in for accounts and `links.py` makes them; `letters.py` writes the
letters that are not the mailing's own and `sending.py` has the worker send them. `forms.py`, `words.py`, `views.py`,
`manage_views.py` and `urls.py` are the pages. (docs/decisions/024)

The mailing needs of it `Follow.objects.active()`, and of `links.py` `unsubscribe_link(follow)`,
`end_weekly_link(follower, language)` and `manage_link(follower)`.
"""
