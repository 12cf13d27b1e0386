"""Reads pieces for the checklist: the version in hand or the latest draft, of one page or of a hundred.

The number of queries does not depend on the number of pages: what the drafts name (images, pages, documents, authors)
is looked up for all of them together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models.functions import Lower
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Revision, Site
from wagtail_footnotes.models import Footnote

from authors.models import AuthorPage
from publication.visibility import is_open
from series.checklist.body import Body, PlacedImage, read_body
from series.checklist.markup import Anchor, Markup, read_markup
from series.checklist.piece import Credit, Leads, Link, Note, Picture, Piece
from series.clearance.standing import insiders, requests_of, standings
from series.models import Byline, ClearanceRequest, InstallmentPage, InstallmentTopic, SeriesPage
from series.place import total_of
from series.stored import blocks_of
from series.translating.coverage import waiting

FIELDS = (
    "title", "subtitle", "standfirst", "seo_title", "search_description", "editors_note", "body", "disclosure", "image",
    "image_alt", "image_is_decorative", "first_published_outlet", "first_published_address", "first_published_permission",
    "doi",
)  # fmt: skip
CREDIT = ("author", "name", "role", "position", "organisation", "sort_order")


@dataclass
class Draft:
    """A version of a page on its way to being a Piece: its stored values, and what was read in them."""

    page: InstallmentPage
    values: Mapping
    body: Body
    note: Markup
    footnotes: list[tuple[str, Markup]]
    lead: PlacedImage | None

    def anchors(self) -> list[tuple[str, Anchor]]:
        """Every link, with the field it stands in."""
        in_notes = [("footnotes", anchor) for _, note in self.footnotes for anchor in note.anchors]
        in_text = [("body", anchor) for anchor in self.body.prose.anchors]
        return [*(("editors_note", anchor) for anchor in self.note.anchors), *in_text, *in_notes]


@dataclass
class Facts:
    """What the drafts name, looked up for all of them."""

    images: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    pages: dict[int, bool] = field(default_factory=dict)  # id: may the public see it
    documents: dict[int, str] = field(default_factory=dict)
    organisations: frozenset[int] = frozenset()
    open_authors: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()  # authors whose clearance nobody misses
    requests: dict[int, list[ClearanceRequest]] = field(default_factory=dict)
    languages: dict[int, str] = field(default_factory=dict)
    series: dict[int, SeriesPage] = field(default_factory=dict)
    numbers: dict[int, list[int]] = field(default_factory=dict)
    hosts: frozenset[str] = frozenset()
    dois: dict[str, list[tuple[object, str]]] = field(
        default_factory=dict
    )  # pieces with a DOI: (group, title)
    waiting: dict[int, list[str]] = field(default_factory=dict)  # passages of translations, by page


def read_pieces(pages: Iterable[InstallmentPage]) -> dict[int, Piece]:
    """The pieces of pages by id, in their latest drafts. At most 18 queries, however many pages."""
    pages = {page.pk: page for page in pages if page.pk}
    return read_versions(latest_values(pages))


def read_version(page: InstallmentPage, content: Mapping) -> Piece:
    """A page as one of its versions has it (`content` of a revision)."""
    return read_versions({page.pk: (page, content)})[page.pk]


def read_versions(versions: Mapping[int, tuple[InstallmentPage, Mapping]]) -> dict[int, Piece]:
    """Pages as given versions have them, by id. At most 14 queries, however many pages."""
    drafts = [_draft(page, values) for page, values in versions.values()]
    facts = _facts(drafts)
    return {draft.page.pk: _piece(draft, facts) for draft in drafts}


def latest_values(pages: Mapping[int, InstallmentPage]) -> dict[int, tuple[InstallmentPage, Mapping]]:
    """Pages by id, each with the stored values of its latest draft. At most five queries."""
    revisions = [page.latest_revision_id for page in pages.values() if page.latest_revision_id]
    contents = Revision.objects.filter(pk__in=revisions).order_by().values_list("object_id", "content")
    found = {int(pk): (pages[int(pk)], content) for pk, content in contents}
    bare = [pk for pk in pages if pk not in found]
    return found | {pk: (pages[pk], values) for pk, values in _rows(bare).items()} if bare else found


def _rows(ids: list[int]) -> dict[int, dict]:
    """Pages that code made without a version: their rows, in the form of a version."""
    rows = {row["pk"]: row for row in InstallmentPage.objects.filter(pk__in=ids).values("pk", *FIELDS)}
    for row in rows.values():
        row |= {"body": list(row["body"].raw_data), "bylines": [], "topic_rows": [], "footnotes": []}
    for model, name, fields in (
        (Byline, "bylines", CREDIT),
        (InstallmentTopic, "topic_rows", ("topic",)),
        (Footnote, "footnotes", ("uuid", "text")),
    ):
        for row in model.objects.filter(page__in=ids).order_by("sort_order").values("page_id", *fields):
            if row["page_id"] in rows:
                rows[row["page_id"]][name].append(row)
    return rows


def _draft(page: InstallmentPage, values: Mapping) -> Draft:
    lead = None
    if values.get("image"):
        lead = PlacedImage(
            values["image"],
            alt=values.get("image_alt") or "",
            is_decorative=bool(values.get("image_is_decorative")),
        )
    return Draft(
        page=page,
        values=values,
        body=read_body(blocks_of(values)),
        note=read_markup(values.get("editors_note")),
        footnotes=[
            (str(row.get("uuid") or ""), read_markup(row.get("text")))
            for row in values.get("footnotes") or ()
        ],
        lead=lead,
    )


def _facts(drafts: list[Draft]) -> Facts:
    anchors = [anchor for draft in drafts for _field, anchor in draft.anchors()]
    images = {placed.image for draft in drafts for placed in (*draft.body.images, draft.lead) if placed}
    authors = {row["author"] for draft in drafts for row in draft.values.get("bylines") or ()}
    series = {draft.page.series_id for draft in drafts if draft.page.series_id}
    facts = Facts(
        languages=dict(Locale.objects.values_list("pk", "language_code")),
        series=SeriesPage.objects.in_bulk(series),
        numbers=_visible_numbers(series),
        requests=requests_of(draft.page.pk for draft in drafts),
        waiting=waiting(draft.page for draft in drafts),
    )
    if dois := {doi.lower() for draft in drafts if (doi := draft.values.get("doi"))}:
        rows = (
            InstallmentPage.objects.annotate(key=Lower("doi"))
            .filter(key__in=dois, alias_of=None)
            .order_by("pk")
        )
        for key, group, title in rows.values_list("key", "translation_key", "draft_title"):
            facts.dois.setdefault(key, []).append((group, title))
    if images:
        rows = get_image_model().objects.filter(pk__in=images)
        facts.images = {pk: rest for pk, *rest in rows.values_list("pk", "title", "description", "credit")}
    if authors:
        rows = AuthorPage.objects.filter(pk__in=authors).order_by()
        known = list(rows.values_list("pk", "kind", "live", "merged_into__live"))
        facts.organisations = frozenset(row[0] for row in known if row[1] == AuthorPage.Kind.ORGANISATION)
        facts.open_authors = frozenset(row[0] for row in known if row[2] or row[3])
        facts.inside = insiders(authors)
    if anchors:
        facts.hosts = frozenset(
            {
                *Site.objects.values_list("hostname", flat=True),
                urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "",
            }
        )
    if pages := {anchor.page for anchor in anchors if anchor.page}:
        rows = Page.objects.filter(pk__in=pages).order_by()
        facts.pages = dict.fromkeys(rows.values_list("pk", flat=True), False)
        facts.pages |= dict.fromkeys(rows.filter(is_open()).values_list("pk", flat=True), True)
    if documents := {anchor.document for anchor in anchors if anchor.document}:
        rows = get_document_model().objects.filter(pk__in=documents)
        facts.documents = dict(rows.values_list("pk", "title"))
    return facts


def _visible_numbers(series: set[int]) -> dict[int, list[int]]:
    numbers = defaultdict(list)
    rows = InstallmentPage.objects.visible().filter(series__in=series, part_number__isnull=False)
    for pk, number in rows.order_by().values_list("series_id", "part_number"):
        numbers[pk].append(number)
    return numbers


def _piece(draft: Draft, facts: Facts) -> Piece:
    values, prose = draft.values, draft.body.prose
    rows = sorted(values.get("bylines") or (), key=lambda row: row.get("sort_order") or 0)
    known = {uuid for uuid, _ in draft.footnotes}
    placed = [(image, "body") for image in draft.body.images]
    return Piece(
        title=values.get("title") or "",
        standfirst=values.get("standfirst") or "",
        search_title=values.get("seo_title") or "",
        search_description=values.get("search_description") or "",
        language=facts.languages.get(draft.page.locale_id, ""),
        text=prose.text,
        editors_note=draft.note.text,
        disclosure=values.get("disclosure") or "",
        outlet=values.get("first_published_outlet") or "",
        source_address=values.get("first_published_address") or "",
        permission=values.get("first_published_permission") or "",
        doi_twins=tuple(
            title
            for group, title in facts.dois.get((values.get("doi") or "").lower(), ())
            if group != draft.page.translation_key
        ),
        is_last=_is_last(draft.page, facts),
        credits=tuple(_credit(row, facts) for row in rows),
        topics=len(values.get("topic_rows") or ()),
        pictures=tuple(
            _picture(image, name, facts)
            for image, name in [*([(draft.lead, "image")] if draft.lead else []), *placed]
            if image.image in facts.images
        ),
        headings=tuple(draft.body.headings),
        links=tuple(_link(anchor, name, facts) for name, anchor in draft.anchors()),
        notes=tuple(Note(note.text, uuid in prose.marks) for uuid, note in draft.footnotes),
        lost_marks=sum(1 for mark in prose.marks if mark not in known),
        waiting=tuple(facts.waiting.get(draft.page.pk, ())),
        clearances=standings(values, facts.requests.get(draft.page.pk, []), facts.inside),
    )


def _is_last(page: InstallmentPage, facts: Facts) -> bool:
    """Is it the last part, or would it be once it is published?"""
    series, number = facts.series.get(page.series_id), page.part_number
    if series is None or not series.is_numbered or not number:
        return False
    is_complete = series.status == SeriesPage.Status.COMPLETE
    numbers = {*facts.numbers.get(series.pk, ()), number}
    return number == total_of(series.planned_parts, is_complete, numbers)


def _credit(row: Mapping, facts: Facts) -> Credit:
    affiliation = ", ".join(part for part in (row.get("position"), row.get("organisation")) if part)
    author = row.get("author")
    return Credit(
        row.get("name") or "",
        affiliation,
        is_organisation=author in facts.organisations,
        has_page=author in facts.open_authors,
    )


def _picture(placed: PlacedImage, name: str, facts: Facts) -> Picture:
    title, description, credit = facts.images[placed.image]
    return Picture(
        title, placed.alt or description, placed.credit or credit, name, is_decorative=placed.is_decorative
    )


def _link(anchor: Anchor, name: str, facts: Facts) -> Link:
    words = " ".join(anchor.words.split()) or facts.documents.get(anchor.document, "") or anchor.href
    return Link(words or "…", _leads(anchor, facts), name)


def _leads(anchor: Anchor, facts: Facts) -> Leads:
    if anchor.page:
        is_public = facts.pages.get(anchor.page)
        return Leads.NOWHERE if is_public is None else Leads.ON if is_public else Leads.DRAFT
    if anchor.document:
        return Leads.ON if anchor.document in facts.documents else Leads.NOWHERE
    if anchor.href.strip("#/ ") in ("", "http:", "https:", "mailto:", "tel:") and anchor.href != "/":
        return Leads.NOWHERE
    try:
        address = urlsplit(anchor.href)
        host = address.hostname
    except ValueError:  # "http://[" is no address
        return Leads.NOWHERE
    is_ours = host is None or host in facts.hosts
    return Leads.ADMIN if is_ours and address.path.startswith(reverse("wagtailadmin_home")) else Leads.ON
