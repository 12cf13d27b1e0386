"""Managing editors choose what the checklist requires."""

from django.db import migrations

from authors.roles import MANAGING_EDITORS, grant


def allow(apps, schema_editor):
    grant(apps, MANAGING_EDITORS, "series.checklistsettings.change_checklistsettings")


class Migration(migrations.Migration):
    dependencies = [("home", "0003_roles"), ("series", "0002_checklist")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
