"""Files on their way back: beside what is there until all is well, on a disk; to their names at once, in other storages."""

import shutil
from collections import namedtuple

import pytest
from django.core.files.storage import storages

from home.backups.checking import opened_backup
from home.backups.placing import Placing
from home.backups.refusals import BackupError
from tests.home.backups.parcels import PICTURE, Bucket, entries, packed

NAME = "images/a.png"


@pytest.fixture
def backup(tmp_path):
    path = tmp_path / "backup"
    path.write_bytes(packed(entries()))
    with opened_backup(path) as backup:
        yield backup


@pytest.fixture
def bucket(monkeypatch):
    """A storage without folders of this machine, as object storage is."""
    made = Bucket()
    monkeypatch.setitem(storages._storages, "default", made)
    return made


def test_what_is_there_stays_until_the_switch_and_lies_beside_it_then(backup, media):
    (media / "images").mkdir(parents=True)
    (media / NAME).write_bytes(b"old")
    (media / ".restoring-killed").mkdir()
    placing = Placing(backup.check())
    placing.put_all(backup)
    assert (media / NAME).read_bytes() == b"old"
    placing.switch()
    assert (media / NAME).read_bytes() == PICTURE
    (former,) = placing.end()
    assert (former / NAME).read_bytes() == b"old"
    assert {path.name for path in media.iterdir()} == {"images", former.name}


@pytest.mark.parametrize("is_switched", [False, True])
def test_what_is_given_up_leaves_everything_as_it_was(backup, media, is_switched):
    media.mkdir()
    (media / "other.txt").write_text("there")
    placing = Placing(backup.check())
    placing.put_all(backup)
    if is_switched:
        placing.switch()
    placing.give_up()
    assert [path.name for path in media.iterdir()] == ["other.txt"]


def test_a_disk_without_room_is_found_before_anything_is_written(backup, media, monkeypatch):
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10))
    with pytest.raises(BackupError, match="room for 10 bytes"):
        Placing(backup.check())
    assert list(media.iterdir()) == []


def test_an_object_storage_gets_what_it_lacks_and_what_differs(backup, bucket):
    for before in ({}, {NAME: b"other"}, {NAME: PICTURE}):
        bucket.files = dict(before)
        placing = Placing(backup.check())
        placing.put_all(backup)
        placing.switch()
        assert placing.end() == []
        assert bucket.files == {NAME: PICTURE}
