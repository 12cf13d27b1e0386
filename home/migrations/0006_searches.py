"""The log of searches; and managing editors promote results above them."""

from django.db import migrations, models

from authors.roles import MANAGING_EDITORS, grant

PROMOTED = "wagtailsearchpromotions.searchpromotion."


def allow(apps, schema_editor):
    grant(apps, MANAGING_EDITORS, *(f"{PROMOTED}{action}_searchpromotion" for action in ("add", "change", "delete")))


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0005_background_permission"),
        ("wagtailsearchpromotions", "0008_query_verbose_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchedWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("words", models.CharField(max_length=100, verbose_name="words")),
                ("day", models.DateField(verbose_name="day")),
                ("times", models.PositiveIntegerField(default=0, verbose_name="searches")),
                ("times_empty", models.PositiveIntegerField(default=0, verbose_name="found nothing")),
            ],
            options={
                "verbose_name": "search",
                "verbose_name_plural": "searches",
                "constraints": [
                    models.UniqueConstraint(fields=("day", "words"), name="one_count_of_words_a_day")
                ],
            },
        ),
        migrations.RunPython(allow, migrations.RunPython.noop),
    ]
