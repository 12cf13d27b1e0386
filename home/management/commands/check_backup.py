"""manage.py check_backup FILE: is a backup whole, and what is in it?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from home.backups.checking import opened_backup
from home.backups.refusals import BackupError
from publication.terminal import Stages


class Command(BaseCommand):
    """Read a backup to its end; nothing is changed."""

    help = "Read a backup to its end, compare everything in it with its manifest, and say what it holds."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--tables", action="store_true", help="list the tables with their rows")

    def handle(self, *, file, tables, **options):
        stages = Stages(self.stderr)
        try:
            with opened_backup(file, watch=stages.show) as backup:
                manifest = backup.check()
        except BackupError as refusal:
            raise CommandError(str(refusal)) from refusal
        finally:
            stages.clear()
        versions = ", ".join(f"{name} {number}" for name, number in manifest.versions.items())
        self.stdout.write(f"{file} is whole.")
        self.stdout.write(f"Made {manifest.made_at} of {manifest.site} on {manifest.vendor} ({versions}).")
        self.stdout.write(
            f"{manifest.rows:,} rows in {len(manifest.tables)} tables, {len(manifest.files):,} files of "
            f"{manifest.bytes_of_files:,} bytes."
        )
        for name, table in manifest.tables.items() if tables else ():
            self.stdout.write(f"{table.rows:>10,} {name}")
        for name in manifest.missing:
            self.stdout.write(f"It was missing when the backup was made: {name}")
