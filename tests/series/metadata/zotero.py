"""What Zotero makes of a page: its translator "Embedded Metadata", as far as section H of the metadata fields tells it.

Not the translator itself: the rules that decide about pages like ours, each where its paragraph says. Good for asking
whether a head says what is meant, and for seeing what would go wrong without one of its elements.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

ITEM_TYPES = {
    "blogPost",
    "newspaperArticle",
    "magazineArticle",
    "report",
    "journalArticle",
    "webpage",
    "book",
}
# H 4: only these take the name of the site for that of the publication.
FROM_SITE_NAME = {"blogPost", "webpage", "newspaperArticle"}
# H 4: the types whose fields have no place for a series.
WITHOUT_SERIES = {"blogPost", "newspaperArticle", "magazineArticle", "webpage"}


@dataclass
class Item:
    """An item in a library: the fields that a page like ours fills."""

    type: str
    title: str
    creators: list[tuple[str, str]]  # (family, given); a lone name is the family
    date: str = ""
    publication: str = ""
    section: str = ""
    rights: str = ""
    language: str = ""
    abstract: str = ""
    tags: list[str] = field(default_factory=list)
    doi: str = ""
    url: str = ""
    series: str = ""
    attachments: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """The elements of a page that Embedded Metadata looks at."""

    def __init__(self, markup: str):
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.links: dict[str, str] = {}
        self.language = ""
        self.classes: set[str] = set()
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.classes |= set((found.get("class") or "").split())
        if tag == "meta" and found.get("content"):
            self.metas.append((found.get("name") or found.get("property") or "", found["content"]))
        elif tag == "link":
            self.links.setdefault(found.get("rel", ""), found.get("href", ""))
        elif tag == "html":
            self.language = found.get("lang", "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.metas if key.lower() == name.lower()]

    def first(self, *names: str) -> str:
        return next((value for name in names for value in self.all(name)), "")


def import_page(markup: str) -> Item:
    """What lands in the library of a reader who saves this page."""
    page = Page(markup)
    type_ = item_type(page)
    pdf = page.all("citation_pdf_url")
    return Item(
        type=type_,
        title=title(page),
        creators=creators(page),
        date=page.first("article:published_time", "dc.date", "citation_publication_date"),
        publication=page.first("prism.publicationName", "DC.source")
        or (page.first("og:site_name") if type_ in FROM_SITE_NAME else ""),
        section=page.first("article:section"),
        rights=page.first("DC.rights", "prism.copyright"),
        language=page.first("citation_language", "language") or page.language,
        abstract=page.first("citation_abstract", "description"),
        tags=page.all("article:tag")
        or [tag.strip() for tag in page.first("citation_keywords").split(";") if tag.strip()],
        doi=page.first("citation_doi"),
        url=page.first("citation_public_url") or page.links.get("canonical", ""),
        series="" if type_ in WITHOUT_SERIES else page.first("citation_series_title"),
        attachments=["Full Text PDF"] if pdf else ["Snapshot"],
    )


def item_type(page: Page) -> str:
    """H 2: what is said plainly, then what Highwire's names suggest, else a web page; two names overrule everything."""
    if page.first("citation_journal_title"):
        return "journalArticle"
    if page.first("citation_technical_report_institution"):
        return "report"
    said = page.first("z:itemType")
    if said in ITEM_TYPES:
        return said
    if page.first("citation_title", "citation_series_title"):
        return "journalArticle"
    return "webpage"


def title(page: Page) -> str:
    """H 4: the name of the site is taken off the end."""
    found, site = page.first("citation_title", "DC.title", "og:title"), page.first("og:site_name")
    return found.removesuffix(site).rstrip(" |") if site and found.endswith(f"| {site}") else found


def creators(page: Page) -> list[tuple[str, str]]:
    """H 3: one for each tag; of a sole tag with spaces on both sides of its comma, one for each side of the comma."""
    tags = page.all("citation_author") or page.all("author")
    if len(tags) == 1 and tags[0].count(",") == 1 and all(" " in part.strip() for part in tags[0].split(",")):
        tags = tags[0].split(",")
    return [cleaned(tag.strip()) for tag in tags]


def cleaned(name: str) -> tuple[str, str]:
    """H 3: the family before the comma; without one the last word."""
    family, comma, given = name.partition(", ")
    if comma:
        return family, given
    given, _, family = name.rpartition(" ")
    return family, given
