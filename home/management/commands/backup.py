"""manage.py backup FILE|FOLDER: the whole site in one file, while editors work."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from home.backups.keeping import keep_newest, path_in
from home.backups.making import make_backup
from home.backups.refusals import BackupError
from publication.terminal import Stages


class Command(BaseCommand):
    """Write a backup: whole, or not at all."""

    help = (
        "Write the database and every file that it names into one file, as they are now, while everybody works on. "
        "It is sealed for the holders of BACKUP_RECIPIENT's key where that is set."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "place",
            metavar="FILE|FOLDER",
            type=Path,
            help="a new file, or the folder for a file named after this moment",
        )
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help="in a folder: remove all backups but the newest N afterwards",
        )
        parser.add_argument(
            "--strict",
            action="store_true",
            help="exit with 1 where the database names files that are in no storage",
        )

    def handle(self, *, place, keep, strict, **options):
        is_folder = place.is_dir()
        if keep is not None and (keep < 1 or not is_folder):
            raise CommandError("--keep takes a number from 1 on, and a folder.")
        stages = Stages(self.stderr)
        try:
            made = make_backup(path_in(place) if is_folder else place, watch=stages.show)
        except BackupError as refusal:
            raise CommandError(str(refusal)) from refusal
        finally:
            stages.clear()
        manifest = made.manifest
        self.stdout.write(
            f"{made.path}: {manifest.rows:,} rows in {len(manifest.tables)} tables, {len(manifest.files):,} files of "
            f"{manifest.bytes_of_files:,} bytes; {made.size:,} bytes."
        )
        for name, reason in manifest.left_out.items():
            self.stdout.write(f"Left out: {name} ({reason})")
        for name in manifest.not_known:
            self.stdout.write(f"Left out: {name} (nothing of the site is in it)")
        for name in keep_newest(place, keep) if keep else ():
            self.stdout.write(f"Removed: {name}")
        for name in manifest.missing:
            self.stderr.write(f"Not whole in any storage: {name}")
        if strict and manifest.missing:
            raise CommandError(
                f"{len(manifest.missing)} files that the database names are missing.", returncode=1
            )
