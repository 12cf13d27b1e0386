"""Brings a backup back: everything is checked first, then files and rows change together, or nothing does."""

from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from wagtail.models import Site

from home.backups.checking import Watch, opened_backup
from home.backups.loading import (
    check_constraints,
    compare,
    is_empty,
    load,
    make_room,
    migrate_on,
    refuse_the_future,
)
from home.backups.manifest import Manifest
from home.backups.placing import Placing
from home.backups.refusals import BackupError
from series.models import Follower, MailSettings

MAIL_IS_HELD = (
    "Mail to followers is paused: what went out since the backup was made is not known here. Look at Mailings in the "
    "admin, hold what readers have had, and untick “mail nothing” under Settings."
)


@dataclass(frozen=True)
class Restored:
    """What was brought back: `rows` were read back and are as they were, `former` are folders with what was there."""

    manifest: Manifest
    rows: int
    migrated: list[tuple[str, str]] = field(default_factory=list)
    former: list[Path] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def restore(path: Path, *, replace: bool = False, watch: Watch = lambda done, total, what: None) -> Restored:
    """Make this site the one in the backup. Raises BackupError; then nothing has changed.

    Without `replace` only where nobody has worked yet. With it, what is there goes: rows for good, files into folders
    beside, which `former` names.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if not replace and not is_empty(connection):
        raise BackupError(
            "Somebody has worked in this database. Name an empty one in DATABASE_URL, or say --replace: then all that "
            "is in it goes."
        )
    with opened_backup(path, watch) as backup:
        manifest = backup.check()
        refuse_the_future(manifest)
        placing = Placing(manifest)
        try:
            placing.put_all(backup)
            # What points at rows that are not there yet is looked at when all are.
            connection.disable_constraint_checking()
            try:
                with transaction.atomic():
                    make_room(connection, manifest)
                    load(connection, backup, manifest)
                    check_constraints(connection)
                    rows = compare(connection, manifest)
                    migrated = migrate_on(connection)
                    remarks = _hold_mail()
                    placing.switch()
            finally:
                connection.enable_constraint_checking()
        except BaseException:
            placing.give_up()
            raise
    former = placing.end()
    remarks += _forget_what_was(connection.vendor != manifest.vendor or bool(migrated))
    return Restored(manifest, rows, migrated, former, remarks)


def _hold_mail() -> list[str]:
    """Nobody is to get a second time what was mailed after the backup was made, of which it knows nothing."""
    if not Follower.objects.exists():
        return []
    mail = MailSettings.now()
    mail.is_paused = True
    mail.save()
    return [MAIL_IS_HELD]


def _forget_what_was(index_is_old: bool) -> list[str]:
    """Let no cache answer with the site as it was, and make the search index again where it did not come along."""
    remarks = []
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    for name in settings.CACHES:
        try:
            caches[name].clear()
        except Exception as error:
            remarks.append(
                f"The cache {name} could not be emptied ({error}): empty it before the site runs again."
            )
    try:
        call_command("purge", all=True, stdout=StringIO())
    except CommandError as error:
        remarks.append(f"Proxies: {error}")
    if index_is_old:
        call_command("update_index", verbosity=0)
    return remarks
