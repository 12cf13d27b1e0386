"""Rich text on its way to the reader: made clean, its links resolved, its footnotes numbered.

The only place where stored markup becomes markup of a page. What is stored may have come around the editor (an
importer, a crafted post, an old database), so it is cut down to what the editor's features write. Links to pages and
documents are stored by id; those that the public may not follow become plain text. All rich text of a page is looked
up in one go: `find_links` asks the database once, `expand` and what is built on it ask nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

import nh3
from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.db.models.lookups import In
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page

from publication.frame import Frame
from publication.models import OutgoingLink
from publication.models.links import key_of
from publication.prepared import Prepared, Slot, each, room_for, slots
from publication.visibility import is_open

# What the editor's features write (series/blocks/text.py), no more.
TAGS = frozenset(
    {"p", "br", "b", "strong", "i", "em", "a", "sup", "sub", "ol", "ul", "li", "span", "footnote"}
)
# What manuscripts bring and the body has blocks for; importers ask for them by name.
MANUSCRIPT_TAGS = frozenset({"h2", "h3", "h4", "blockquote"})
ATTRIBUTES = {"a": {"href", "linktype", "id"}, "span": {"lang"}, "footnote": {"id"}}
LANGUAGES = frozenset({"en", "ko"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Ids are database keys; what does not fit the column would be refused by PostgreSQL.
KEY = re.compile(r"[1-9][0-9]{0,8}")
HREF = re.compile(r"(?:https?:|mailto:|tel:|#|/(?![/\\]))", re.IGNORECASE)
ELSEWHERE = re.compile(r"https?:", re.IGNORECASE)
IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]")

# These run on the sanitiser's output only, where tags are well-formed and values quoted and escaped.
LINK = re.compile(r"<a(?P<attributes>[^>]*)>(?P<words>.*?)</a>", re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
MARK = re.compile(r"<footnote(?P<attributes>[^>]*)>.*?</footnote>", re.DOTALL)
PARAGRAPH_BREAK = re.compile(r"</p>\s*<p>")
# Hebrew, Arabic and their neighbours; the sign for "these letters run from the right".
FROM_THE_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# A paragraph or item whose first letter is one of those; what stands before it has no direction of its own.
OPENS_FROM_THE_RIGHT = re.compile(
    r"<(p|li|blockquote)>(?=(?:<(?!/?(?:p|li)\b)[^>]*>|&\w+;|[^\w<&]|[\d_])*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])"
)
# Text made clean is kept for the same text; of longer ones nothing is.
LONGEST_KEPT = 8_000
# Where one line of markup ends, whatever follows.
LINE_END = re.compile(r"<br\b|</(?:p|li|td|th|tr|caption|h[1-6]|blockquote)\b", re.IGNORECASE)
BLOCK_START = re.compile(r"<(?:p|ul|ol|h[2-4]|blockquote)>")


def _keep(tag: str, name: str, value: str) -> str | None:
    """The value that an attribute may have, None to drop it; called for each attribute by the sanitiser."""
    if name == "href":
        # Browsers skip control characters and leading spaces, and read // and /\ as another host.
        return value if HREF.match(IGNORED_IN_ADDRESSES.sub("", value)) else None
    if name == "linktype":
        return value if value in ("page", "document") else None
    if name == "lang":
        return value if value in LANGUAGES else None
    if tag == "footnote":
        return value if UUID.fullmatch(value) else None
    return value if KEY.fullmatch(value) else None


def sanitise(markup: str, also: frozenset[str] = frozenset()) -> str:
    """Rich text as stored, reduced to what the editor writes; `also` allows further elements (MANUSCRIPT_TAGS).

    Links to pages, documents and footnotes stay in their stored form, so that the result can be stored again.
    """
    text = str(markup or "")
    return _sanitised(text, also) if len(text) <= LONGEST_KEPT else _sanitised.__wrapped__(text, also)


@lru_cache(maxsize=2_048)
def _sanitised(text: str, also: frozenset[str]) -> str:
    clean = nh3.clean(
        text,
        tags=set(TAGS | also),
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    # Draftail's converter asks for the closed form, and answers 500 to a line break without it.
    return MARK.sub(_usable_mark, LINK.sub(_usable_link, clean.replace("<br>", "<br/>")))


def plain_text(markup: str) -> str:
    """The words of some markup, in one line; those of two paragraphs, items or cells stay apart."""
    return " ".join(unescape(strip_tags(LINE_END.sub(r" \g<0>", str(markup or "")))).split())


def _usable_link(match) -> str:
    """A link with somewhere to go, else its words alone: the editor cannot open one without."""
    names = {name for name, _value in ATTRIBUTE.findall(match["attributes"])}
    if {"linktype", "id"} <= names or ("href" in names and "linktype" not in names):
        return match[0]
    return match["words"]


def _usable_mark(match) -> str:
    """A footnote mark with the id of a note, else nothing."""
    return match[0] if "id=" in match["attributes"] else ""


@dataclass(frozen=True)
class Target:
    """Where a stored link leads."""

    address: str
    title: str = ""


@dataclass(frozen=True)
class Links:
    """The pages and documents that rich text may lead to, by id; whatever is not in it becomes plain text.

    Of what leads elsewhere the addresses of the copies that are kept, where there are some.
    """

    pages: dict[int, Target] = field(default_factory=dict)
    documents: dict[int, Target] = field(default_factory=dict)
    archived: dict[str, str] = field(default_factory=dict)  # by the key of an address elsewhere

    def copy_of(self, address: str) -> SafeString:
        """What stands after a link to an address elsewhere of which the editors keep a copy; else nothing."""
        copy = self.archived.get(key_of(address)) if self.archived and address else ""
        if not copy:
            return SafeString("")
        return format_html(' (<a href="{}">{}</a>)', copy, _("archived copy"))


def find_links(
    texts: Iterable[str],
    frame: Frame,
    *,
    pages: Iterable[int] = (),
    documents: Iterable[int] = (),
    addresses: Iterable[str] = (),
) -> Links:
    """Look up what the texts (sanitised) lead to, and pages and documents by id, addresses as they are. One query at most.

    Only pages that everybody may see, on this site; only documents of open collections; of addresses elsewhere the
    copies that the editors name.
    """
    elsewhere = {key_of(address) for address in addresses if ELSEWHERE.match(address)}
    wanted = {"page": {pk for pk in pages if pk}, "document": {pk for pk in documents if pk}}
    for text in texts:
        for match in LINK.finditer(text):
            attributes = dict(ATTRIBUTE.findall(match["attributes"]))
            if attributes.get("linktype") in wanted and "id" in attributes:
                wanted[attributes["linktype"]].add(int(attributes["id"]))
            elif ELSEWHERE.match(attributes.get("href", "")):
                elsewhere.add(key_of(unescape(attributes["href"])))
    asked = {"page": wanted["page"], "document": wanted["document"], "key": elsewhere}
    shape = tuple(room_for(len(values)) for values in asked.values())
    if not any(shape):
        return Links()
    values = {}
    for (name, those), count in zip(asked.items(), shape, strict=True):
        values |= each(name, sorted(those), count)
    found, archived = {"page": {}, "document": {}}, {}
    for kind, pk, where, title in TARGETS.raw(*shape, now=timezone.now(), **values):
        if kind == "archived":
            archived[where] = title
            continue
        address = frame.address(where) if kind == "page" else document_address(pk, where)
        if address:
            found[kind][pk] = Target(address, title)
    return Links(pages=found["page"], documents=found["document"], archived=archived)


def _targets(pages: int, documents: int, addresses: int):
    """What so many pages, documents and addresses lead to; slots are `page_0`, `document_0`, `key_0` and on, and `now`."""
    queries = []
    if pages:
        queries.append(_open_pages(slots("page", pages, IntegerField())))
    if documents:
        queries.append(_open_documents(slots("document", documents, IntegerField())))
    if addresses:
        queries.append(_archived(slots("key", addresses, TextField())))
    return queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]


TARGETS = Prepared(_targets)


def _target(kind: str, pk: str, where: str, title: str) -> dict:
    """The columns of a target, the same of all kinds, under names that none of their models has."""
    return {
        "told_kind": Value(kind, output_field=TextField()),
        "told_id": F(pk),
        "told_place": Cast(where, TextField()),
        "told_title": Cast(title, TextField()),
    }


def _open_pages(ids: list[Slot]):
    pages = Page.objects.filter(In(F("pk"), ids), live=True).filter(is_open(Slot("now", DateTimeField())))
    return pages.order_by().values(**_target("page", "pk", "url_path", "title"))


def _archived(keys: list[Slot]):
    links = OutgoingLink.objects.filter(In(F("key"), keys)).exclude(archived_address="").order_by()
    return links.values(**_target("archived", "pk", "key", "archived_address"))


def _open_documents(ids: list[Slot]):
    own_path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    closed = CollectionViewRestriction.objects.annotate(own_path=own_path).filter(
        own_path__startswith=F("collection__path")
    )
    documents = get_document_model().objects.filter(~Exists(closed), In(F("pk"), ids)).order_by()
    return documents.values(**_target("document", "pk", "file", "title"))


def document_address(pk: int, file_name: str) -> str:
    """The address under which a document is served, relative to the host."""
    return reverse("wagtaildocs_serve", args=[pk, file_name.rsplit("/", 1)[-1]])


class Notes:
    """The footnotes of one rendering, numbered in the order in which their marks are met.

    It lives as long as the rendering: kept on a page or block it would be shared by threads (facts.md).
    """

    def __init__(self, texts: dict[str, str]):
        """`texts` maps the notes' UUIDs to their stored markup."""
        self._texts = texts
        self._marks: dict[str, list[str]] = {}

    def mark(self, uuid: str) -> str:
        """The markup of a mark; empty where there is no such note."""
        if uuid not in self._texts:
            return ""
        marks = self._marks.setdefault(uuid, [])
        number = list(self._marks).index(uuid) + 1
        anchor = f"ref{number}" if not marks else f"ref{number}-{len(marks) + 1}"
        marks.append(anchor)
        label = _("Footnote %(number)d") % {"number": number}
        return format_html(
            '<sup><a href="#fn{}" id="{}" aria-label="{}">{}</a></sup>', number, anchor, label, number
        )

    def listed(self) -> list[tuple[int, str, tuple[str, ...]]]:
        """(number, stored markup, anchors of its marks) of each note that was referred to, in order."""
        return [
            (number, self._texts[uuid], tuple(marks))
            for number, (uuid, marks) in enumerate(self._marks.items(), start=1)
        ]


def expand(text: str, links: Links, notes: Notes | None = None) -> SafeString:
    """Sanitised rich text with its links and footnote marks as a page shows them; without `notes`, no marks."""

    def link(match) -> str:
        attributes = dict(ATTRIBUTE.findall(match["attributes"]))
        kind, href = attributes.get("linktype"), attributes.get("href")
        if kind:
            targets = links.pages if kind == "page" else links.documents
            target = targets.get(int(attributes.get("id", 0)))
            return f'<a href="{_escaped(target.address)}">{match["words"]}</a>' if target else match["words"]
        # The value comes from the sanitiser, so it is escaped already.
        if not href:
            return match["words"]
        return f'<a href="{href}">{match["words"]}</a>{links.copy_of(unescape(href))}'

    def mark(match) -> str:
        return notes.mark(dict(ATTRIBUTE.findall(match["attributes"])).get("id", "")) if notes else ""

    return mark_safe(MARK.sub(mark, LINK.sub(link, text)))  # noqa: S308 (sanitised above)


def expand_block(text: str, links: Links, notes: Notes | None = None) -> SafeString:
    """As `expand`; text without any paragraph becomes one, and one that opens with Hebrew or Arabic runs its way."""
    expanded = expand(text, links, notes)
    if expanded and not BLOCK_START.search(expanded):
        expanded = mark_safe(f"<p>{expanded}</p>")  # noqa: S308
    if FROM_THE_RIGHT.search(expanded):
        return mark_safe(OPENS_FROM_THE_RIGHT.sub(r'<\1 dir="auto">', expanded))  # noqa: S308
    return expanded


def expand_inline(text: str, links: Links, notes: Notes | None = None) -> SafeString:
    """As `expand`, for places inside a paragraph: its own paragraphs become lines."""
    lines = PARAGRAPH_BREAK.sub("<br>", expand(text, links, notes).strip())
    return mark_safe(lines.replace("<p>", "").replace("</p>", ""))  # noqa: S308


def _escaped(address: str) -> str:
    return address.replace("&", "&amp;").replace('"', "&quot;")
