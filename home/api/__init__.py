"""The public's API: what the site says, as JSON, read only, under `/api/v1/` (docs/decisions/019).

`asked.py` says what may be asked and `shapes.py` what is answered; `pieces.py`, `series.py`, `authors.py`, `topics.py`
and `search.py` bring the two together from the same descriptions as the pages. `door.py` is what every answer passes:
limits, caching, errors. `document.py` makes the OpenAPI document of all that, `corpus/` the files with everything.
"""
