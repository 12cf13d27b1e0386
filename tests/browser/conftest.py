"""A real Chromium against the running site, and what it may not do: fail, complain, or ask another host.

def test_a_reader_goes_on_to_the_next_part(browse, live_server):
    page = browse(size="phone", dark=True)
    page.goto(live_server.url)
    assert_accessible(page)       # from tests.browser.accessibility
"""

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

HERE = Path(__file__).parent
CHROMIUM = Path("/usr/bin/chromium")
HOW_TO_GET_IT = "no Chromium on this machine; on Debian: apt-get install chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # No other host is reached. Playwright could refuse them one by one, but a browser that asks it keeps no file.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]  # fmt: skip
SIZES = {
    "desktop": {"width": 1280, "height": 900},
    "tablet": {"width": 768, "height": 1024},
    "phone": {"width": 375, "height": 800},
}
SCREENSHOTS = settings.BASE_DIR / "artefacts"
# Milliseconds until something that does not appear is a failure: a form that saves takes its time on a busy machine.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what is in this folder; without a browser skip it by name, except in CI, where that is a failure."""
    missing = not CHROMIUM.exists() and not os.environ.get("CI")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_IT))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Let fixtures know whether their test failed."""
    report = yield
    if call.when == "call":
        item.failed = report.failed
    return report


@dataclass
class Browse:
    """Opens pages for a test; call it for each visitor.

    `problems` collects what no page may do. A test that provokes one on purpose names it in `allowed`.
    """

    browser: Browser
    origin: str
    problems: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, *, size="desktop", dark=False, javascript=True, user=None, **options) -> Page:
        """A blank page of a new visitor: `size` of SIZES, signed in as `user` if one is given."""
        context = self.browser.new_context(
            viewport=SIZES[size],
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
            base_url=self.origin,
            **options,
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", self._watch)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.problems.append(f"error in a script: {error.error}"))
        if user:
            context.add_cookies([self._session(user)])
        self.contexts.append(context)
        return context.new_page()

    def unexpected(self) -> list[str]:
        """The problems that the test has not allowed."""
        return [
            problem for problem in self.problems if not any(allowed in problem for allowed in self.allowed)
        ]

    def _watch(self, request):
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.problems.append(f"asked another host: {request.url}")

    def _listen(self, message):
        if message.type == "error":
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")

    def _session(self, user) -> dict:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        return {"name": name, "value": client.cookies[name].value, "url": self.origin}


@pytest.fixture(scope="session")
def chromium():
    """One browser for each worker."""
    # Playwright's loop runs in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def _demo_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world of every_page.py as it was built, once for each worker: its addresses, and its files in a folder."""
    from tests.databases import restoring
    from tests.every_page import build
    from tests.indexing import indexing_waits

    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock():
        restoring.keep("empty")
        with indexing_waits() as waiting:
            world = build()
            waiting.all()
        restoring.keep("demo")
        for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
            shutil.copytree(root, folder / root.name) if root.exists() else (folder / root.name).mkdir()
            shutil.rmtree(root, ignore_errors=True)
        restoring.bring_back("empty")
        yield world, folder
        for name in ("empty", "demo"):
            restoring.let_go(name)


@pytest.fixture
def demo(_demo_once, transactional_db, settings):
    """Every kind of page, at the addresses that this World knows."""
    from tests.databases import restoring

    world, folder = _demo_once
    restoring.bring_back("demo")
    for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        shutil.copytree(folder / root.name, root, dirs_exist_ok=True)
    return world


@pytest.fixture
def browse(request, chromium, live_server):
    """Open pages of the running site; fail if one asked another host or wrote an error to its console."""
    from wagtail.models import Site

    if "demo" in request.fixturenames:  # which puts a whole database in place
        request.getfixturevalue("demo")
    host, port = re.fullmatch(r"http://(.+):(\d+)", live_server.url).groups()
    Site.objects.filter(is_default_site=True).update(hostname=host, port=port)
    Site.clear_site_root_paths_cache()
    browse = Browse(chromium, live_server.url)
    yield browse
    for context in browse.contexts:
        if getattr(request.node, "failed", False):
            for number, page in enumerate(context.pages):
                name = re.sub(r"\W+", "-", f"{request.node.name} {len(browse.contexts)} {number}")
                page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
        context.close()
    assert browse.unexpected() == []
