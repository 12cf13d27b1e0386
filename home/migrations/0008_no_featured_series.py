"""The series in front is a choice of its section now (0007)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "0007_front_page_sections")]

    operations = [migrations.RemoveField(model_name="homepage", name="featured_series")]
