"""Every kind of page that readers meet, with an address in English and in Korean. A new kind joins with one line.

`build` makes the world they stand in: the demo of `load_demo`, and what it has none of.
"""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from authors.models import AuthorPage
from authors.roles import EDITORS
from home.demo.loading import load
from home.models import HomePage
from home.sections.arrangement import usual_arrangement
from series.clearance.requests import Recipient, make_request
from series.followers import tokens
from series.followers.targets import Target
from series.models import (
    ClearanceRequest,
    Correction,
    Follow,
    Follower,
    InstallmentPage,
    SeriesPage,
    Topic,
)
from tests import factories

DEMO = "/series/asean-korea-2021/"
LAST = f"{DEMO}after-the-new-southern-policy/"
BROKEN = "/broken/"
NOTE = "3b8cdb5b-9a2b-4a5e-8f8a-0c5a2d8d6f5e"
CSV = "Year,ASEAN,Japan\n2018,160,85\n2019,151,76\n2020,144,71"
TABLE = {
    "columns": [{"type": kind, "heading": f"Column {n}"} for n, kind in enumerate(("text", "number") * 3)],
    "rows": [{"values": ["<p>Presidential committee opens</p>", "1,099"] * 3}],
}


@dataclass(frozen=True)
class Kind:
    """A kind of page: where there is one in English, and the status of its answer."""

    name: str
    address: str
    status: int = 200


KINDS = [
    Kind("home, with every section", "/"),
    Kind("list of series", "/series/"),
    Kind("series, complete", DEMO),
    Kind("series, ongoing", "/series/city-and-its-water/"),
    Kind("column", "/series/from-the-reading-room/"),
    Kind("installment with original author", LAST),
    Kind("installment with figures", f"{DEMO}one-river-many-letterheads/"),
    Kind("installment in a column", "/series/from-the-reading-room/who-stands-first/"),
    Kind("installment without number", "/series/bare/an-interview/"),
    Kind("installment without image and byline", "/series/bare/nothing-but-words/"),
    Kind("installment with every block", "/series/bare/all-there-is/"),
    Kind("whole series", f"{DEMO}all/"),
    Kind("forthcoming part", "/series/city-and-its-water/forthcoming/3/"),
    Kind("forthcoming part without title", "/series/city-and-its-water/forthcoming/5/"),
    Kind("authors", "/authors/"),
    Kind("authors by name", "/authors/?q=choe"),
    Kind("authors by a name that nobody has", "/authors/?q=nobody"),
    Kind("author", "/authors/choe-won-gi/"),
    Kind("author, an organisation", "/authors/series-editors/"),
    Kind("topics", "/topics/"),
    Kind("topic", "/topics/asean-korea-relations/"),
    Kind("topic of an announced part only", "/topics/disaster-insurance/"),
    Kind("topic, narrowed", "/topics/asean-korea-relations/?year=2021&language=ko"),
    Kind("API, explained", "/api/"),
    Kind("search", "/search/"),
    Kind("search with results", "/search/?q=아세안"),
    Kind("search without results", "/search/?q=zebrafinch"),
    Kind("archive", "/archive/"),
    Kind("year of the archive", "/archive/2021/"),
    Kind("month of the archive", "/archive/2021/02/"),
    Kind("corrections", "/corrections/"),
    Kind("withdrawn installment", "/series/bare/taken-back/"),
    Kind("published versions", "/series/bare/said-again/versions/"),
    Kind("standing page", "/about/"),
    Kind("page that is not there", "/nothing/", 404),
    Kind("page that was taken down", "/series/bare/taken-down/", 410),
    Kind("page that broke", BROKEN, 500),
    Kind("page with a password", "/series/private/"),
    Kind("clearance", "asked for"),
    Kind("clearance that was given", "given"),
    Kind("clearance with a link that does not work", "/clearance/no-such-link/", 410),
    Kind("following by mail", "follow"),
    Kind("following, to be confirmed", "confirm"),
    Kind("all that somebody follows", "manage"),
    Kind("following with a link that does not work", "/follow/confirm/no-such-link/", 410),
]
# Those whose Korean page is more than its English twin in other words; all are Korean in `make prove`.
KOREAN = [
    kind
    for kind in KINDS
    if kind.name
    in {
        "home, with every section", "series, complete", "installment with original author", "installment with every block",
        "author", "authors by name", "topic", "search with results", "forthcoming part", "month of the archive",
        "page that broke", "clearance", "all that somebody follows",
    }
]  # fmt: skip


@dataclass(frozen=True)
class World:
    """What `build` made. The addresses of some pages are drawn by chance: (what they are, language) to address."""

    links: dict[tuple[str, str], str]

    def at(self, kind: Kind, language: str) -> str:
        """The address of a kind in a language; Korean pages have the slugs of their English twins."""
        if kind.address.startswith("/clearance/"):
            return kind.address
        if not kind.address.startswith("/"):
            return self.links[kind.address, language]
        return kind.address if language == "en" else f"/ko{kind.address}"


def build() -> World:
    """The demo, and the few kinds of page that it has none of, all of them in Korean too."""
    load()
    for series in SeriesPage.objects.filter(slug__in=["city-and-its-water", "from-the-reading-room"]):
        for part in series.installments.all():
            factories.translated(part)
    factories.translated(InstallmentPage.objects.get(slug="one-river-many-letterheads"))
    bare = factories.SeriesFactory(title="Bare", slug="bare", planned_parts=9)
    interview = factories.InstallmentFactory(parent=bare, title="An Interview", slug="an-interview")
    InstallmentPage.objects.filter(pk=interview.pk).update(part_number=None)
    pieces = [
        interview,
        factories.InstallmentFactory(parent=bare, title="Nothing but Words", slug="nothing-but-words"),
        factories.InstallmentFactory(parent=bare, title="Taken Down", slug="taken-down"),
        withdrawn(bare),
        published_twice(bare),
        with_everything(bare),
    ]
    for piece in pieces:
        twin = factories.translated(piece)
        if piece.slug == "taken-down":
            piece.unpublish()
            twin.unpublish()
        if piece.slug == "said-again":
            factories.draft_of(twin, title="다시 말하다").publish()
    for language in ("en", "ko"):
        arrange_everything(factories.home(language))
    private = factories.SeriesFactory(title="Private", slug="private")
    private.copy_for_translation(factories.locale("ko")).save_revision().publish()
    for twin in SeriesPage.objects.filter(slug="private"):
        PageViewRestriction.objects.create(page=twin, restriction_type="password", password="levee")
    return World(
        links_for_clearance(pieces[-1])
        | links_for_followers(SeriesPage.objects.get(slug="asean-korea-2021", locale__language_code="en"))
    )


def arrange_everything(front: HomePage) -> None:
    """A front page with every section that editors can choose."""
    more = [("lead", ""), ("parts", ""), ("parts", "Our column"), ("corrections", ""), ("words", "")]
    front.sections = [
        *usual_arrangement(),
        *(
            {
                "type": kind,
                "value": {"title": title, "number": 3, "text": "<p>Proposals are <b>open</b>.</p>"},
            }
            for kind, title in more
        ),
    ]
    front.save()


def withdrawn(series: SeriesPage) -> InstallmentPage:
    """A piece of which only address, title and reason are left."""
    piece = factories.InstallmentFactory(parent=series, title="Taken Back", slug="taken-back")
    row = {"kind": "withdrawal", "date": date(2026, 3, 3), "text": "<p>It was invented.</p>"}
    piece.corrections = [Correction(locale=piece.locale, **row)]
    piece.save()
    return piece


def published_twice(series: SeriesPage) -> InstallmentPage:
    """A piece that shows its readers what changed."""
    piece = factories.InstallmentFactory(parent=series, slug="said-again", shows_versions=True)
    piece.save_revision().publish()
    piece = InstallmentPage.objects.get(pk=piece.pk)
    factories.draft_of(piece, title="Said Again", body=factories.paragraphs("The water fell.")).publish()
    return InstallmentPage.objects.get(pk=piece.pk)


def with_everything(series: SeriesPage) -> InstallmentPage:
    """A piece with every kind of block, notes, people, pictures and words in the other language."""
    factories.PlannedPartFactory(series=series, part_number=8)
    image = factories.ImageFactory(file__width=600, file__height=400)
    piece = factories.InstallmentFactory(
        parent=series,
        title="All There Is",
        slug="all-there-is",
        bylines=[
            AuthorPage.objects.get(slug="choe-won-gi", locale__language_code="en"),
            factories.AuthorFactory(title="Zora Whitlock", biography="<p>She teaches.</p>", photo=image),
        ],
        topics=[factories.TopicFactory(name="Levees")],
        image=image,
        editors_note="<p>This is a note.</p>",
        disclosure="The author has advised a ministry.",
        body=[
            ("key_takeaways", {"items": ["One.", "Two."]}),
            ("paragraph", f'<p>A claim.<footnote id="{NOTE}">x</footnote> <span lang="ko">한국어</span></p>'),
            ("heading", {"text": "A policy built on three words", "level": "2"}),
            ("quotation", {"text": "<p>They shall meet.</p>", "source": "Joint statement", "address": ""}),
            ("pull_quote", {"text": "Partners learn to wait.", "attribution": ""}),
            ("question_answer", {"question": "What should stay?", "answer": "<p>The calendar.</p>"}),
            ("image", {"image": image, "caption": "One. Two."}),
            ("chart", {"title": "Trade", "kind": "lines", "data": CSV, "unit": "billion dollars"}),
            ("chart", {"title": "Trade again", "kind": "bars", "data": CSV}),
            ("editors_note", {"text": "<p>Updated.</p>"}),
            (
                "elsewhere",
                {"title": "The press conference", "address": "https://example.org/", "description": ""},
            ),
        ],
    )
    table = piece.body.stream_block.child_blocks["table"].to_python({"caption": "Dates", "table": TABLE})
    piece.body.append(("table", table))
    piece.save()
    text = {"uuid": NOTE, "text": "<p>Its source.</p>", "locale": piece.locale}
    piece.footnotes.model.objects.create(page=piece.page_ptr, **text)
    row = {"kind": "correction", "date": date(2026, 3, 3), "text": "<p>It was 3.</p>"}
    Correction.objects.create(page=piece, locale=piece.locale, **row)
    piece.refresh_from_db()
    return piece


def links_for_clearance(piece: InstallmentPage) -> dict[tuple[str, str], str]:
    """Addresses of pages for authors who are asked, and who have approved, in both languages."""
    editor = factories.UserFactory(role=EDITORS)
    links = {}
    for what in ("asked for", "given"):
        for language in ("en", "ko"):
            whom = Recipient("Zora Whitlock", f"{len(links)}@example.org", language, 14)
            request, token = make_request(piece, whom, editor)
            if what == "given":
                ClearanceRequest.objects.filter(pk=request.pk).update(
                    approved_at=timezone.now(), approved_name=whom.name, approved_hash=request.text_hash
                )
            links[what, language] = f"/clearance/{token}/"
    return links


def links_for_followers(series: SeriesPage) -> dict[tuple[str, str], str]:
    """Addresses of the pages of somebody who follows a bit of everything, in both languages."""
    now = timezone.now()
    reader = Follower.objects.create(address="ada@example.org", key="ada@example.org", confirmed_at=now)
    author = AuthorPage.objects.get(slug="choe-won-gi", locale__language_code="en")
    targets = (
        Target("author", page=author),
        Target("topic", topic=Topic.objects.get(name="Levees")),
        Target("site"),
    )
    for target in targets:
        Follow.objects.create(follower=reader, language="ko", confirmed_at=now, **target.columns)
    waiting = Follow.objects.create(follower=reader, language="en", **Target("series", page=series).columns)
    links = {}
    for language in ("en", "ko"):
        with translation.override(language):
            links |= {
                ("follow", language): reverse("follow", args=["series", series.pk]),
                ("confirm", language): reverse("follow_confirm", args=[tokens.make(tokens.CONFIRM, waiting)]),
                ("manage", language): reverse("follow_manage", args=[tokens.make(tokens.MANAGE, reader)]),
            }
    return links


def broken_page(language: str) -> str:
    """The page of an error, as the server hands it out when nothing else works."""
    with translation.override(language):
        return render_to_string("500.html")
