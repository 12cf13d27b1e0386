"""What every test stands on: a migrated database of the chosen kind, empty caches, a media folder of its own."""

import gc
import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import TransactionTestCase
from django.urls import get_resolver
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.databases import restoring, sqlite
from tests.indexing import indexing_waits

# The same examples in every run, so that a red run is red again; `make prove` may widen the search.
hypothesis_settings.register_profile("suite", derandomize=True, deadline=None, max_examples=50)
hypothesis_settings.load_profile("suite")

# Where the clock of the rate limiter stands in every test.
START_OF_A_MINUTE = 1_800_000_000

# Where files go that are made outside of any test.
LASTING_MEDIA = Path(settings.MEDIA_ROOT)
LASTING_PRIVATE = Path(settings.PRIVATE_ROOT)
# What is to be done when a lasting world is made.
_WORLD_IN_THE_MAKING = ExitStack()

# A test that has one of these asks a database.
NEEDS_DATABASE = frozenset({"db", "transactional_db", "live_server", "lasting"})
# A test that has one of these commits.
COMMITS = frozenset({"transactional_db", "live_server"})
# What PostgreSQL is not asked in `make test` (marker `once`). It is asked what a database decides: which rows are found
# and in what order, what may not be written twice, who waits for whom, what is taken back; so everything that chooses
# what the public sees, numbers, search, imports and each test of two at once. It is not asked what is done with rows
# that were read: pages and forms made of them, files, texts, times of day, and how many queries that takes.
HERE = Path(__file__).parent
AT_ONCE = "_at_once.py"
COUNTS = "queries"  # in the name of a test
SAME_EVERYWHERE = (
    # Pages and what machines read
    "home/api/test_document.py",
    "home/api/test_door.py",
    "home/api/test_page.py",
    "home/help/",
    "home/machines/test_oembed",
    "home/machines/test_robots",
    "home/odd/",
    "home/test_demo.py",
    "home/test_korean_pages.py",
    "home/test_pages_as_sent.py",
    "publication/caching/test_rules.py",
    "publication/caching/test_shared_pages.py",
    "publication/test_speculation.py",
    "series/feeds/test_conditional.py",
    "series/feeds/test_contents.py",
    "series/feeds/test_feedparser.py",
    "series/feeds/test_following.py",
    "series/feeds/test_leading.py",
    "series/feeds/test_queries.py",
    "series/links/test_archived_copies.py",
    "series/metadata/",
    "series/reading/test_hostile_markup.py",
    "series/reading/test_installment_page.py",
    "series/reading/test_installment_preview.py",
    "series/reading/test_versions.py",
    "series/republication/",
    "series/share_cards/",
    "series/test_block_previews.py",
    "series/test_purging.py",
    "test_page_numbers.py",
    # The door: its pages, letters, sessions and limits
    "authors/signing_in/",
    # Texts, pictures and files
    "home/backups/test_backup_",
    "publication/documents/test_intake.py",
    "publication/test_copies_ahead.py",
    "publication/test_csv_",
    "publication/test_image",
    "publication/test_pictures",
    "publication/test_prose.py",
    "publication/test_times.py",
    "series/editions/",
    "series/followers/test_links.py",
    "series/followers/test_managing.py",
    "series/manuscripts/html/",
    "series/manuscripts/test_",
    "series/manuscripts/word/",
    "series/test_files_in_buckets.py",
    "series/test_storage_away.py",
    # Forms and lists of editors
    "home/test_arranging.py",
    "publication/background/test_pages.py",
    "roles/",
    "series/checklist/test_closing.py",
    "series/checklist/test_doors.py",
    "series/checklist/test_outgoing_links.py",
    "series/checklist/test_reading.py",
    "series/clearance/",
    "series/desk/calendar/test_moving.py",
    "series/desk/calendar/test_refusals.py",
    "series/desk/calendar/test_views.py",
    "series/desk/followers/",
    "series/desk/intake/",
    "series/desk/reports/test_downloads.py",
    "series/desk/test_buttons.py",
    "series/desk/test_choosing_series.py",
    "series/desk/test_clearance.py",
    "series/desk/test_commissions.py",
    "series/desk/test_correct_parts.py",
    "series/desk/test_editions_desk.py",
    "series/desk/test_part_number.py",
    "series/desk/test_plan_import.py",
    "series/desk/test_running_order_view.py",
    "series/desk/test_selection.py",
    "series/desk/test_several_editors.py",
    "series/desk/test_slip.py",
    "series/desk/test_untagged.py",
    "series/desk/test_word_download.py",
    "series/translating/",
)


def pytest_addoption(parser):
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out tests that ask no database, or nothing that two would answer differently (marker `once`)",
    )


def pytest_ignore_collect(collection_path, config):
    """Do not even read the files of which nothing would be left."""
    path = collection_path
    if config.getoption("--database-only") and path.suffix == ".py" and path.is_relative_to(HERE):
        return _is_once(path) or None
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        if item.path.is_relative_to(HERE) and _same_everywhere(item):
            item.add_marker("once")
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if not item.get_closest_marker("once") and _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_collection_finish(session):
    """Let the collector of garbage leave alone what stays until the end, and come less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _same_everywhere(item) -> bool:
    return not item.path.name.endswith(AT_ONCE) and (_is_once(item.path) or COUNTS in item.name)


def _is_once(path: Path) -> bool:
    """May the tests of this whole file be asked of one database alone?"""
    path = path.relative_to(HERE).as_posix()
    return not path.endswith(AT_ONCE) and path.startswith(SAME_EVERYWHERE)


def _asks_a_database(item) -> bool:
    return bool(
        item.get_closest_marker("django_db") or NEEDS_DATABASE & set(getattr(item, "fixturenames", ()))
    )


def _commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(COMMITS & set(item.fixturenames) or (marker and marker.kwargs.get("transaction")))


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Our own databases are copies of a template in temporary places: nothing to make or to destroy."""
    return settings.TEST_DATABASE != "server"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Put the SQLite template where Django looks for the test database of this worker."""
    if settings.TEST_DATABASE == "sqlite":
        sqlite.lay()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let tests that commit leave the migrated, empty site behind, not an empty database."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        restoring.remember()
        patch.setattr(TransactionTestCase, "_fixture_teardown", restoring.restore)
        yield
        restoring.forget()


@pytest.fixture(scope="session")
def lasting(django_db_setup, django_db_blocker):
    """For worlds that are dear to build: what is made inside `with lasting():` lasts as long as the fixture does.

    Every test starts from it again, as each is rolled back by itself; a copy keeps objects as fresh as their rows.
    All tests of the module stand on that world, so the fixture is autouse; none of them may commit.

        @pytest.fixture(scope="module", autouse=True)
        def built(lasting):
            with lasting():
                yield build()

        @pytest.fixture
        def world(built):
            return deepcopy(built)
    """

    @contextmanager
    def lasting():
        # The cache may hold copies of pictures of a world that was rolled back, whose ids come again in this one.
        cache.clear()
        with django_db_blocker.unblock(), transaction.atomic():
            # It is built before the fixtures of its first test, after the last test of another module.
            _forget_what_is_remembered()
            _WORLD_IN_THE_MAKING.enter_context(_indexed_in_the_end())
            yield
            transaction.set_rollback(True)
        for folder in (LASTING_MEDIA, LASTING_PRIVATE):
            shutil.rmtree(folder, ignore_errors=True)

    return lasting


@contextmanager
def _indexed_in_the_end():
    """Index each thing of a lasting world once, when all of it is there, and not at each of its saves."""
    with indexing_waits() as waiting:
        yield
        waiting.all()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup():
    """End the making of a lasting world, if that is what this fixture did."""
    try:
        return (yield)
    finally:
        _WORLD_IN_THE_MAKING.close()


def _forget_what_is_remembered():
    """Forget what the process keeps between requests, or a test would see the site of the one before it.

    A request leaves its language behind, too: after one for a Korean page every word would be Korean.
    """
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Site

    from publication import frame, pictures
    from publication.caching import claims, horizon, stores
    from publication.images import ahead

    translation.deactivate()
    cache.clear()
    ahead.forget()
    pictures.forget()
    frame.forget()
    horizon.forget()
    claims.forget()
    stores.forget()
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch):
    """Begin with nothing remembered, and keep what the test then lets the process remember until its end."""
    from publication import frame, limits

    _forget_what_is_remembered()
    # A slow machine must not read it again in the middle of a test that counts queries.
    monkeypatch.setattr(frame, "SECONDS_KEPT", float("inf"))
    # Nor may a minute end between two requests that a test counts together.
    monkeypatch.setattr(limits, "clock", lambda: START_OF_A_MINUTE)


@pytest.fixture
def client(client):
    """A client of a site whose views are all loaded: one loaded by the first request would keep what a test then fakes."""
    get_resolver().url_patterns  # noqa: B018 - Django loads them when they are asked for.
    return client


@pytest.fixture
def counts_are_kept(monkeypatch):
    """Keep counts over the whole site as outside of a transaction (publication/site_state.py), in which a test runs."""
    monkeypatch.setattr("publication.site_state._may_keep", lambda connection: True)


@pytest.fixture(autouse=True)
def _indexing_waits(request):
    """Index what a test makes when it reads the index; not where a test commits, as other threads may read there."""
    if not _asks_a_database(request.node) or _commits(request.node):
        yield
        return
    request.getfixturevalue("db")
    with indexing_waits():
        yield


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    """The folder of this test's uploads and renditions; the files of a lasting world are in it."""
    folder = tmp_path / "media"
    private = tmp_path / "private"
    for lasting, own in ((LASTING_MEDIA, folder), (LASTING_PRIVATE, private)):
        if lasting.exists():
            shutil.copytree(lasting, own)
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = folder, private
    return folder


@pytest.fixture
def page_cache(settings, monkeypatch):
    """The page cache, which is off otherwise, as production has it without Redis."""
    from publication.caching import journal, stores

    settings.PAGE_CACHE = True
    # What a test commits is told at once and not again later, by a thread.
    monkeypatch.setattr(journal, "tell_again_soon", lambda: None)
    cache.clear()
    stores.forget()
