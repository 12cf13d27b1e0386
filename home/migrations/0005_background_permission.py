"""Managing editors see, and cancel, all work in the background; everybody else their own."""

from django.db import migrations

from authors.roles import MANAGING_EDITORS, grant


def allow(apps, schema_editor):
    grant(apps, MANAGING_EDITORS, "publication.job.view_job")


class Migration(migrations.Migration):
    dependencies = [("home", "0004_checklist_permission"), ("publication", "0003_background_jobs")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
