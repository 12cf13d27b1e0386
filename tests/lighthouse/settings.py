"""Production, on http and this machine, with what a proxy in front would do: compress pages and serve media."""

import os
from pathlib import Path

from config.settings.production import *  # noqa: F403
from config.settings.production import LOGGING, MIDDLEWARE

FOLDER = Path(os.environ["LIGHTHOUSE_FOLDER"])
STATIC_ROOT = FOLDER / "static"
MEDIA_ROOT = FOLDER / "media"
PRIVATE_ROOT = FOLDER / "private"
LOGGING["root"]["level"] = "WARNING"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
ROOT_URLCONF = "tests.lighthouse.urls"
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *MIDDLEWARE]
