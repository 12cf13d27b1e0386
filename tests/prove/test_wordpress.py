"""Two thousand posts of WordPress: as fast as publishing pages, give or take, and in the memory that two hundred take."""

import os
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Locale

from series.models import Byline, InstallmentPage, InstallmentTopic
from tests.factories import AuthorFactory, SeriesFactory, TopicFactory
from tests.series.manuscripts.wordpress.exports import long_export
from tests.series.manuscripts.wordpress.test_hostile import mutated, read_all, rich_file

pytestmark = pytest.mark.prove

POSTS = int(os.environ.get("PROVE_POSTS", "2000"))
TIMES_AS_LONG = 3.0
TIMES_THE_MEMORY = 1.3
ROOT = Path(__file__).resolve().parents[2]


def written(folder: Path, count: int) -> Path:
    """An export of so many posts in a file."""
    path = folder / f"export-{count}.xml"
    with path.open("wb") as file:
        file.writelines(long_export(count))
    return path


def publish_ready_made(count: int) -> float:
    """Seconds to create and publish pages like those of the export, with everything at hand."""
    words = (
        "The water rose in the night, and the gauge at the bridge stood above the mark of the year before. "
        * 6
    )
    body = [
        ("paragraph", f"<p>{words}</p>"), ("heading", {"text": "What follows", "level": "2"}),
        ("paragraph", f"<p>{words}</p>"), ("paragraph", "<p><i>See</i></p>"), ("paragraph", f"<p>{words}</p>"),
    ]  # fmt: skip
    all_series = SeriesFactory.create_batch(40)
    authors, topics = AuthorFactory.create_batch(60), TopicFactory.create_batch(30)
    locale = Locale.objects.get(language_code="en")
    begun = time.perf_counter()
    for n in range(count):
        page = InstallmentPage(
            title=f"Page {n}", slug=f"page-{n}", standfirst=f"Standfirst {n}.", body=body, live=False
        )
        page.bylines = [
            Byline(author=authors[at % 60], name=authors[at % 60].title, locale=locale, sort_order=place)
            for place, at in enumerate((n, n + 9))
        ]
        page.topic_rows = [InstallmentTopic(topic=topics[n % 30], sort_order=0)]
        all_series[n % 40].add_child(instance=page)
        page.save_revision().publish()
    return time.perf_counter() - begun


@pytest.mark.django_db
def test_two_thousand_posts_take_no_three_times_as_long_as_pages(tmp_path, record_property):
    export = written(tmp_path, POSTS)
    pages = publish_ready_made(POSTS)
    begun = time.perf_counter()
    call_command("import_wordpress", export, stdout=StringIO(), stderr=StringIO())
    posts = time.perf_counter() - begun
    assert InstallmentPage.objects.filter(imported_post__isnull=False, live=True).count() == POSTS
    figures = f"{POSTS} pages {pages:.0f} s, {POSTS} posts {posts:.0f} s, {posts / pages:.2f} times as long"
    record_property("speed", figures)
    print(figures)  # noqa: T201 (the figures of the proof are its result)
    assert posts <= TIMES_AS_LONG * pages


def peak_memory(folder: Path, count: int) -> int:
    """The most memory, in KiB, that the command takes for an export of so many posts; a process and site of its own."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/site-{count}.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=environment, check=True, cwd=folder)
    process = subprocess.Popen(
        [*manage, "import_wordpress", str(written(folder, count)), "--report", str(folder / "report.json")],
        env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return usage.ru_maxrss


def test_memory_does_not_grow_with_the_number_of_posts(tmp_path, record_property):
    few, many = peak_memory(tmp_path, POSTS // 10), peak_memory(tmp_path, POSTS)
    figures = (
        f"{POSTS // 10} posts {few / 1024:.0f} MB, {POSTS} posts {many / 1024:.0f} MB, {many / few:.2f} times"
    )
    record_property("memory", figures)
    print(figures)  # noqa: T201 (as above)
    assert many <= TIMES_THE_MEMORY * few


@pytest.mark.parametrize("start", range(0, 2000, 200))
def test_two_thousand_damaged_files_are_read_or_refused(start):
    for seed in range(start, start + 200):
        read_all(mutated(rich_file(), 10_000 + seed))
