"""Editors and managing editors begin translations; contributors translate what is theirs once it was begun."""

from django.db import migrations

from authors.roles import EDITORS, MANAGING_EDITORS


def allow(apps, schema_editor):
    # wagtail-localize makes the permission itself; the name of the model that it stands under differs by release.
    found = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    )
    for role in (EDITORS, MANAGING_EDITORS):
        apps.get_model("auth", "Group").objects.get(name=role).permissions.add(found)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0008_no_featured_series"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
