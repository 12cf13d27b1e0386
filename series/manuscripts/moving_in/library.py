"""The picture files that come with an export: in a folder, by a map of addresses, never from the net."""

import os
import unicodedata
from pathlib import Path
from posixpath import basename

from publication.csv_files import UnreadableTable, read_table
from series.manuscripts.manuscript import ImageFile
from series.manuscripts.moving_in.errors import MoveRefused
from series.manuscripts.wordpress.fields import address_key, file_key, original_names

MOST_FILES = 500_000


class Library:
    """Finds the file of a picture by the address that it had.

    A folder is searched by the place below `wp-content/uploads/` first, then by the name alone where only one file has
    it. A map is a CSV file with the columns `address` and `file`, the files being named from the folder, or from where
    the map lies. Nothing outside of that place is ever opened. Raises MoveRefused when one of them cannot be used.
    """

    def __init__(self, folder: Path | None = None, image_map: Path | None = None):
        self.is_given = bool(folder or image_map)
        self._places: dict[str, Path] = {}
        self._names: dict[str, list[Path]] = {}
        self._mapped: dict[str, Path] = {}
        if folder:
            if not folder.is_dir():
                raise MoveRefused(f"{folder} is no folder. Nothing was changed.")
            self._walk(folder)
        if image_map:
            self._read_map(image_map, (folder or image_map.parent).resolve())

    def find(self, address: str) -> Path | None:
        """The file of a picture, None where it is not here, or two have its name."""
        if found := self._mapped.get(address_key(address)):
            return found
        key = file_key(address)
        inside = key[: len(key) - len(basename(key))]
        names = original_names(basename(key))
        for name in names:
            if found := self._places.get(_key(inside + name)):
                return found
        for name in names:
            found = self._names.get(_key(name), [])
            if len(found) == 1:
                return found[0]
        return None

    @staticmethod
    def read(path: Path, most_bytes: int) -> ImageFile | None:
        """The picture in a file; None when it cannot be read or is larger than is taken."""
        try:
            with path.open("rb") as file:
                data = file.read(most_bytes + 1)
        except OSError:
            return None
        return ImageFile(data, path.name) if len(data) <= most_bytes else None

    def _walk(self, folder: Path) -> None:
        count = 0
        for place, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                path = Path(place, name)
                if path.is_symlink() or not path.is_file():
                    continue
                count += 1
                if count > MOST_FILES:
                    raise MoveRefused(f"{folder} holds more than {MOST_FILES} files. Nothing was changed.")
                inside = path.relative_to(folder).as_posix()
                _, found, below = f"/{inside}".rpartition("/uploads/")
                self._places.setdefault(_key(below if found else inside), path)
                self._names.setdefault(_key(name), []).append(path)

    def _read_map(self, path: Path, base: Path) -> None:
        for line, address, name in read_pairs(path, ("address", "file")):
            if not address or not name:
                continue
            file = (base / name).resolve()
            if not file.is_relative_to(base) or not file.is_file():
                raise MoveRefused(
                    f"{path.name}, line {line}: there is no file “{name}” in {base}. Nothing was changed."
                )
            self._mapped[address_key(address)] = file


def read_pairs(path: Path, columns: tuple[str, str]) -> list[tuple[int, str, str]]:
    """The rows of a CSV file with two named columns, each with its number. Raises MoveRefused."""
    try:
        table = read_table(path.read_bytes(), dict.fromkeys(columns, ()), required=columns)
    except OSError as error:
        raise MoveRefused(f"{path} cannot be read: {error.strerror}. Nothing was changed.") from error
    except UnreadableTable as error:
        raise MoveRefused(f"{path.name}: {error} Nothing was changed.") from error
    return [(row.number, row.text(columns[0]), row.text(columns[1])) for row in table.rows]


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
