"""Production on http and this machine. BENCHMARK_MEDIA is the folder with the pictures of the site measured."""

from pathlib import Path

from config.environment import env
from config.settings.production import *  # noqa: F403
from config.settings.production import LOGGING, STORAGES

MEDIA_ROOT = Path(env.str("BENCHMARK_MEDIA"))
PRIVATE_ROOT = MEDIA_ROOT.parent / "private"
LOGGING["root"]["level"] = "ERROR"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
ROOT_URLCONF = "benchmarks.urls"
# Every request renders its page.
PAGE_CACHE = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
# The names of static files with their digests need collecting first, and cost a page nothing once they are known.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
