#!/usr/bin/env python3
"""Removes static files that no release names any more, some days after the last that did.

    deploy/prune_static.py /srv/site/static /srv/site/releases 30

Readers may hold pages of an earlier release, and caches too, and ask for its files long after it is gone. Every run
marks what the releases that are there name as used today; what nobody has named for so many days goes. The lists are
those of publication/static_files.py. Needs Python and nothing else.
"""

import hashlib
import json
import os
import sys
import time
from pathlib import Path

LISTS = "files-of-"
COMPRESSED = ("", ".gz", ".br")
DAY = 86_400


def list_of(release: Path) -> str:
    """The name of the list of a release that runs from this folder."""
    return f"{LISTS}{hashlib.sha256(str(release.resolve()).encode()).hexdigest()[:12]}.json"


def prune(static: Path, releases: Path, days: float, now: float) -> list[Path]:
    """Mark what is named, remove what has not been for `days`, and return what was removed."""
    lists = {list_of(release) for release in releases.iterdir() if release.is_dir()}
    named = {static / name for name in lists}
    for name in lists:
        if (static / name).exists():
            for pair in json.loads((static / name).read_text())["paths"].items():
                named |= {static / (file + ending) for file in pair for ending in COMPRESSED}
    if not any(path.name in lists for path in static.glob(f"{LISTS}*.json")):
        raise SystemExit(f"{static} has the list of none of the releases in {releases}: nothing is removed.")
    removed = []
    for path in sorted(path for path in static.rglob("*") if path.is_file()):
        if path in named:
            os.utime(path, (now, now))
        elif path.stat().st_mtime < now - days * DAY:
            path.unlink()
            removed.append(path)
    return removed


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    gone = prune(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), time.time())
    sys.stdout.write(f"Removed {len(gone)} static files of earlier releases.\n")
