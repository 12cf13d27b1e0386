"""The drill: a backup is made while somebody edits, the site is spoiled, and comes back as it was; or stays as it is."""

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page

from home.backups.checking import opened_backup
from home.backups.making import make_backup
from home.backups.placing import FolderStage
from home.backups.refusals import BackupError
from home.backups.restoring import MAIL_IS_HELD, restore
from publication.models import CreditedImage
from series.models import Edition, InstallmentPage, MailSettings, ManuscriptFile, SeriesPage
from tests.factories import InstallmentFactory, UserFactory
from tests.home.backups.drill import Editor, build_site, digests, files_below, statuses
from tests.home.backups.parcels import key_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(tmp_path, settings):
    """A place for the backup, sealed with a key that the site has."""
    public, settings.BACKUP_IDENTITY = key_in(tmp_path)
    settings.BACKUP_RECIPIENTS = (public,)
    return tmp_path / "backup"


def test_the_site_comes_back_as_it_was_when_the_backup_was_begun(place, settings):
    series = build_site()
    InstallmentFactory(parent=series, title="Taken back").delete()  # its number is never given again
    highest = Page.objects.order_by("pk").last().pk
    pages = statuses()
    assert set(pages.values()) == {200}
    rows, files, private = digests(), files_below(settings.MEDIA_ROOT), files_below(settings.PRIVATE_ROOT)

    editor = Editor(series)
    try:
        made = make_backup(place, watch=editor.work)
    finally:
        editor.stop()
    assert editor.edits > 5
    assert made.manifest.missing == []
    assert {table: stored.sha256 for table, stored in made.manifest.tables.items()} == rows

    SeriesPage.objects.get().delete()
    CreditedImage.objects.all().delete()
    ManuscriptFile.objects.all().delete()
    for path in settings.MEDIA_ROOT.rglob("*.p*"):
        path.unlink()
    (settings.MEDIA_ROOT / "later.txt").write_text("came after the backup")
    done = restore(place, replace=True)

    assert done.remarks == [MAIL_IS_HELD]
    assert MailSettings.now().is_paused
    MailSettings.objects.all().delete()
    now = digests()
    # The journal of purges has one more line: that caches forget everything.
    assert {table for table in rows if rows[table] != now[table]} <= {"publication_purge"}
    assert files_below(settings.MEDIA_ROOT) == files
    assert files_below(settings.PRIVATE_ROOT) == private
    assert len(private) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in settings.PRIVATE_ROOT.rglob("*")} == {0o600, 0o700}
    (former,) = [each for each in done.former if each.parent == settings.MEDIA_ROOT]
    assert (former / "later.txt").exists()
    assert statuses() == pages
    assert not Session.objects.exists()
    assert not Edition.objects.exists()
    # PostgreSQL has given away numbers to what came meanwhile; the one that was taken back is given by neither again.
    assert InstallmentFactory(parent=SeriesPage.objects.get()).pk >= highest + 2
    # A second backup of it says the same.
    assert make_backup(place.with_name("second")).manifest.files == made.manifest.files


def test_a_site_that_somebody_works_on_is_not_replaced_unasked(place):
    UserFactory()
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", place)


def test_a_migrated_site_in_which_nobody_has_worked_takes_a_backup(place):
    make_backup(place)
    done = restore(place)
    assert done.rows == done.manifest.rows
    assert done.migrated == []


def test_what_fails_in_the_middle_changes_nothing(place, settings, monkeypatch):
    series = build_site()
    make_backup(place)
    series.title = "Later"
    series.save()
    (settings.MEDIA_ROOT / "later.txt").write_text("later")
    rows, files = digests(), files_below(settings.MEDIA_ROOT)

    def fail(stage):
        switch(stage)
        raise OSError("the disk")

    switch = FolderStage.switch
    monkeypatch.setattr(FolderStage, "switch", fail)
    with pytest.raises(OSError, match="the disk"):
        restore(place, replace=True)
    assert digests() == rows
    assert files_below(settings.MEDIA_ROOT) == files
    assert not list(settings.MEDIA_ROOT.glob(".*"))
    # The next number is still the next one.
    InstallmentFactory(parent=SeriesPage.objects.get())


def test_a_reference_that_leads_nowhere_is_found_before_anything_stays(place, monkeypatch):
    build_site()
    lost = InstallmentPage.objects.order_by("pk").last().pk
    from home.backups.snapshot import Snapshot

    pieces = Snapshot.pieces

    def without_a_page(self, table):
        for piece in pieces(self, table):
            lines = piece.splitlines(keepends=True)
            if table.name == "wagtailcore_page":
                lines = [line for line in lines if not line.startswith(b"%d\t" % lost)]
            yield b"".join(lines)

    monkeypatch.setattr(Snapshot, "pieces", without_a_page)
    make_backup(place)
    rows = digests()
    with pytest.raises(BackupError, match="names one that is not in it"):
        restore(place, replace=True)
    assert digests() == rows


def test_a_file_that_is_gone_is_told_of_and_fails_only_when_asked(tmp_path, capsys):
    build_site()
    picture = Path(CreditedImage.objects.get().file.path)
    picture.unlink()
    folder = tmp_path / "backups"
    folder.mkdir()
    call_command("backup", folder)
    assert f"default/original_images/{picture.name}" in capsys.readouterr().err
    with pytest.raises(CommandError, match="1 files"):
        call_command("backup", folder, strict=True)
    newest = max(folder.iterdir())
    with opened_backup(newest) as backup:
        assert backup.check().missing == [f"default/original_images/{picture.name}"]


def test_a_wrong_word_replaces_nothing(place, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda words: "yes")
    with pytest.raises(CommandError, match="not its name"):
        call_command("restore", place, replace=True)


def test_a_script_that_cannot_type_the_name_is_told_what_to_say(place, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO())
    with pytest.raises(CommandError, match=r"--yes.* Nothing was changed"):
        call_command("restore", place, replace=True)


def test_a_backup_of_a_later_release_is_refused(place, monkeypatch):
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('series', '9999_later', '2021-01-01 00:00:00')"
        )
    with pytest.raises(BackupError, match=r"series\.9999_later"):
        make_backup(place)
