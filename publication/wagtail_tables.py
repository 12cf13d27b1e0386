"""What our queries need of Wagtail's own tables: indexes, made again after every `migrate`.

No model of ours has these tables, so no migration of ours can keep an index on them: on SQLite one that Django makes
anew for a migration of Wagtail's comes back without it.
"""

from django.db import connections

from publication.site_state import keep_watch

# The page at an address (serving.py), the pages that have others below them, of which everything open is found
# (visibility.py), drafts (the calendar and the day's page of the desk), the newest first, and the few that come or go by
# themselves (caching/horizon.py, site_state.py).
INDEXES = (
    "CREATE INDEX IF NOT EXISTS pages_by_address ON wagtailcore_page (url_path)",
    "CREATE INDEX IF NOT EXISTS pages_with_pages_below ON wagtailcore_page (path) WHERE numchild > 0",
    "CREATE INDEX IF NOT EXISTS pages_not_live ON wagtailcore_page (alias_of_id) WHERE NOT live",
    "CREATE INDEX IF NOT EXISTS pages_by_age ON wagtailcore_page (first_published_at DESC {nulls_last}, id DESC)",
    "CREATE INDEX IF NOT EXISTS pages_by_expiry ON wagtailcore_page (expire_at) WHERE expire_at IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS pages_by_beginning ON wagtailcore_page (go_live_at) WHERE go_live_at IS NOT NULL",
    (
        "CREATE INDEX IF NOT EXISTS versions_by_beginning"
        " ON wagtailcore_revision (approved_go_live_at) WHERE approved_go_live_at IS NOT NULL"
    ),
)
# What the search looks in: the library has an index of each of the two, and none of what it makes of them.
SEARCHED = "wagtailsearch_indexentry"
WORDS = f"CREATE INDEX IF NOT EXISTS words_of_pages ON {SEARCHED} USING GIN ((title || body))"
# Those without a date are the last in every list: so an index has to say on PostgreSQL, and cannot on SQLite, which has
# them there anyway.
NULLS_LAST = {"postgresql": "NULLS LAST", "sqlite": ""}
FORMER = ("pages_newest_first",)


def prepare(using: str, **kwargs) -> None:
    """Make the indexes and the triggers of a database that `migrate` has run on."""
    connection = connections[using]
    there = connection.introspection.table_names()
    if "wagtailcore_page" not in there:
        return
    with connection.cursor() as cursor:
        for name in FORMER:
            cursor.execute(f"DROP INDEX IF EXISTS {name}")
        for index in INDEXES:
            cursor.execute(index.format(nulls_last=NULLS_LAST[connection.vendor]))
        if connection.vendor == "postgresql" and SEARCHED in there:
            cursor.execute(WORDS)
    keep_watch(connection)
