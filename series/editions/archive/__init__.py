"""A closed series as a zip that outlives the site: the site's own pages with all they need, read from a disk.

`asking.py` says which series can be archived and in which languages; `rendering.py` has the site draw its pages;
`pruning.py` takes out of them what needs a server or a script; `binding.py` leads their links to the files beside them;
`contents.py` lays books, documents and pictures there; `about.py` writes what the archive says of itself; `packing.py`
puts it all into one file; `making.py` is the way through these. The list of everything by year and month, `/archive/`,
is another thing (series/reading/archive.py).

The same content gives the same bytes: nothing of it depends on the day, the machine or the person that makes it.
"""

from series.editions.archive.asking import (
    CannotArchive,
    Volume,
    can_be_archived,
    volumes_named,
    volumes_of,
)
from series.editions.archive.making import Made, write_archive, write_file

__all__ = [
    "CannotArchive",
    "Made",
    "Volume",
    "can_be_archived",
    "volumes_named",
    "volumes_of",
    "write_archive",
    "write_file",
]
