"""Takes the pictures of README.md and docs/editors.md again, from a throw-away site with the demo:

    .venv/bin/python -m docs.screenshots

Needs Chromium and what the tests need. Nothing of your own site is touched. `site.py` brings the site up and keeps the
pictures, `writing.py` and `desk.py` take them, `work.py` lays out what an editor has on the desk.
"""
