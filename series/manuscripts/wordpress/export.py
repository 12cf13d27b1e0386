"""An export as a whole: read once for what must be known in advance, then post by post."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

from lxml import etree

from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.numbers import whole_number
from series.manuscripts.wordpress import people, serials
from series.manuscripts.wordpress.fields import (
    address_key,
    file_key,
    moment,
    path_of,
    plain,
    post_date,
    slug,
)
from series.manuscripts.wordpress.records import Attachment, Index, Place, Post, Skipped, State
from series.manuscripts.wordpress.stream import ExportBounds, Guarded, elements, name_of, texts

# Thrown away, or never begun.
GONE = frozenset({"trash", "auto-draft", "inherit"})
# Taxonomies that say how a post looks, or in which language; not what it is about.
SILENT = frozenset({"post_format", "language", "post_translations", "nav_menu", "link_category"})
SUBJECTS = ("category", "post_tag", "tag")
NOT_COMMENTS = frozenset({"spam", "trash", "post-trashed"})


@dataclass(frozen=True)
class Export:
    """An export that was read through once. `open_file` gives the file from its beginning, as often as it is asked."""

    open_file: Callable[[], BinaryIO]
    index: Index
    bounds: ExportBounds
    kinds: frozenset[str]

    def items(self) -> Iterator[Post | Skipped]:
        """Every item in the order of the file, those of the media library and guest authors left out."""
        with self.open_file() as file:
            for element in elements(Guarded(file, self.bounds), self.bounds):
                if name_of(element) != "item":
                    continue
                fields = texts(element)
                kind, status = fields.get("wp:post_type", "post"), fields.get("wp:status", "publish")
                if kind in ("attachment", "guest-author"):
                    continue
                if kind not in self.kinds or status in GONE:
                    yield Skipped(
                        _number(fields.get("wp:post_id")), kind, status, plain(fields.get("title", ""))
                    )
                else:
                    yield _post(element, fields, self.index)


def open_export(
    open_file: Callable[[], BinaryIO],
    *,
    bounds: ExportBounds | None = None,
    kinds: tuple[str, ...] = ("post",),
) -> Export:
    """Read an export through once. Raises UnreadableManuscript when any of it cannot be read."""
    bounds, wanted = bounds or ExportBounds(), frozenset(kinds)
    index = Index()
    clocks: Counter[timedelta] = Counter()
    placed: dict[str, list] = {}
    try:
        file = open_file()
    except OSError as error:
        raise UnreadableManuscript(
            f"The file cannot be opened: {error.strerror}.", "Look at its name and rights."
        ) from error
    with file:
        guarded = Guarded(file, bounds)
        for element in elements(guarded, bounds):
            _note(element, index, clocks, wanted, placed)
    index.forbidden = guarded.forbidden
    index.offset = clocks.most_common(1)[0][0] if clocks else timedelta()
    for attachment in index.attachments.values():
        if attachment.parent:
            index.put_in.setdefault(attachment.parent, []).append(attachment)
    index.parts = {name: serials.numbers(rows) for name, rows in placed.items()}
    return Export(open_file, index, bounds, wanted)


def _note(
    element: etree._Element, index: Index, clocks: Counter, wanted: frozenset[str], placed: dict[str, list]
) -> None:
    """Keep of an element what later ones may refer to."""
    match name_of(element):
        case "title":
            index.title = plain(element.text or "")
        case "link" if not index.address:
            index.address = (element.text or "").strip()
        case "wp:base_blog_url":
            index.address = (element.text or "").strip() or index.address
        case "language":
            index.language = (element.text or "").strip().lower()
        case "wp:author":
            fields = texts(element)
            login = fields.get("wp:author_login", "")
            names = [
                fields.get(f"wp:author_{part}", "") for part in ("display_name", "first_name", "last_name")
            ]
            index.has_people = True
            index.people[login] = people.person(login, *names)
        case "wp:term":
            fields = texts(element)
            key = (fields.get("wp:term_taxonomy", ""), fields.get("wp:term_slug", ""))
            if key[0] in serials.TAXONOMIES:
                index.terms[key] = (
                    _number(fields.get("wp:term_id")),
                    plain(fields.get("wp:term_description", "")),
                )
        case "item":
            _note_item(element, index, clocks, wanted, placed)


def _note_item(
    element: etree._Element, index: Index, clocks: Counter, wanted: frozenset[str], placed: dict[str, list]
) -> None:
    fields = texts(element)
    kind, id = fields.get("wp:post_type", "post"), _number(fields.get("wp:post_id"))
    index.items += 1
    if kind == "attachment":
        address, meta = fields.get("wp:attachment_url") or fields.get("guid", ""), _meta(element)
        index.attachments[id] = Attachment(
            id,
            address,
            plain(fields.get("title", "")),
            plain(meta.get("_wp_attachment_image_alt", "")),
            plain(fields.get("excerpt:encoded", "")),
            _number(fields.get("wp:post_parent")),
        )
        index.files[file_key(address)] = id
    elif kind == "guest-author":
        meta = _meta(element)
        login = meta.get("cap-user_login", "") or fields.get("wp:post_name", "").removeprefix(people.PREFIX)
        if entry := people.guest(fields.get("title", ""), meta):
            index.guests[login] = entry
    elif kind in wanted and fields.get("wp:status", "publish") not in GONE:
        index.posts += 1
        guid = _guid(fields, id, index)
        gmt, local = moment(fields.get("wp:post_date_gmt", "")), moment(fields.get("wp:post_date", ""))
        if places := _places(element, index):
            placed.setdefault(places[0].slug, []).append((guid, places[0].part, gmt or local))
        else:
            index.without_series += 1
        for address in _addresses(fields, id, index):
            index.targets.setdefault(address, guid)
        if gmt and local and abs(local - gmt) <= timedelta(hours=15):
            clocks[local - gmt] += 1


def _post(element: etree._Element, fields: dict[str, str], index: Index) -> Post:
    id, meta, terms = _number(fields.get("wp:post_id")), _meta(element), _terms(element)
    status = fields.get("wp:status", "publish")
    has_password = bool(fields.get("wp:post_password"))
    subjects = [plain(name) for domain, _, name in terms if domain in SUBJECTS]
    others: dict[str, list[str]] = {}
    for domain, _, name in terms:
        if domain not in (*SUBJECTS, *serials.TAXONOMIES, *SILENT, "author"):
            others.setdefault(domain, []).append(plain(name))
    comments = [child for child in element if name_of(child) == "wp:comment"]
    spam = sum(texts(comment).get("wp:comment_approved", "") in NOT_COMMENTS for comment in comments)
    return Post(
        id=id,
        guid=_guid(fields, id, index),
        title=plain(fields.get("title", "")),
        slug=slug(fields.get("wp:post_name", "")),
        status=status,
        state=_state(status, has_password),
        created=post_date(
            fields.get("wp:post_date_gmt", ""),
            fields.get("wp:post_date", ""),
            fields.get("pubDate", ""),
            index.offset,
        ),
        changed=moment(fields.get("wp:post_modified_gmt", "")),
        old_addresses=_old_paths(fields),
        credits=people.credits(
            [(name, words) for domain, name, words in terms if domain == "author"],
            fields.get("dc:creator", ""),
            index,
        ),
        series=_places(element, index),
        subjects=tuple(dict.fromkeys(subject for subject in subjects if subject)),
        unplaced=tuple((domain, ", ".join(names)) for domain, names in others.items()),
        excerpt=fields.get("excerpt:encoded", ""),
        content=fields.get("content:encoded", ""),
        notes=_notes(meta.get("footnotes", "")),
        thumbnail=_number(meta.get("_thumbnail_id")) or None,
        comments=len(comments) - spam,
        spam=spam,
        has_password=has_password,
    )


def _places(element: etree._Element, index: Index) -> tuple[Place, ...]:
    terms = [term for term in _terms(element) if term[0] in serials.TAXONOMIES]
    return serials.places(terms, _meta(element), index) if terms else ()


def _state(status: str, has_password: bool) -> State:
    """Only what anybody could read is public: a status that some plugin invented is a draft."""
    if has_password:
        return State.DRAFT
    return {"publish": State.PUBLIC, "future": State.SCHEDULED}.get(status, State.DRAFT)


def _guid(fields: dict[str, str], id: int, index: Index) -> str:
    """WordPress's own name for a post, which feeds showed; made up in its form where it is lost."""
    return fields.get("guid") or f"{index.address.rstrip('/')}/?p={id}"


def _old_paths(fields: dict[str, str]) -> tuple[str, ...]:
    """The paths of a post's address: as the export gives it, and by day and name, which is WordPress's own proposal.

    An export made while addresses were plain, or from a draft, names no path at all.
    """
    name = slug(fields.get("wp:post_name", ""))
    local = moment(fields.get("wp:post_date", ""))
    found = [path_of(fields.get("link", ""))]
    if name and local and not found[0]:
        found.append(f"/{local:%Y/%m/%d}/{name}/")
    return tuple(path for path in found if path)


def _addresses(fields: dict[str, str], id: int, index: Index) -> set[str]:
    """Every address that a link to this post may have, as keys."""
    base = index.address or fields.get("link", "")
    name, local = slug(fields.get("wp:post_name", "")), moment(fields.get("wp:post_date", ""))
    site = address_key(f"{base.rstrip('/')}/?p={id}")
    found = {address_key(fields.get("link", "")), address_key(fields.get("guid", "")), site}
    if name and local and site:
        host = site.partition("/")[0]
        folder = path_of(base).rstrip("/")
        found |= {
            address_key(f"//{host}{folder}/{way}{name}")
            for way in ("", f"{local:%Y/%m/}", f"{local:%Y/%m/%d/}")
        }
    return found - {""}


def _terms(element: etree._Element) -> list[tuple[str, str, str]]:
    """(taxonomy, slug, name) of each term of an item."""
    return [
        (child.get("domain") or "category", child.get("nicename") or "", (child.text or "").strip())
        for child in element
        if name_of(child) == "category"
    ]


def _meta(element: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in element:
        if name_of(child) == "wp:postmeta":
            fields = texts(child)
            found.setdefault(fields.get("wp:meta_key", ""), fields.get("wp:meta_value", ""))
    return found


def _notes(stored: str) -> dict[str, str]:
    """The footnotes of the block of that name: a list of objects with `id` and `content` (HTML)."""
    try:
        rows = json.loads(stored) if stored else []
    except (ValueError, RecursionError):
        return {}
    if not isinstance(rows, list):
        return {}
    return {
        str(row["id"]): str(row["content"])
        for row in rows
        if isinstance(row, dict) and "id" in row and "content" in row
    }


def _number(text: str | None) -> int:
    """A whole number, 0 for anything else."""
    return whole_number((text or "").strip(), digits=11) or 0
