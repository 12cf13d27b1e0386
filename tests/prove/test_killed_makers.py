"""A worker is killed (SIGKILL) at each step of making editions: nothing is lost, nothing twice, nothing half.

Real workers on the database of the run: TEST_DATABASE=sqlite, or postgres. Its small sibling, which leaves behind what a
killed worker would, is in tests/series/editions/in_the_background/test_meanwhile.py.
"""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from publication.private_files import private_storage
from series.editions.shelf.forms import KINDS
from series.models import ChangedThing, Edition, InstallmentPage
from tests import factories
from tests.prove.edition_worker import STEPS
from tests.series.editions.opened import Opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.prove]

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


def database_url() -> str:
    where = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{where['NAME']}"
    return f"postgres://{where['USER']}@{quote(str(where['HOST']), safe='')}/{where['NAME']}"


@contextmanager
def worker(*arguments):
    """A worker with these arguments; killed at the end, whatever it does."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.prove.edition_worker",
            str(settings.PRIVATE_ROOT),
            *map(str, arguments),
        ],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(condition, process) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "It does not come."
        assert process.poll() is None, process.stderr.read().decode()
        time.sleep(0.1)


def nothing_is_left_to_do() -> bool:
    return not (
        ChangedThing.objects.exists()
        or Edition.objects.exclude(stale_since=None).exists()
        or Edition.objects.exclude(making_since=None).exists()
        or Edition.objects.exclude(leftovers=[]).exists()
    )


def text_of(edition: Edition) -> str:
    return Opened(edition.file.open("rb").read()).text()


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_killed_at_any_step_loses_nothing_and_leaves_nothing(step, client, tmp_path, monkeypatch):
    for form in [form for form in KINDS if form != "epub"]:
        monkeypatch.delitem(KINDS, form)  # as in the worker
    series = factories.SeriesFactory(title="Rivers", slug="rivers", status="complete")
    for slug in ("first", "second"):
        factories.InstallmentFactory(parent=series, title=f"The {slug}", slug=slug)
    assert client.get("/series/rivers.epub").status_code == 200
    piece = InstallmentPage.objects.get(slug="first")
    piece.title = "Another title"
    piece.save_revision().publish()

    reached = tmp_path / "reached"
    with worker(step, reached) as process:
        wait_for(reached.exists, process)
    connection.close()
    # The reader meanwhile: the last file, or the next, whole either way.
    book = Opened(b"".join(client.get("/series/rivers.epub").streaming_content)).text()
    assert "The second" in book

    with worker() as process:
        wait_for(nothing_is_left_to_do, process)
    connection.close()
    rows = list(Edition.objects.order_by("page__slug"))
    assert [(row.page.slug, row.form) for row in rows] == [
        ("first", "epub"), ("rivers", "epub"), ("second", "epub"),
    ]  # fmt: skip
    assert [(row.attempts, row.problem, row.making_since) for row in rows] == [(0, "", None)] * 3
    assert {f"editions/{name}" for name in private_storage().listdir("editions")[1]} == {
        row.file.name for row in rows
    }
    assert "Another title" in text_of(rows[0])
    assert "Another title" in text_of(rows[1])
    assert [row.size for row in rows] == [row.file.size for row in rows]
