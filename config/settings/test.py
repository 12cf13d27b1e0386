"""The test suite. TEST_DATABASE chooses sqlite or postgres, DATABASE_URL another server; fast and silent.

PostgreSQL is started here and not in a conftest.py, where it would be too late: pytest-django has read the
settings by then, and the suite would run on SQLite without a word.
"""

import tempfile
from pathlib import Path

from config.environment import env
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, ENVIRONMENT, LOGGING, TASKS

SECRET_KEY = ENVIRONMENT.secret_key or "for-tests-only"
ALLOWED_HOSTS = ["*"]
TWO_FACTOR = "offered"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING["root"]["level"] = "WARNING"
TASKS["default"] = {"BACKEND": "tests.indexing.IndexingThatWaits"}
WHITENOISE_AUTOREFRESH = True  # nothing is collected for tests, and nothing needs to be

# Each worker's own; removed when its process ends.
FOLDER = tempfile.TemporaryDirectory(prefix="commentary-tests-")
MEDIA_ROOT = Path(FOLDER.name) / "media"
PRIVATE_ROOT = Path(FOLDER.name) / "private"

TEST_DATABASE = "server" if ENVIRONMENT.database_url else env.str("TEST_DATABASE", "sqlite")
if TEST_DATABASE == "postgres":
    from tests.databases import postgres

    DATABASES["default"] = postgres.description(postgres.running_server())
elif TEST_DATABASE == "sqlite":
    DATABASES["default"]["TEST"] = {"NAME": str(Path(FOLDER.name) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
elif TEST_DATABASE != "server":
    raise ValueError(f"TEST_DATABASE is {TEST_DATABASE!r}; it may be sqlite or postgres.")
