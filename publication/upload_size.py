"""How large the body of an editor's request may be: asked by the application (bounds.py) and by nginx (deploy/nginx/fill.py).

The largest single files are documents and manuscripts of 50 MB; several manuscripts may come in one form. Imports nothing,
as `fill.py` runs where nothing is installed.
"""

MEBIBYTES = 128
