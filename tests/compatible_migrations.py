"""What a new migration may not do while the release before it still runs, told from its operations.

A release is rolled out node by node: the database is migrated first, and the release before goes on reading and writing
until the last node is new, and again after a rollback. docs/decisions/032 says how a column is renamed then.
"""

from collections.abc import Iterator

from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED, Field

GONE = "the running release still asks for it"
WRITES = "the running release writes rows that this refuses"
STATEMENT = "nobody can tell what a statement does to the running release"


def problems_of(
    loader: MigrationLoader, keys: list[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], str]]:
    """What is wrong with each of these migrations, as (its key, words). What they make themselves they may change."""
    keys = sorted(keys, key=lambda key: len(loader.graph.forwards_plan(key)))
    made: set[tuple[str, str]] = set()
    for key in keys:
        app, _name = key
        migration = loader.graph.nodes[key]
        state = loader.project_state(key, at_end=False)
        for operation in migration.operations:
            for step in _on_the_database(operation):
                if isinstance(step, migrations.CreateModel):
                    made.add((app, step.name_lower))
                elif (app, _model_of(step)) not in made and (problem := problem_with(step, app, state)):
                    yield key, f"{step.describe()}: {problem}"
            operation.state_forwards(app, state)


def problem_with(operation, app: str, state: ProjectState) -> str:
    """Why the running release cannot live with an operation on a model as it is in `state`; empty where it can."""
    if isinstance(operation, _TAKES_AWAY):
        return GONE
    if isinstance(operation, migrations.AddField):
        return WRITES if _must_be_written(operation.field) else ""
    if isinstance(operation, migrations.AlterField):
        before = state.models[app, operation.model_name_lower].fields[operation.name]
        return _narrowed(before, operation.field)
    if isinstance(operation, migrations.AddConstraint):
        return WRITES
    if isinstance(operation, migrations.AlterUniqueTogether) and operation.option_value:
        return WRITES
    if isinstance(operation, migrations.RunSQL):
        return STATEMENT
    return ""


_TAKES_AWAY = (
    migrations.DeleteModel,
    migrations.RemoveField,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


def _on_the_database(operation) -> list:
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        return operation.database_operations
    return [operation]


def _model_of(operation) -> str:
    return getattr(operation, "model_name", getattr(operation, "name", "") or "").lower()


def _must_be_written(field: Field) -> bool:
    """Does the database refuse a row that does not name it? Django takes a `default` out of the database again."""
    if field.many_to_many or field.null or getattr(field, "generated", False):
        return False
    return field.db_default is NOT_PROVIDED


def _narrowed(before: Field, after: Field) -> str:
    if before.many_to_many or after.many_to_many:
        return "" if type(before) is type(after) else GONE
    if (before.db_column or before.name) != (after.db_column or after.name):
        return GONE
    if _kind(before) != _kind(after):
        return "the running release reads and writes another type"
    if before.null and not after.null:
        return WRITES
    if after.unique and not before.unique:
        return WRITES
    if _must_be_written(after) and not _must_be_written(before):
        return WRITES
    if (after.max_length or _NO_END) < (before.max_length or _NO_END):
        return WRITES
    return ""


_NO_END = float("inf")


def _kind(field: Field) -> str:
    """The type of the column without its length; that of a key is what it leads to."""
    if isinstance(field, models.ForeignKey):
        return f"key to {field.remote_field.model}".lower()
    return (field.db_type(connection) or "").partition("(")[0]
