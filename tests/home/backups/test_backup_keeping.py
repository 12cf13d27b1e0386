"""Where backups lie: whole at their place or not at all, for nobody else to read, out of every web server's reach."""

import fcntl
import os
import stat

import pytest

from home.backups.keeping import keep_newest, path_in, refuse_served, unfinished
from home.backups.refusals import BackupError


def test_it_is_at_its_place_when_it_is_whole_and_nobody_else_may_read_it(tmp_path):
    path = tmp_path / "one.tar.gz"
    with unfinished(path) as file:
        file.write(b"half")
        file.flush()
        assert not path.exists()
        (part,) = tmp_path.iterdir()
        assert part.name.startswith(".backup-")
        assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert path.read_bytes() == b"half"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "ending", [BackupError("no"), OSError(28, "No space left on device"), KeyboardInterrupt()]
)
def test_one_that_fails_or_is_stopped_leaves_nothing(tmp_path, ending):
    def run():
        with unfinished(tmp_path / "one") as file:
            file.write(b"half")
            raise ending

    with pytest.raises((BackupError, KeyboardInterrupt)):
        run()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_goes_with_the_next_one_and_that_of_a_running_one_stays(tmp_path):
    killed, running, just_begun = (
        tmp_path / f".backup-{name}.part" for name in ("killed", "running", "begun")
    )
    for part in (killed, running, just_begun):
        part.write_bytes(b"half")
    for part in (killed, running):
        os.utime(part, (0, 0))
    with running.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with unfinished(tmp_path / "one"):
            pass
    assert {path.name for path in tmp_path.iterdir()} == {running.name, just_begun.name, "one"}


def test_a_file_that_is_there_is_not_written_over(tmp_path):
    (tmp_path / "one").write_bytes(b"dear")
    with pytest.raises(BackupError, match="already"), unfinished(tmp_path / "one"):
        pass
    assert (tmp_path / "one").read_bytes() == b"dear"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BackupError, match="nowhere"), unfinished(tmp_path / "nowhere" / "one"):
        pass


def test_no_folder_that_a_web_server_shows_takes_it(tmp_path, settings):
    settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path / "media", tmp_path / "static"
    (tmp_path / "media" / "below").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "media" / "below")
    served = [tmp_path / "media" / "below" / "one", tmp_path / "static" / "one", tmp_path / "link" / "one"]
    served += [tmp_path / "private" / ".." / "media" / "one", settings.STATICFILES_DIRS[0] / "one"]
    for path in served:
        with pytest.raises(BackupError, match="everybody"):
            refuse_served(path)
    refuse_served(tmp_path / "media-backups" / "one")


def test_the_newest_are_kept_and_other_files_are_left_alone(tmp_path):
    names = [
        "backup-20210101T000000Z.tar.gz",
        "backup-20210102T000000Z.tar.gz.age",
        "backup-20210102T000000Z-2.tar.gz.age",
        "backup-20210102T000000Z-10.tar.gz.age",
    ]
    for name in [*names, "backup-of-mine.tar.gz", "notes"]:
        (tmp_path / name).touch()
    gone = keep_newest(tmp_path, 2)
    assert [path.name for path in gone] == names[:2]
    assert {path.name for path in tmp_path.iterdir()} == {*names[2:], "backup-of-mine.tar.gz", "notes"}


def test_two_in_one_second_have_two_names(tmp_path, settings):
    settings.BACKUP_RECIPIENTS = ("age1x",)
    first = path_in(tmp_path)
    assert first.name.endswith("Z.tar.gz.age")
    first.touch()
    assert path_in(tmp_path) != first
