"""The environment, read and checked in one place. Nothing else in the project reads os.environ."""

import re
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()


@dataclass(frozen=True)
class Environment:
    """What the operator may set; the README's table of settings describes each field."""

    secret_key: str
    old_secret_keys: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    database_url: str
    site_url: str
    editorial_time_zone: str
    media_root: str
    private_root: str
    demo_password: str
    from_email: str
    proxy_count: int
    email_url: str
    clearance_days: int
    security_contact: str
    card_font_ko: str


def read_environment() -> Environment:
    """Read every variable once, typed; raise ImproperlyConfigured naming the first that is wrong."""
    zone = env.str("EDITORIAL_TIME_ZONE", "Asia/Seoul")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ImproperlyConfigured(
            f"EDITORIAL_TIME_ZONE is {zone!r}, which is no zone of the tz database. Use a name like Asia/Seoul."
        ) from error
    return Environment(
        secret_key=env.str("SECRET_KEY", ""),
        old_secret_keys=tuple(env.list("SECRET_KEY_FALLBACKS", [])),
        allowed_hosts=tuple(env.list("ALLOWED_HOSTS", [])),
        database_url=env.str("DATABASE_URL", ""),
        site_url=env.str("SITE_URL", "http://127.0.0.1:8000"),
        editorial_time_zone=zone,
        media_root=env.str("MEDIA_ROOT", ""),
        private_root=env.str("PRIVATE_ROOT", ""),
        demo_password=env.str("DEMO_PASSWORD", ""),
        from_email=env.str("FROM_EMAIL", "editors@example.org"),
        proxy_count=env.int("PROXY_COUNT", 0),
        email_url=env.str("EMAIL_URL", ""),
        clearance_days=env.int("CLEARANCE_DAYS", 14),
        security_contact=_contact(env.str("SECURITY_CONTACT", "")),
        card_font_ko=_font(env.str("CARD_FONT_KO", "")),
    )


def _contact(value: str) -> str:
    """An e-mail address or an https address for security.txt, empty for none; raise ImproperlyConfigured otherwise."""
    if value and not re.fullmatch(r"(?:mailto:)?[^\s@:/]+@[^\s@:/]+|https://\S+", value):
        raise ImproperlyConfigured(
            f"SECURITY_CONTACT is {value!r}. Use an e-mail address or an address that begins with https://."
        )
    return value


def _font(value: str) -> str:
    """The path of a font file, empty for none; raise ImproperlyConfigured where there is no such file."""
    if value and not Path(value).is_file():
        raise ImproperlyConfigured(
            f"CARD_FONT_KO is {value!r}, which is no file. Name a TTF, OTF or TTC font."
        )
    return value


def require(variable: str, value, what: str):
    """Return `value`, or raise ImproperlyConfigured naming the variable and what it is for."""
    if not value:
        raise ImproperlyConfigured(f"{variable} is not set. {what}")
    return value


def mail(url: str) -> dict:
    """Django's settings for sending mail through what the URL names; {} without one."""
    if not url:
        return {}
    found = env.dj_email_url("EMAIL_URL", url)
    if "EMAIL_BACKEND" not in found:
        raise ImproperlyConfigured(
            "EMAIL_URL names no way to send mail. Use smtp://user:password@host:25 or submission://user:password@host:587."
        )
    names = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD",
             "EMAIL_USE_TLS", "EMAIL_USE_SSL")  # fmt: skip
    return {name: found[name] for name in names if name in found}


def database(url: str, sqlite_file) -> dict:
    """Django's description of the database: what the URL names, else a file of SQLite set up for one machine.

    SQLite: write-ahead log so that readers never wait for a writer, IMMEDIATE transactions so that a
    transaction that will write takes the lock first (this is what makes the lock of running_order.py real
    there), 20 s of patience, foreign keys on. https://docs.djangoproject.com/en/5.2/ref/databases/#sqlite-notes
    """
    found = env.dj_db_url("DATABASE_URL", url) if url else {}
    if url and found["ENGINE"] != "django.db.backends.sqlite3":
        return found | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": found.get("NAME", sqlite_file),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
