"""Editions made behind the site: `conftest.py` has a series whose books are made in no time."""

from datetime import timedelta

from django_tasks_db.models import DBTaskResult

from publication.private_files import private_storage
from series.editions.shelf.stale import QUIET, look_up_changes
from series.editions.shelf.working_off import make_stale_editions, work_off
from series.models import Edition


def publish(page) -> None:
    page.save_revision().publish()


def pass_time(by: timedelta) -> None:
    """Let all marks and claims be older."""
    for edition in Edition.objects.all():
        for name in ("stale_since", "due_at", "heard_at"):
            if moment := getattr(edition, name):
                setattr(edition, name, moment - by)
        edition.save()


def made(after: timedelta = QUIET) -> list[str]:
    """What is made when some time has passed, as names of pages in the order of making."""
    look_up_changes()
    pass_time(after)
    return [edition.page.slug for edition in work_off()]


def tasks() -> int:
    return DBTaskResult.objects.filter(task_path=make_stale_editions.module_path).count()


def stored() -> set[str]:
    try:
        return {f"editions/{name}" for name in private_storage().listdir("editions")[1]}
    except FileNotFoundError:
        return set()


def download(client, status=200, address="/series/rivers.epub"):
    response = client.get(address)
    assert response.status_code == status
    return b"".join(response.streaming_content).decode() if status == 200 else ""
