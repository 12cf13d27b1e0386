"""Read replicas: pages of the public may be read from a copy of the database that is up to date, nothing else may.

`REPLICA_URLS` names the copies. `reading.py` says where the work in hand reads, `mark.py` how far a copy must be,
`choosing.py` which copies are, `middleware.py` who may read from one, `checks.py` what it takes.
The reasons are in docs/decisions.
"""
