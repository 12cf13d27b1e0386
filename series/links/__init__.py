"""Where published pieces lead out, and whether it is still there.

`found.py` finds addresses in stored texts (the checklist of a series asks it, too), `uses.py` keeps which piece has
which, `judging.py` says what an answer means for a link and when it is asked again, `checking.py` asks, politely and a
bounded number at a time (`manage.py check_links`, and "Check now" in the report). Nothing is ever asked for a reader.
What readers see of it is the copy that an editor names: publication/prose.py prints it after the link.
"""
