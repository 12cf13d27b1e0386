"""Managing editors say how followers are mailed, and may have their addresses."""

from django.db import migrations

from authors.roles import MANAGING_EDITORS, grant, permission


def allow(apps, schema_editor):
    export = "series.mailing.export_followers"
    grant(apps, MANAGING_EDITORS, "series.mailsettings.change_mailsettings", export)
    found = permission(apps, export)
    found.name = "Can export the addresses of followers"
    found.save()


class Migration(migrations.Migration):
    dependencies = [("home", "0009_translators"), ("series", "0018_mailing")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
