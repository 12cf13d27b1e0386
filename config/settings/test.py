"""The test suite: SQLite in memory-backed files unless DATABASE_URL names a server; fast and silent."""

from config.settings.base import *  # noqa: F403
from config.settings.base import ENVIRONMENT

SECRET_KEY = ENVIRONMENT.secret_key or "for-tests-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
