"""What lies beside the pages of an archive: books, citation files, documents, pictures, and the style of the site.

Each function puts its files into the packing. Where the pages lead to them, it notes their names in `files`, by the
addresses that they have on the site.
"""

import hashlib
import logging
import posixpath
import re
from html import unescape
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from publication.prose import document_address, find_links
from series.editions.archive.asking import Volume
from series.editions.archive.on_the_site import as_on_the_site
from series.editions.archive.packing import Packing
from series.editions.archive.pruning import Leaf
from series.editions.archive.rendering import Drawn
from series.editions.book.pictures import read_picture, stored_files
from series.editions.epub import write_epub
from series.editions.pdf import problem, write_pdf

log = logging.getLogger(__name__)

STYLE = "css/site.css"
CARRIED = ("img/favicon.svg", "fonts/OFL.txt")
URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
DOCUMENT = re.compile(r'href="(/documents/([0-9]{1,9})/[^"?#]*)')
ENDING = re.compile(r"\.([a-z0-9]{1,5})$")


def put_book(packing: Packing, volume: Volume, form: str, files: dict[str, str]) -> str:
    """Make the book of a volume and put it in; else say why it is not there. The archive does not depend on it."""
    if form == "pdf" and (reason := problem(volume.language)):
        return reason
    try:
        with as_on_the_site(volume.language):
            content = (write_epub if form == "epub" else write_pdf)(volume.book, volume.frame)
    except Exception:
        log.exception("The %s of series %s is left out of its archive", form, volume.series.pk)
        return _("The %(form)s of “%(title)s” could not be made.") % {
            "form": form.upper(),
            "title": volume.book.title,
        }
    name = f"{volume.folder}book.{form}"
    packing.put(name, content)
    files[f"{volume.address.rstrip('/')}.{form}"] = name
    return ""


def put_citations(packing: Packing, drawn: Drawn, files: dict[str, str]) -> None:
    folder, _slash, page = drawn.wish.name.rpartition("/")
    stem = page.removesuffix(".html").replace("index", "series")
    for file, text in drawn.citations.items():
        kind, _dot, ending = file.removeprefix("cite").rpartition(".")
        name = f"{f'{folder}/' if folder else ''}cite/{stem}{kind}.{ending}"
        packing.put(name, text.encode())
        files[f"{drawn.wish.address}{file}"] = name


def put_documents(packing: Packing, drawn: list[Drawn], files: dict[str, str]) -> list[str]:
    """Put in the documents that the pages lead to, as far as everybody may have them. Two queries."""
    wanted = {int(key): unescape(address) for each in drawn for address, key in DOCUMENT.findall(each.markup)}
    remarks = []
    if not wanted:
        return remarks
    open_ones = find_links([], drawn[0].wish.volume.frame, documents=wanted).documents
    for number, document in enumerate(
        get_document_model().objects.filter(pk__in=open_ones).order_by("pk"), start=1
    ):
        ending = ENDING.search(document.file.name.lower())
        name = f"files/document-{number}{ending[0] if ending else '.bin'}"
        try:
            with document.file.open("rb") as file:
                content = file.read()
        except Exception as error:
            # Storages have errors of their own. What the archive itself cannot be written to is none of them.
            log.warning("document %s is left out of an archive: %s", document.pk, error)
            remarks.append(
                _("The file of the document “%(title)s” is gone; its link leads to the site.")
                % {"title": document.title}
            )
            continue
        packing.put(name, content)
        files[document_address(document.pk, document.file.name)] = name
    return remarks


def put_pictures(packing: Packing, leaves: list[Leaf]) -> tuple[dict[str, str], int]:
    """Put in each picture once, under a name made of its content: (names by address, number of those missing)."""
    addresses = list(dict.fromkeys(address for leaf in leaves for address in leaf.pictures))
    stored = stored_files(addresses)
    names: dict[str, str] = {}
    put: set[str] = set()
    for address in addresses:
        found = read_picture(stored.get(address), "picture")
        if found is None:
            continue
        name = f"images/{hashlib.sha256(found.content).hexdigest()[:16]}.{found.name.rpartition('.')[2]}"
        if name not in put:
            packing.put(name, found.content)
        put.add(name)
        names[address] = name
    return names, len(addresses) - len(names)


def put_style(packing: Packing) -> None:
    """The site's style sheet with all that it names, and the licence of the fonts."""
    style = _static(STYLE)
    named = (posixpath.normpath(f"css/{each}") for each in URL.findall(style.decode()) if ":" not in each)
    packing.put(STYLE, style)
    for name in dict.fromkeys((*named, *CARRIED)):
        packing.put(name, _static(name))


def _static(name: str) -> bytes:
    return (Path(settings.BASE_DIR) / "static" / name).read_bytes()
