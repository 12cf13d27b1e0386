"""Links from post to post: once all pieces are there, they lead to the pages and no longer to the old site.

Wagtail's links name pages, so a piece can only be linked to once it is there. The version that the import wrote and the
page's row are put right together; a version that an editor wrote since is left alone.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from django.db import transaction
from wagtail_footnotes.models import Footnote

from publication.redirects import pages_behind
from series.manuscripts.manuscript import Manuscript
from series.manuscripts.wordpress.fields import address_key
from series.manuscripts.wordpress.records import Index
from series.manuscripts.writing.marks import words_of
from series.models import ImportedPost, InstallmentPage
from series.stored import blocks_of

# As the sanitiser writes a link that names no page.
LINK = re.compile(r'<a href="([^"]*)">')
# Blocks with rich text in them; the words of others are plain and only look like markup by chance.
RICH = frozenset({"paragraph", "numbered_list", "quotation", "table"})
FILES = "/wp-content/"


@dataclass(frozen=True)
class Mended:
    """What became of the links of one piece: how many lead to pages now, and the addresses that still lead away."""

    title: str
    count: int
    left: tuple[str, ...]


def old_key(address: str, index: Index) -> str:
    """The key of an address on the old site, "" for every other."""
    key = address_key(address)
    host = address_key(f"{index.address.rstrip('/')}/-").partition("/")[0]
    return key if host and key.partition("/")[0] == host else ""


def has_old_links(manuscript: Manuscript, index: Index) -> bool:
    """Does anything in a manuscript link to a post or page of the old site?"""
    return any(FILES not in key for _, address in _links(manuscript) if (key := old_key(address, index)))


def file_links(manuscript: Manuscript, index: Index) -> list[tuple[str, str]]:
    """The links of a manuscript, as (words, address), that lead to files of the old site."""
    return [(words, address) for words, address in _links(manuscript) if FILES in old_key(address, index)]


def _links(manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    for block in manuscript.body:
        for words in words_of(block):
            yield from words.links
    for note in manuscript.footnotes:
        yield from note.words.links


def loose_pieces() -> list[int]:
    """The records of imported pieces, of earlier imports too, whose links still lead to the old site."""
    rows = ImportedPost.objects.filter(loose_links=True, page__isnull=False)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def mend_links(pk: int, index: Index) -> Mended | None:
    """Lead the links of one imported piece, by its record, to the pages that are here by now; None without any."""
    row = ImportedPost.objects.select_related("version").filter(pk=pk, page__isnull=False).first()
    page = row and InstallmentPage.objects.filter(pk=row.page_id).first()
    if page is None:
        return None
    if row.version is None or page.latest_revision_id != row.version_id:
        ImportedPost.objects.filter(pk=pk).update(loose_links=False)
        return None
    content = row.version.content
    body, notes = blocks_of(content), content.get("footnotes") or []
    texts = [*_texts(body), *(note.get("text") or "" for note in notes)]
    targets = _targets({unescape(address) for text in texts for address in LINK.findall(text)}, index)
    if not targets:
        return None
    count = 0

    def link(match: re.Match) -> str:
        nonlocal count
        page_id = targets.get(unescape(match[1]))
        count += page_id is not None
        return match[0] if page_id is None else f'<a linktype="page" id="{page_id}">'

    body = _changed(body, lambda text: LINK.sub(link, text))
    for note in notes:
        note["text"] = LINK.sub(link, note.get("text") or "")
    if count:
        _store(row, page, content, body, notes)
    left = tuple(sorted(address for address, page_id in targets.items() if page_id is None))
    if not left:
        ImportedPost.objects.filter(pk=pk).update(loose_links=False)
    return Mended(page.title, count, left)


def _store(row: ImportedPost, page: InstallmentPage, content: dict, body: list, notes: list) -> None:
    row.version.content = content | {"body": json.dumps(body), "footnotes": notes}
    row.version.save(update_fields=["content"])
    for note in notes:
        Footnote.objects.filter(page=page, uuid=note["uuid"]).update(text=note["text"])
    page.body = json.dumps(body)
    page.save(clean=False)


def _targets(addresses: set[str], index: Index) -> dict[str, int | None]:
    """For each address on the old site the page that is there now, None where there is none. Two queries at most."""
    keys = {address: key for address in addresses if (key := old_key(address, index)) and FILES not in key}
    guids = {address: index.targets.get(key, "") for address, key in keys.items()}
    known = ImportedPost.objects.filter(guid__in=set(guids.values()) - {""}, page__isnull=False)
    pages = dict(known.values_list("guid", "page_id")) if any(guids.values()) else {}
    found = {address: pages.get(guids[address]) for address in keys}
    paths = {
        address: "/" + keys[address].partition("/")[2]
        for address, page_id in found.items()
        if page_id is None
    }
    behind = pages_behind(paths.values()) if paths else {}
    return found | {address: behind[path] for address, path in paths.items() if path in behind}


def _texts(value) -> Iterator[str]:
    """All rich text in a stored body."""
    yield from (text for block in value if block.get("type") in RICH for text in _strings(block["value"]))


def _strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _changed(body: list, change: Callable[[str], str]) -> list:
    return [
        block | {"value": _with(block["value"], change)} if block.get("type") in RICH else block
        for block in body
    ]


def _with(value, change: Callable[[str], str]):
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _with(inner, change) for name, inner in value.items()}
    return [_with(inner, change) for inner in value] if isinstance(value, list) else value
