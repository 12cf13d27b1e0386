"""Planned parts remember the day that was expected at first, so that plan and outcome can be compared."""

from django.db import migrations, models


def take_the_day_that_is_known(apps, schema_editor):
    """Days that moved before are lost; what is expected now is the first that is known."""
    plans = apps.get_model("series", "PlannedPart").objects
    plans.filter(expected_on__isnull=False).update(first_expected_on=models.F("expected_on"))


class Migration(migrations.Migration):
    dependencies = [("series", "0006_clearance")]

    operations = [
        migrations.AddField(
            model_name="plannedpart",
            name="first_expected_on",
            field=models.DateField(
                blank=True,
                help_text="Stays when the expected date moves: what came of the plan is told by it. Empty: the expected date.",
                null=True,
                verbose_name="planned for at first",
            ),
        ),
        migrations.RunPython(take_the_day_that_is_known, migrations.RunPython.noop),
    ]
