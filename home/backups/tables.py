"""What of a database goes into a backup: the tables that Django knows, with the kinds of their columns, and what is left out.

The tables are those of the migrations that the database has seen, not those of the code: a backup that is made between
a new release and its `migrate` holds what is there.
"""

from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from home.backups.kinds import kind_of
from home.backups.refusals import BackupError

# Left out, each with the reason; where a backup is brought back they are empty.
LEFT_OUT = {
    "django_session": "nobody stays signed in",
    "usersessions_usersession": "nobody stays signed in",
    "publication_sitechange": "notes of changes, for counts that each process makes again (publication/site_state.py)",
    "series_edition": "EPUB and PDF files are made again, at their first download or by `manage.py make_editions --all`",
}
# The search index has columns of its own on each database: it is taken to the same one, and made again on the other.
SEARCH_INDEX = "wagtailsearch_indexentry"
MIGRATIONS = "django_migrations"


@dataclass(frozen=True)
class Column:
    """A column by its name and the kind of its values (kinds.py)."""

    name: str
    kind: str


@dataclass(frozen=True)
class Table:
    """A table with its columns in their order; `key` is the column that orders its rows and counts them up."""

    name: str
    columns: tuple[Column, ...]
    key: Column

    @property
    def is_counted(self) -> bool:
        """Does the database give the rows their numbers?"""
        return self.key.kind == "number"

    @property
    def is_portable(self) -> bool:
        """Can another database read it?"""
        return self.name != SEARCH_INDEX and all(column.kind != "native" for column in self.columns)


class Schema:
    """The database as its migrations made it. Made anew when that may have changed: it reads all of them once."""

    def __init__(self, connection):
        self._connection = connection
        self._loader = MigrationLoader(connection)

    @cached_property
    def applied(self) -> list[tuple[str, str]]:
        """The migrations that the database has seen, of the apps that are installed, ordered by name.

        Raises BackupError where this release does not know one of them.
        """
        newest = newest_known(self._loader)
        seen = sorted(key for key in self._loader.applied_migrations if key[0] in newest)
        for app, name in seen:
            if name > newest[app]:
                raise BackupError(
                    f"The database has seen the migration {app}.{name}, which this release does not know. "
                    "Use the release that runs the site."
                )
        return seen

    @cached_property
    def pending(self) -> list[tuple[str, str]]:
        """The migrations of this release that the database has not seen, in the order in which they would run."""
        graph = self._loader.graph
        plan = [key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf)]
        return [key for key in dict.fromkeys(plan) if key not in self._loader.applied_migrations]

    @cached_property
    def tables(self) -> list[Table]:
        """Every table that goes into a backup, in the order of their names. Raises BackupError where one is not there."""
        there = set(self._connection.introspection.table_names())
        with self._connection.cursor() as cursor:
            found = []
            for name, model in sorted(self._models.items()):
                if name in LEFT_OUT:
                    continue
                if name not in there:
                    raise BackupError(
                        f"The table {name} is not there. Run `manage.py migrate` and look at its output."
                    )
                found.append(self._described(cursor, name, model))
        return found

    @cached_property
    def not_known(self) -> list[str]:
        """Tables that stand in the database and in no backup, as nothing of the site is in them."""
        there = self._connection.introspection.table_names()
        return sorted(name for name in there if name not in self._models and not _is_derived(name))

    @cached_property
    def _models(self) -> dict[str, type]:
        registry = apps
        if self.pending:
            seen = [key for key in self.applied if key in self._loader.graph.nodes]
            registry = self._loader.project_state(seen).apps
        models = [*registry.get_models(include_auto_created=True), MigrationRecorder.Migration]
        return {
            model._meta.db_table: model
            for model in models
            if model._meta.managed and not model._meta.proxy and not _is_derived(model._meta.db_table)
        }

    def _described(self, cursor, name: str, model) -> Table:
        kinds = {field.column: kind_of(field) for field in model._meta.local_concrete_fields}
        described = self._connection.introspection.get_table_description(cursor, name)
        columns = tuple(Column(each.name, kinds.get(each.name, "native")) for each in described)
        key = model._meta.pk.column
        return Table(name, columns, Column(key, kinds[key]))


def newest_known(loader: MigrationLoader) -> dict[str, str]:
    """The last migration of each app that this release knows. Older ones may be gone from the disk, squashed."""
    newest: dict[str, str] = {}
    for app, name in loader.disk_migrations:
        newest[app] = max(name, newest.get(app, ""))
    return newest


def _is_derived(name: str) -> bool:
    """SQLite's own tables for searching: triggers fill them from the search index."""
    return name.startswith(f"{SEARCH_INDEX}_fts")
