"""Clearance by outside authors: a link without an account, comments by paragraph, an approval of one exact text.

`tokens.py` makes and knows addresses, `requests.py` sends, revokes and finds, `letters.py` writes the mail,
`text_hash.py` says what counts as the text, `standing.py` who has cleared what (in the words of `states.py`),
`answers.py` keeps what the author says, `passages.py` and `comments.py` bring it to Wagtail's comments, `page.py`,
`forms.py` and `views.py` are the author's side. The editors' side stands in series/desk/clearance_*.py.
"""
