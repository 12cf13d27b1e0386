"""The demo's files, read: plain dictionaries in the order in which they are told."""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent
SERIES_FOLDERS = ("asean-korea-2021", "city-and-its-water", "reading-room")


def read(*names: str) -> dict:
    """One TOML file of the demo, by its path below this folder."""
    return tomllib.loads(FOLDER.joinpath(*names).read_text(encoding="utf-8"))


def pieces(folder: str, *, language: str = "en") -> list[dict]:
    """The installments of a series in one language, in the order of their file names."""
    files = sorted(FOLDER.joinpath(folder).glob("*.toml"))
    names = [path.name for path in files if not path.name.startswith("series.")]
    wanted = [name for name in names if (".ko." in name) == (language == "ko")]
    return [read(folder, name) for name in wanted]
