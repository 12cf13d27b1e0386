"""The text search configuration of PostgreSQL by which "elysee" finds "Élysée"; nothing on other databases."""

from django.db import DatabaseError, migrations, transaction

MAKE = """
CREATE TEXT SEARCH CONFIGURATION english_unaccent (COPY = pg_catalog.english);
"""
WITHOUT_ACCENTS = """
CREATE EXTENSION IF NOT EXISTS unaccent;
ALTER TEXT SEARCH CONFIGURATION english_unaccent
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
"""


def make(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_ts_config WHERE cfgname = 'english_unaccent'")
        if not cursor.fetchone():
            cursor.execute(MAKE)
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute(WITHOUT_ACCENTS)
        except DatabaseError:
            # A server without the extension, or an account that may not take it: the public search folds accents by
            # itself (publication/search_words.py), so only the admin's searches keep them.
            pass


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TEXT SEARCH CONFIGURATION IF EXISTS english_unaccent")


class Migration(migrations.Migration):
    dependencies = [("publication", "0005_feed_authority")]
    operations = [migrations.RunPython(make, drop)]
