"""What an archive says of itself: `README.txt` for people, `metadata.json` for machines."""

import json
from datetime import UTC

from django.template.loader import render_to_string

from publication.licences import Licence
from publication.prose import plain_text
from series.editions.archive.asking import Volume
from series.editions.archive.on_the_site import as_on_the_site
from series.editions.book.shapes import Chapter

# Raised when the fields of metadata.json change their meaning.
FORMAT = 1
LINE = "\n\n" + "-" * 72 + "\n\n"


def read_me(volumes: tuple[Volume, ...], names: list[str]) -> bytes:
    """The file that tells people what this is, in each language of the archive. `names` are those of all files."""
    told = []
    for volume in volumes:
        with as_on_the_site(volume.language):
            context = {
                "book": volume.book,
                "citation": plain_text(volume.book.citation),
                "volume": volume,
                "others": [other for other in volumes if other is not volume],
                "holds": {
                    "whole": f"{volume.folder}all.html" in names,
                    "pictures": any(name.startswith("images/") for name in names),
                    "documents": any(name.startswith("files/") for name in names),
                    "people": any(name.startswith(f"{volume.folder}author-") for name in names),
                    "epub": f"{volume.folder}book.epub" in names,
                    "pdf": f"{volume.folder}book.pdf" in names,
                },
            }
            told.append(render_to_string("editions/archive/readme.txt", context).strip())
    return f"{LINE.join(told)}\n".encode()


def metadata_of(volumes: tuple[Volume, ...]) -> bytes:
    """The same for machines: a volume for each language, with its parts in order. Nothing in it is empty."""
    described = {
        "format": FORMAT,
        "type": "archived series",
        "version": _moment(max((v.book.version for v in volumes if v.book.version), default=None)),
        "volumes": [_volume(volume) for volume in volumes],
    }
    return f"{json.dumps(_filled(described), ensure_ascii=False, indent=1)}\n".encode()


def _volume(volume: Volume) -> dict:
    book = volume.book
    with as_on_the_site(volume.language):
        return {
            "language": book.language,
            "title": book.title,
            "subtitle": book.subtitle,
            "summary": book.standfirst,
            "publisher": book.publisher,
            "editors": list(book.editors),
            "address": book.address,
            "file": f"{volume.folder}index.html",
            "licence": _licence(book.licence),
            "citation": plain_text(book.citation),
            "version": _moment(book.version),
            "parts": [_part(volume, chapter) for chapter in book.chapters],
        }


def _part(volume: Volume, chapter: Chapter) -> dict:
    return {
        "number": chapter.place.number,
        "title": chapter.title,
        "subtitle": chapter.subtitle,
        "language": chapter.language,
        "people": [
            {
                "name": credit.name,
                "role": credit.role,
                "affiliation": credit.affiliation,
                "orcid": credit.orcid,
                "ror": credit.ror,
            }
            for credit in chapter.credits
        ],
        "published": _moment(chapter.published_at),
        "modified": _moment(chapter.modified_at),
        "doi": chapter.doi,
        "licence": _licence(chapter.licence),
        "withdrawn": chapter.is_withdrawn or None,
        "address": chapter.address,
        "file": f"{volume.folder}{chapter.name}.html",
    }


def _licence(licence: Licence | None) -> dict | None:
    return {"name": str(licence.label), "address": licence.address} if licence else None


def _moment(moment) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _filled(value):
    """The same without what is empty; 0 and false are something."""
    if isinstance(value, dict):
        found = {key: _filled(each) for key, each in value.items()}
        return {key: each for key, each in found.items() if each not in (None, "", [], {})}
    return [_filled(each) for each in value] if isinstance(value, list) else value
