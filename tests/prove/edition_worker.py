"""A real worker in a process of its own, with short times, that stands still at a step so that it can be killed there.

    python -m tests.prove.edition_worker PRIVATE_ROOT [STEP REACHED]

At the step it makes the file REACHED and does nothing any more. Without a step it works until it is ended.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

STEPS = (
    "task taken", "changes being marked", "marks there", "put off", "claimed", "book written", "file half stored",
    "file stored", "last transaction", "committed",
)  # fmt: skip


def main(private_root: str, step: str = "", reached: str = "") -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.PRIVATE_ROOT = Path(private_root)
    hurry()
    if step:
        stand_still_at(step, Path(reached))
    call_command("work", interval=0.1, verbosity=0)


def hurry() -> None:
    """All times that a killed worker is waited for, in seconds instead of minutes; one form, to be done soon."""
    from publication.background import life
    from series.editions.shelf import making, stale
    from series.editions.shelf.forms import KINDS

    life.SECONDS_BETWEEN_BEATS = 0.3
    making.SIGN_OF_LIFE = timedelta(seconds=2)
    stale.QUIET = timedelta(seconds=0)
    stale.FIRST_PAUSE = timedelta(seconds=1)
    for form in [form for form in KINDS if form != "epub"]:
        del KINDS[form]


def stand_still_at(step: str, reached: Path) -> None:
    """Have the worker go no further than a step."""
    from publication.private_files import PrivateStorage
    from series.editions.shelf import making, stale, working_off
    from series.models import Edition

    def stop(*args, **kwargs):
        reached.touch()
        time.sleep(3600)

    def half(storage, name, content, **kwargs):
        path = Path(storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read()[:100])
        stop()

    where = {
        "task taken": (working_off, "look_up_changes"),
        "changes being marked": (stale, "mark"),
        "marks there": (working_off, "_bring_up_to_date"),
        "put off": (working_off, "book_of"),
        "claimed": (making, "book_of"),
        "book written": (PrivateStorage, "save"),
        "file half stored": (PrivateStorage, "save"),
        "file stored": (making, "_keep"),
        "last transaction": (Edition, "save"),
        "committed": (making, "clear_away"),
    }
    owner, name = where[step]
    setattr(owner, name, half if step == "file half stored" else stop)


if __name__ == "__main__":
    main(*sys.argv[1:])
