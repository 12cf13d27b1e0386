"""The file of a backup: whole and unchanged, or refused; sealed for those who hold the key; no way out of the folders."""

import random
import tarfile

import pytest

from home.backups.checking import opened_backup
from home.backups.manifest import LAST, StoredFile
from home.backups.refusals import BackupError, Damaged
from tests.home.backups.parcels import ROWS, entries, key_in, manifest, packed


@pytest.fixture
def check(tmp_path):
    """Check these bytes as a file."""

    def check(content: bytes):
        path = tmp_path / "backup"
        path.write_bytes(content)
        with opened_backup(path) as backup:
            return backup.check()

    return check


@pytest.fixture(params=["open", "sealed"])
def whole(request, tmp_path, settings):
    """A backup that is whole: as it is, or sealed with the key that the settings name."""
    if request.param == "open":
        return packed(entries())
    public, settings.BACKUP_IDENTITY = key_in(tmp_path)
    return packed(entries(), (public,))


def test_a_whole_one_says_what_is_in_it(whole, check):
    assert check(whole) == manifest()


def test_one_that_is_cut_off_anywhere_is_refused(whole, check):
    for length in [0, 1, 5, 21, 200, *range(300, len(whole), 97), len(whole) - 9, len(whole) - 1]:
        with pytest.raises(Damaged):
            check(whole[:length])


def test_one_with_a_changed_bit_is_refused_or_says_the_same(whole, check):
    """Some bits of gzip mean nothing (a time, a system, what fills a byte up): those may change."""
    choice = random.Random(7)
    for place in [*range(24), *choice.sample(range(24, len(whole)), 150), len(whole) - 1]:
        changed = bytearray(whole)
        changed[place] ^= 1 << choice.randrange(8)
        try:
            found = check(bytes(changed))
        except Damaged:
            continue
        assert found == manifest()


def test_anything_behind_it_is_refused(whole, check):
    with pytest.raises(Damaged):
        check(whole + b"more")
    with pytest.raises(Damaged):
        check(whole + whole)


def test_a_sealed_one_shows_nothing_and_opens_with_its_key_only(check, tmp_path, settings):
    public, own = key_in(tmp_path)
    _other_public, others = key_in(tmp_path, "other")
    sealed = packed(entries(), (public,))
    assert b"Gauge" not in sealed
    settings.BACKUP_IDENTITY = others
    with pytest.raises(Damaged, match="another key"):
        check(sealed)
    settings.BACKUP_IDENTITY = ""
    with pytest.raises(BackupError, match="BACKUP_IDENTITY"):
        check(sealed)
    settings.BACKUP_IDENTITY = str(tmp_path / "none")
    with pytest.raises(BackupError, match="none"):
        check(sealed)
    settings.BACKUP_IDENTITY = own
    assert check(sealed) == manifest()


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/evil", "a/../../evil", "a//b", "a\\..\\evil", "C:evil", "a/./b", "a/\n", "", "folder/"],
)
def test_a_name_that_leads_elsewhere_is_refused(name, check):
    files = {f"default/{name}": StoredFile(0, "0" * 64)}
    contents = [each for each in entries(manifest(files=files)) if not each[0].startswith("files/")]
    contents.insert(-1, (f"files/default/{name}", b""))
    with pytest.raises(Damaged):
        check(packed(contents))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE]
)
def test_a_thing_that_is_no_file_is_refused(kind, check):
    special = tarfile.TarInfo("files/default/link")
    special.type, special.linkname = kind, "/etc/passwd"
    with pytest.raises(Damaged, match="no plain file"):
        check(packed(entries(), special=special))


def test_another_storage_is_refused(check):
    with pytest.raises(Damaged, match="leads out"):
        check(packed(entries(manifest(files={"elsewhere/a.png": StoredFile(0, "")}))))


def test_a_later_format_is_refused_before_anything_else_is_read(check):
    later = packed([("backup.json", b'{"format": 2}'), ("something/new", b"")])
    with pytest.raises(Damaged, match="format 2"):
        check(later)


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(entries()[:-1], id="no manifest"),
        pytest.param(entries()[:1] + entries()[2:], id="no rows"),
        pytest.param(entries()[:2] + entries()[3:], id="no file"),
        pytest.param([*entries(), ("files/default/b.png", b"")], id="after the manifest"),
        pytest.param([*entries()[:2], entries()[1], *entries()[2:]], id="rows twice"),
        pytest.param([*entries()[:3], entries()[2], entries()[3]], id="a file twice"),
        pytest.param([*entries()[:3], ("notes.txt", b""), entries()[3]], id="what does not belong"),
        pytest.param(entries()[1:], id="no beginning"),
        pytest.param([*entries()[:-1], (LAST, b"{}")], id="an empty manifest"),
        pytest.param([(n, c.replace(b"Gauge", b"Gouge")) for n, c in entries()], id="other rows"),
    ],
)
def test_what_is_not_as_the_manifest_says_is_refused(contents, check):
    with pytest.raises(Damaged):
        check(packed(contents))


def test_rows_in_several_pieces_are_one_table(check):
    first, second = ROWS.splitlines(keepends=True)
    contents = entries()
    contents[1:2] = [("tables/rivers/000001.copy", first), ("tables/rivers/000002.copy", second)]
    assert check(packed(contents)) == manifest()
    contents[1:3] = reversed(contents[1:3])
    with pytest.raises(Damaged, match="where it belongs"):
        check(packed(contents))


def test_no_file_is_no_backup(check, tmp_path):
    with pytest.raises(Damaged, match="no backup"):
        check(b"PK\x03\x04 something else")
    with pytest.raises(BackupError, match="cannot be opened"), opened_backup(tmp_path / "none"):
        pass


def test_a_key_that_is_none_is_named(settings):
    with pytest.raises(BackupError, match="BACKUP_RECIPIENT"):
        packed(entries(), ("age1nothing",))
