"""The running release can live with every migration that comes after the last release (docs/decisions/032)."""

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.compatible_migrations import GONE, STATEMENT, WRITES, problem_with, problems_of

# wagtail-localize's first migration asks the database for another one when it is imported.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

# The last migration of each app in the last release. They are moved on when a release is made, with ALLOWED emptied.
RELEASED = {
    "authors": "0004_ror_and_identifiers",
    "home": "0010_mail_permissions",
    "publication": "0009_outgoing_links",
    "series": "0019_link_uses",
}
# (app, name) -> why the running release can live with it all the same: in which release its code let go of the thing.
ALLOWED: dict[tuple[str, str], str] = {}


def test_the_running_release_can_live_with_every_migration_after_it():
    loader = MigrationLoader(None)
    newer = [key for key in loader.graph.nodes if key[0] in RELEASED and key[1] > RELEASED[key[0]]]
    found = list(problems_of(loader, newer))
    assert [f"{app}.{name}: {words}" for (app, name), words in found if (app, name) not in ALLOWED] == []
    assert set(ALLOWED) <= {key for key, _words in found}, "ALLOWED names migrations that need no leave"


TEXT = models.CharField(max_length=20, default="")


@pytest.mark.parametrize(
    ("operation", "problem"),
    [
        (migrations.DeleteModel("Piece"), GONE),
        (migrations.RemoveField("piece", "title"), GONE),
        (migrations.RenameField("piece", "title", "name"), GONE),
        (migrations.RenameModel("Piece", "Part"), GONE),
        (migrations.AddField("piece", "note", models.TextField(null=True)), ""),
        (migrations.AddField("piece", "note", models.TextField(db_default="")), ""),
        # Django takes this default out of the database again, and the running release names no such column.
        (migrations.AddField("piece", "note", models.TextField(default="")), WRITES),
        (migrations.AddField("piece", "others", models.ManyToManyField("made.Piece")), ""),
        (migrations.AlterField("piece", "title", models.CharField(max_length=30)), ""),
        (migrations.AlterField("piece", "title", models.CharField(max_length=10)), WRITES),
        (migrations.AlterField("piece", "title", models.CharField(max_length=20, unique=True)), WRITES),
        (migrations.AlterField("piece", "title", models.CharField(max_length=20, db_column="t")), GONE),
        (migrations.AlterField("piece", "title", models.CharField(max_length=20, choices=[("a", "A")])), ""),
        (migrations.AlterField("piece", "size", models.TextField(null=True)), "another type"),
        (migrations.AlterField("piece", "size", models.IntegerField()), WRITES),
        (migrations.AlterField("piece", "size", models.IntegerField(null=True, db_index=True)), ""),
        (
            migrations.AddConstraint("piece", models.UniqueConstraint(fields=["title"], name="one")),
            WRITES,
        ),
        (migrations.AlterUniqueTogether("piece", {("title", "size")}), WRITES),
        (migrations.AddIndex("piece", models.Index(fields=["title"], name="by_title")), ""),
        (migrations.RunSQL("DROP TABLE made_piece"), STATEMENT),
    ],
)
def test_what_the_running_release_cannot_live_with(operation, problem):
    state = ProjectState()
    fields = [
        ("id", models.AutoField(primary_key=True)),
        ("title", TEXT),
        ("size", models.IntegerField(null=True)),
    ]
    state.add_model(ModelState("made", "Piece", fields))
    found = problem_with(operation, "made", state)
    assert problem in found
    assert bool(problem) == bool(found)


def test_what_a_new_migration_makes_it_may_shape_and_the_state_alone_may_forget():
    made = migrations.Migration("1_made", "made")
    made.operations = [
        migrations.CreateModel("Purge", [("id", models.AutoField(primary_key=True))]),
        migrations.AddField("purge", "address", models.TextField(default="")),
    ]
    forgotten = migrations.Migration("2_forgotten", "made")
    forgotten.dependencies = [("made", "1_made")]
    forgotten.operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("purge", "address")])
    ]
    loader = MigrationLoader(None, load=False)
    loader.build_graph()
    for migration in (made, forgotten):
        loader.graph.add_node((migration.app_label, migration.name), migration)
    loader.graph.add_dependency("made.2_forgotten", ("made", "2_forgotten"), ("made", "1_made"))
    keys = [("made", "2_forgotten"), ("made", "1_made")]
    assert list(problems_of(loader, keys)) == []
    assert list(problems_of(loader, keys[:1])) == []
