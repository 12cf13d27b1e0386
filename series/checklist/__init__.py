"""The checklist of a piece: what must be there before readers see it, and what had better be.

`piece.py` says what a rule is told of a piece, `reading.py` reads that for one piece or a hundred, `rules/` holds the
points (a class each, listed in `rules/__init__.py`), `evaluation.py` asks them, `gate.py` keeps out of print what
lacks a required one, and `closing.py` looks over a whole series. To add a point, write a class in `rules/`, name it
in the list there, and test it in tests/series/checklist/test_rules.py.
"""
