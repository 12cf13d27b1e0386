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
    replica_urls: tuple[str, ...]
    site_url: str
    editorial_time_zone: str
    media_root: str
    private_root: str
    static_root: str
    demo_password: str
    from_email: str
    proxy_count: int
    email_url: str
    clearance_days: int
    security_contact: str
    card_font_ko: str
    redis_url: str
    cache_proxies: tuple[str, ...]
    s3_bucket: str
    s3_private_bucket: str
    s3_endpoint_url: str
    s3_region: str
    s3_access_key: str
    s3_secret_key: str
    metrics_token: str
    metrics_folder: str
    sentry_dsn: str
    release: str
    slow_query_ms: int
    backup_recipients: tuple[str, ...]
    backup_identity: str
    two_factor: str


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
        replica_urls=tuple(url.strip() for url in env.list("REPLICA_URLS", []) if url.strip()),
        site_url=env.str("SITE_URL", "http://127.0.0.1:8000"),
        editorial_time_zone=zone,
        media_root=env.str("MEDIA_ROOT", ""),
        private_root=env.str("PRIVATE_ROOT", ""),
        static_root=env.str("STATIC_ROOT", ""),
        demo_password=env.str("DEMO_PASSWORD", ""),
        from_email=env.str("FROM_EMAIL", "editors@example.org"),
        proxy_count=env.int("PROXY_COUNT", 0),
        email_url=env.str("EMAIL_URL", ""),
        clearance_days=env.int("CLEARANCE_DAYS", 14),
        security_contact=_contact(env.str("SECURITY_CONTACT", "")),
        card_font_ko=_font(env.str("CARD_FONT_KO", "")),
        redis_url=env.str("REDIS_URL", ""),
        cache_proxies=_proxies(env.list("CACHE_PROXIES", [])),
        s3_bucket=env.str("S3_BUCKET", ""),
        s3_private_bucket=env.str("S3_PRIVATE_BUCKET", ""),
        s3_endpoint_url=env.str("S3_ENDPOINT_URL", ""),
        s3_region=env.str("S3_REGION", ""),
        s3_access_key=env.str("S3_ACCESS_KEY", ""),
        s3_secret_key=env.str("S3_SECRET_KEY", ""),
        metrics_token=env.str("METRICS_TOKEN", ""),
        metrics_folder=env.str("PROMETHEUS_MULTIPROC_DIR", ""),
        sentry_dsn=env.str("SENTRY_DSN", ""),
        release=env.str("RELEASE", ""),
        slow_query_ms=env.int("SLOW_QUERY_MS", 500),
        backup_recipients=tuple(env.list("BACKUP_RECIPIENT", [])),
        backup_identity=env.str("BACKUP_IDENTITY", ""),
        two_factor=_two_factor(env.str("TWO_FACTOR", "")),
    )


def _contact(value: str) -> str:
    """An e-mail address or an https address for security.txt, empty for none; raise ImproperlyConfigured otherwise."""
    if value and not re.fullmatch(r"(?:mailto:)?[^\s@:/]+@[^\s@:/]+|https://\S+", value):
        raise ImproperlyConfigured(
            f"SECURITY_CONTACT is {value!r}. Use an e-mail address or an address that begins with https://."
        )
    return value


def _proxies(values: list[str]) -> tuple[str, ...]:
    """The addresses of caching proxies, without a slash at the end; raise ImproperlyConfigured for one that is none."""
    for value in values:
        if not re.fullmatch(r"(?:varnish\+)?https?://[^\s/,]+/?", value):
            raise ImproperlyConfigured(
                f"CACHE_PROXIES names {value!r}. Use addresses such as http://10.0.0.1:8081, with commas between them."
            )
    return tuple(value.rstrip("/") for value in values)


def _font(value: str) -> str:
    """The path of a font file, empty for none; raise ImproperlyConfigured where there is no such file."""
    if value and not Path(value).is_file():
        raise ImproperlyConfigured(
            f"CARD_FONT_KO is {value!r}, which is no file. Name a TTF, OTF or TTC font."
        )
    return value


def _two_factor(value: str) -> str:
    """ "required", "offered", or empty for what the situation takes by default; raise ImproperlyConfigured otherwise."""
    if value not in ("", "required", "offered"):
        raise ImproperlyConfigured(f"TWO_FACTOR is {value!r}. It may be required or offered.")
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
        # A machine that does not answer at all would otherwise be waited for longer than anybody waits for a page.
        # What is asked a second time over a connection is planned once from then on (publication/planned.py). A pool may not
        # be able to keep that.
        options = {"connect_timeout": 5, "prepare_threshold": 1} | found.get("OPTIONS", {})
        if options["prepare_threshold"] == "none":
            options["prepare_threshold"] = None
        return found | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": found.get("NAME", sqlite_file),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def cache(url: str) -> dict:
    """Django's description of the cache: Redis for all processes where the URL names one, else each one's own memory."""
    if not url:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    if not re.match(r"(?:rediss?|unix)://.", url):
        raise ImproperlyConfigured(
            "REDIS_URL names no Redis. Use redis://host:6379/0, rediss://user:password@host:6379/0 or unix:///run/redis.sock."
        )
    # Imported here: without Redis nothing of it is loaded.
    from redis.backoff import NoBackoff
    from redis.exceptions import ConnectionError as ConnectionBroke
    from redis.retry import Retry

    from publication.shared_cache import SECONDS_TO_ANSWER, SECONDS_TO_CONNECT

    return {
        "BACKEND": "publication.shared_cache.SharedCache",
        "LOCATION": url,
        "KEY_PREFIX": "commentary",
        "OPTIONS": {
            "SOCKET_CONNECT_TIMEOUT": SECONDS_TO_CONNECT,
            "SOCKET_TIMEOUT": SECONDS_TO_ANSWER,
            "CONNECTION_POOL_KWARGS": {
                # Once more at once, for a connection that a restarted Redis has closed; never after a timeout.
                "retry": Retry(NoBackoff(), 1, supported_errors=(ConnectionBroke,)),
                "health_check_interval": 30,
            },
        },
    }


def file_storages(environment: Environment) -> dict:
    """Django's STORAGES for media and private files: buckets where S3_BUCKET is set, else folders of this machine.

    Raises ImproperlyConfigured naming the variable where the settings do not fit together.
    """
    if not environment.s3_bucket:
        if environment.s3_private_bucket:
            raise ImproperlyConfigured(
                "S3_PRIVATE_BUCKET is set and S3_BUCKET is not. Name a bucket for media too."
            )
        return {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "private": {"BACKEND": "publication.private_files.PrivateStorage"},
        }
    require(
        "S3_PRIVATE_BUCKET",
        environment.s3_private_bucket,
        "With S3_BUCKET, name a second bucket, that nobody but the application may read: for manuscripts and editions.",
    )
    if environment.s3_private_bucket == environment.s3_bucket:
        raise ImproperlyConfigured(
            "S3_PRIVATE_BUCKET is the bucket of the media, which everybody may read. Name another."
        )
    if bool(environment.s3_access_key) != bool(environment.s3_secret_key):
        raise ImproperlyConfigured(
            "S3_ACCESS_KEY and S3_SECRET_KEY go together: set both, or neither where the machine has a role."
        )
    if environment.s3_endpoint_url and not re.match(r"https?://.", environment.s3_endpoint_url):
        raise ImproperlyConfigured(
            f"S3_ENDPOINT_URL is {environment.s3_endpoint_url!r}. Use an address such as https://s3.example.org."
        )
    bucket = {
        "endpoint_url": environment.s3_endpoint_url or None,
        "region_name": environment.s3_region or "us-east-1",
        "access_key": environment.s3_access_key or None,
        "secret_key": environment.s3_secret_key or None,
    }
    media = bucket | {
        "bucket_name": environment.s3_bucket,
        "object_parameters": {"CacheControl": "public, max-age=86400"},
    }
    return {
        "default": {"BACKEND": "publication.object_storage.MediaStorage", "OPTIONS": media},
        "private": {
            "BACKEND": "publication.object_storage.PrivateObjectStorage",
            "OPTIONS": bucket | {"bucket_name": environment.s3_private_bucket},
        },
    }


def replicas(urls: tuple[str, ...]) -> dict:
    """Django's descriptions of the replicas by their aliases, `replica_1` and on; raise ImproperlyConfigured.

    A replica that takes longer than two seconds to let somebody in, or to answer a query, is one that the primary stands in
    for; so is one that does not even say that (publication/replicas/impatient/).
    """
    found = {}
    for number, url in enumerate(urls, 1):
        described = env.dj_db_url("REPLICA_URLS", url)
        if described["ENGINE"] != "django.db.backends.postgresql":
            raise ImproperlyConfigured("REPLICA_URLS may name replicas of PostgreSQL only.")
        options = {"connect_timeout": 2, "options": "-c statement_timeout=2000"} | described.get(
            "OPTIONS", {}
        )
        kept = {
            "ENGINE": "publication.replicas.impatient",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "TEST": {"MIRROR": "default"},
        }
        found[f"replica_{number}"] = described | kept | {"OPTIONS": options}
    return found
