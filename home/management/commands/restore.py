"""manage.py restore FILE: the site as it was when the backup was made."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from home.backups.refusals import BackupError
from home.backups.restoring import restore
from publication.terminal import Stages


class Command(BaseCommand):
    """Bring a backup back: all of it, or nothing."""

    help = (
        "Bring back a backup, into an empty database and folders, or with --replace into this site. The file is checked "
        "to its end before anything is changed; a sealed one is opened with the key that BACKUP_IDENTITY names."
    )
    # The database may be empty: nothing of it is to be asked before.
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="all that is in the database now goes for good"
        )
        parser.add_argument(
            "--yes", action="store_true", help="with --replace: do not ask for the database's name"
        )

    def handle(self, *, file, replace, yes, **options):
        database = Path(str(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"])).name
        if replace and not yes:
            self.stdout.write(f"All that is in the database {database} now goes for good.")
            if _typed("Type its name to go on: ") != database:
                raise CommandError("That is not its name. Nothing was changed.")
        stages = Stages(self.stderr)
        try:
            done = restore(file, replace=replace, watch=stages.show)
        except BackupError as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from refusal
        finally:
            stages.clear()
        manifest = done.manifest
        self.stdout.write(f"The site is as it was at {manifest.made_at}.")
        self.stdout.write(
            f"Compared with the backup: {done.rows:,} of {manifest.rows:,} rows in {len(manifest.tables)} tables, "
            f"{len(manifest.files):,} files of {manifest.bytes_of_files:,} bytes."
        )
        for name, reason in manifest.left_out.items():
            self.stdout.write(f"Empty: {name} ({reason})")
        for app, name in done.migrated:
            self.stdout.write(f"Migrated: {app}.{name}")
        for name in manifest.missing:
            self.stdout.write(f"It was missing when the backup was made: {name}")
        for folder in done.former:
            self.stdout.write(f"What was there before lies in {folder}; remove it when you need it no more.")
        for remark in done.remarks:
            self.stdout.write(remark)


def _typed(question: str) -> str:
    """What somebody answers. Raises CommandError where nobody can, as in a script."""
    try:
        return input(question).strip()
    except EOFError:
        raise CommandError("Nobody is here to type it; in a script say --yes. Nothing was changed.") from None
