"""Small backups made by hand, and the keys to seal them with; no database is asked."""

import hashlib
import io
import tarfile
from dataclasses import replace

import pyrage
from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from home.backups.manifest import FIRST, LAST, Manifest, StoredFile, StoredTable
from home.backups.parcel import writing

ROWS = b"1\tGauge\n2\tLevee\n"
PICTURE = bytes(range(256)) * 3


class Bucket(Storage):
    """A storage that knows no folders on this machine; `files` is what it holds, by name."""

    def __init__(self):
        self.files: dict[str, bytes] = {}

    def _open(self, name, mode="rb"):
        return ContentFile(self.files[name], name)

    def _save(self, name, content):
        self.files[name] = content.read()
        return name

    def delete(self, name):
        self.files.pop(name, None)

    def exists(self, name):
        return name in self.files


def manifest(**changes) -> Manifest:
    """The manifest of one table of two rows and one picture."""
    table = StoredTable(
        [["id", "number"], ["name", "text"]], "id", 2, hashlib.sha256(ROWS).hexdigest(), last_number=2
    )
    whole = Manifest(
        made_at="2021-03-04T05:06:07+00:00",
        vendor="sqlite",
        site="https://www.example.org",
        versions={},
        migrations=[],
        tables={"rivers": table},
        left_out={},
        files={"default/images/a.png": StoredFile(len(PICTURE), hashlib.sha256(PICTURE).hexdigest())},
    )
    return replace(whole, **changes)


def entries(said: Manifest | None = None) -> list[tuple[str, bytes]]:
    """What belongs into that backup, in order."""
    said = said or manifest()
    return [
        (FIRST, said.beginning()),
        ("tables/rivers/000001.copy", ROWS),
        ("files/default/images/a.png", PICTURE),
        (LAST, said.written()),
    ]


def packed(contents: list[tuple[str, bytes]], recipients=(), special: tarfile.TarInfo | None = None) -> bytes:
    """A backup of these entries; `special` comes before the last one."""
    target = io.BytesIO()
    with writing(target, recipients) as parcel:
        for name, content in contents:
            if special and name == LAST:
                parcel._tar.addfile(special)
            parcel.add(name, content)
    return target.getvalue()


def key_in(folder, name="key") -> tuple[str, str]:
    """A new pair: the public key, and the path of the file with the private one."""
    identity = pyrage.x25519.Identity.generate()
    path = folder / name
    path.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public()), str(path)
