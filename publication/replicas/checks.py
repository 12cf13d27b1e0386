"""What replicas need: PostgreSQL to replicate from, and a cache that all nodes share."""

from django.conf import settings
from django.core import checks

NOT_SHARED = ("locmem.LocMemCache", "dummy.DummyCache", "filebased.FileBasedCache")


@checks.register("caches")
def replicas_have_what_they_need(app_configs=None, **kwargs) -> list[checks.Error]:
    """Refuse replicas of SQLite, and replicas whose nodes could not tell each other of a change."""
    if not settings.REPLICAS:
        return []
    found = []
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        found.append(
            checks.Error(
                "REPLICA_URLS names replicas, and DATABASE_URL is not PostgreSQL.",
                hint="Unset REPLICA_URLS, or name the primary in DATABASE_URL.",
                id="publication.E101",
            )
        )
    if settings.CACHES["default"]["BACKEND"].endswith(NOT_SHARED):
        found.append(
            checks.Error(
                "REPLICA_URLS names replicas, and there is no cache in which nodes tell each other of a change.",
                hint="Set REDIS_URL, or unset REPLICA_URLS.",
                id="publication.E102",
            )
        )
    return found
