"""What an operator should set right, in words: for `manage.py check --deploy --database default` and in the log at each start.

These checks ask the database, the cache, the storage and the mail server, so they are made only where a database is named
on the command line. What keeps the settings themselves from fitting together is refused in config/environment.py.
"""

import logging
import threading
import uuid
from collections.abc import Iterator

from django.conf import settings
from django.core import checks, mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, connections

from home.health.readiness import cache_state, missing_migrations

logger = logging.getLogger(__name__)

_said = threading.Event()
STORAGES = {
    "default": ("S3_BUCKET", "MEDIA_ROOT", "uploaded pictures"),
    "private": ("S3_PRIVATE_BUCKET", "PRIVATE_ROOT", "documents, manuscripts and editions"),
}


def found() -> Iterator[checks.CheckMessage]:
    """What is wrong now, the gravest of each kind first said."""
    for look in (_hosts, _database, _cache, _storage, _mail):
        yield from look()


@checks.register(checks.Tags.database, deploy=True)
def what_the_site_stands_on(app_configs=None, databases=None, **kwargs) -> list[checks.CheckMessage]:
    """The check of the command; without `--database` it asks nothing."""
    return list(found()) if databases else []


def say_at_start() -> None:
    """Put what is wrong into the log, beside the start of the process, which does not wait for it; once, in production."""
    if settings.CHECKS_AT_START and not _said.is_set():
        _said.set()
        threading.Thread(target=_say, name="checks at the start", daemon=True).start()


def _say() -> None:
    try:
        for message in found():
            if message.level >= checks.WARNING:
                logger.log(message.level, "%s: %s %s", message.id, message.msg, message.hint or "")
    except Exception:
        logger.exception("The checks at the start failed")
    finally:
        connections.close_all()


def _hosts():
    if "*" in settings.ALLOWED_HOSTS:
        yield checks.Warning(
            "ALLOWED_HOSTS lets any host name in.", hint="Name the site's own hosts.", id="home.W201"
        )
    if not settings.WAGTAILADMIN_BASE_URL.startswith("https://"):
        yield checks.Warning(
            f"SITE_URL is {settings.WAGTAILADMIN_BASE_URL}: links in mail to editors lead there.",
            hint="Set it to the https:// address of the site.",
            id="home.W202",
        )


def _database():
    try:
        with connection.cursor() as cursor:  # Django refuses versions that are too old here
            cursor.execute("SELECT 1")
        missing = missing_migrations()
    except Exception as error:  # drivers have errors of their own
        yield checks.Error(
            f"The database cannot be asked: {type(error).__name__}: {error}",
            hint="See that it runs, and that DATABASE_URL names it; PostgreSQL 14 or SQLite 3.31 is the oldest that will do.",
            id="home.E203",
        )
        return
    if missing:
        named = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
        yield checks.Error(
            f"{len(missing)} migrations are not applied: {named}.",
            hint="Run `manage.py migrate`. Until then /readyz answers 503.",
            id="home.E204",
        )


def _cache():
    state = cache_state()
    if state == "degraded":
        yield checks.Warning(
            "REDIS_URL is set and Redis does not answer.",
            hint="Start it, or mend the address. The site runs without it, slower, and lets nobody ask for mail meanwhile.",
            id="home.W205",
        )
    elif state == "memory":
        yield checks.Info(
            "Each process has a cache of its own.",
            hint="Right for one machine. With several nodes set REDIS_URL.",
            id="home.I206",
        )


def _storage():
    for name, (bucket, folder, what) in STORAGES.items():
        storage = storages[name]
        try:
            stored = storage.save(f"checks/{uuid.uuid4().hex}", ContentFile(b"written by a check"))
            storage.delete(stored)
        except Exception as error:  # storages have errors of their own
            yield checks.Error(
                f"The storage of {what} cannot be written: {type(error).__name__}: {error}",
                hint=f"See that {bucket} (or the folder {folder}) is there and that the site may write and delete in it.",
                id=f"home.E207.{name}",
            )


def _mail():
    sender = mail.get_connection()
    try:
        sender.open()
        sender.close()
    except Exception as error:  # sockets, TLS and SMTP have errors of their own
        yield checks.Warning(
            f"The mail server does not take the site's mail: {type(error).__name__}.",
            hint="See EMAIL_URL. Letters wait, and invitations and clearance links cannot be sent.",
            id="home.W208",
        )
