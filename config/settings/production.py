"""A site that other people reach. Refuses to start without secret key, hosts and database."""

from config.environment import database, mail, require
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, ENVIRONMENT, LOGGING, REPLICAS, STORAGES

SECRET_KEY = require(
    "SECRET_KEY", ENVIRONMENT.secret_key, "Give it 50 random characters and keep them secret."
)
ALLOWED_HOSTS = list(
    require("ALLOWED_HOSTS", ENVIRONMENT.allowed_hosts, "Name the site's hosts, for example www.example.org.")
)
DATABASES = {
    "default": database(
        require(
            "DATABASE_URL",
            ENVIRONMENT.database_url,
            "Give the database's address, for example postgres://user:password@host/name or sqlite:////srv/site.db.",
        ),
        BASE_DIR / "db.sqlite3",
    ),
    **REPLICAS,
}

TWO_FACTOR = ENVIRONMENT.two_factor or "required"

# Without EMAIL_URL Django's own: a mail server on this machine.
globals().update(mail(ENVIRONMENT.email_url))

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "publication.static_files.ReleaseFiles"},
}

PAGE_CACHE = True

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if ENVIRONMENT.proxy_count:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CHECKS_AT_START = True

# publication/logs.py keeps what is personal out of the lines; no other formatter may write them.
LOGGING["handlers"]["console"]["formatter"] = "json"

SENTRY_DSN = ENVIRONMENT.sentry_dsn
if SENTRY_DSN:
    from config.errors import report_errors

    report_errors(SENTRY_DSN, ENVIRONMENT.release)
