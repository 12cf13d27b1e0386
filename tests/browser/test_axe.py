"""Every kind of page as a browser has it, on the demo: accessible, light and dark, on a phone and at a desk.

And what holds for all of them: nothing wider than the screen, nothing that moves while it loads, no fonts that a page
does not need, the same words without a script. conftest.py watches the console and asks from other hosts.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect
from wagtail.models import PageViewRestriction

from home.demo.loading import load
from home.sections.arrangement import usual_arrangement
from series.models import Correction
from tests import factories
from tests.browser.accessibility import violations

DEMO = "/series/asean-korea-2021/"
BROKEN = "/broken/"


@dataclass(frozen=True)
class Kind:
    """A kind of page and where there is one."""

    name: str
    address: str

    @property
    def is_korean(self) -> bool:
        """Is it a page of the Korean side, which loads no font?"""
        return self.address.startswith("/ko/")


KINDS = [
    Kind("home, with every section", "/"),
    Kind("list of series", "/series/"),
    Kind("series, complete", DEMO),
    Kind("series, ongoing", "/series/city-and-its-water/"),
    Kind("column", "/series/from-the-reading-room/"),
    Kind("installment with original author", f"{DEMO}after-the-new-southern-policy/"),
    Kind("installment with figures", f"{DEMO}one-river-many-letterheads/"),
    Kind("installment in a column", "/series/from-the-reading-room/who-stands-first/"),
    Kind("installment without number", "/series/bare/an-interview/"),
    Kind("installment without image and byline", "/series/bare/nothing-but-words/"),
    Kind("whole series", "/series/asean-korea-2021/all/"),
    Kind("forthcoming part", "/series/city-and-its-water/forthcoming/3/"),
    Kind("forthcoming part without title", "/series/city-and-its-water/forthcoming/5/"),
    Kind("authors", "/authors/"),
    Kind("author", "/authors/choe-won-gi/"),
    Kind("author, an organisation", "/authors/series-editors/"),
    Kind("topics", "/topics/"),
    Kind("topic", "/topics/asean-korea-relations/"),
    Kind("topic of an announced part only", "/topics/disaster-insurance/"),
    Kind("topic, narrowed", "/topics/asean-korea-relations/?year=2021&language=ko"),
    Kind("archive", "/archive/"),
    Kind("year of the archive", "/archive/2021/"),
    Kind("search", "/search/"),
    Kind("search with results", "/search/?q=korea"),
    Kind("search without results", "/search/?q=zebrafinch"),
    Kind("corrections", "/corrections/"),
    Kind("withdrawn installment", "/series/bare/taken-back/"),
    Kind("published versions", "/series/bare/said-again/versions/"),
    Kind("standing page", "/about/"),
    Kind("page that is not there", "/nothing/"),
    Kind("page that broke", BROKEN),
    Kind("page with a password", "/series/private/"),
    Kind("Korean home", "/ko/"),
    Kind("Korean series", f"/ko{DEMO}"),
    Kind("Korean installment", f"/ko{DEMO}after-the-new-southern-policy/"),
    Kind("Korean month of the archive", "/ko/archive/2021/02/"),
    Kind("Korean author", "/ko/authors/choe-won-gi/"),
]

# Sums what a reader sees jump, but not what they caused by a click or a key.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def demo(transactional_db):
    """The demo, and the few kinds of page that it has none of."""
    load()
    series = factories.SeriesFactory(title="Bare", slug="bare")
    interview = factories.InstallmentFactory(parent=series, title="An Interview", slug="an-interview")
    type(interview).objects.filter(pk=interview.pk).update(part_number=None)
    factories.InstallmentFactory(parent=series, title="Nothing but Words", slug="nothing-but-words")
    withdrawn = factories.InstallmentFactory(parent=series, title="Taken Back", slug="taken-back")
    row = {"kind": "withdrawal", "date": date(2026, 3, 3), "text": "<p>It was invented.</p>"}
    withdrawn.corrections = [Correction(locale=withdrawn.locale, **row)]
    withdrawn.save()
    again = factories.InstallmentFactory(
        parent=series, title="Said Once", slug="said-again", shows_versions=True
    )
    again.save_revision().publish()
    again = type(again).objects.get(pk=again.pk)
    factories.draft_of(again, title="Said Again", body=factories.paragraphs("The water fell.")).publish()
    front = factories.home()
    front.sections = [
        *usual_arrangement(),
        *(
            {
                "type": kind,
                "value": {"title": title, "number": 3, "text": "<p>Proposals are <b>open</b>.</p>"},
            }
            for kind, title in (
                ("lead", ""),
                ("parts", ""),
                ("parts", "Our column"),
                ("corrections", ""),
                ("words", ""),
            )
        ),
    ]
    front.save()
    private = factories.SeriesFactory(title="Private", slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="levee")


def open_page(page: Page, kind: Kind) -> None:
    """Go there; the page that broke is handed out as the server would hand it out."""
    if kind.address == BROKEN:
        page.route(
            f"**{BROKEN}",
            lambda route: route.fulfill(body=render_to_string("500.html"), content_type="text/html"),
        )
    page.goto(kind.address)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_kind_of_page_is_accessible_fits_and_stands_still(browse, demo, size, dark):
    browse.allowed += ["status of 404"]
    page = browse(size=size, dark=dark)
    page.add_init_script(SHIFTS)
    fonts = []
    page.on("request", lambda request: fonts.append(request.url) if request.resource_type == "font" else None)
    faults = []
    for kind in KINDS:
        fonts.clear()
        open_page(page, kind)
        faults += [f"{kind.name}: {line}" for line in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{kind.name}: wider than the screen")
        if (shifted := page.evaluate("shifted")) >= 0.01:
            faults.append(f"{kind.name}: moved by {shifted:.3f} while it loaded")
        if len(set(fonts)) > (0 if kind.is_korean else 2):
            faults.append(f"{kind.name}: loaded {len(set(fonts))} fonts")
    assert not faults, "\n".join(faults)


def test_every_kind_of_page_says_the_same_without_a_script(browse, demo):
    browse.allowed += ["status of 404"]
    with_script, without = browse(), browse(javascript=False)
    faults = []
    for kind in KINDS:
        open_page(with_script, kind)
        open_page(without, kind)
        with_script.evaluate("document.querySelectorAll('.needs-js').forEach((control) => control.remove())")
        if with_script.locator("body").inner_text().split() != without.locator("body").inner_text().split():
            faults.append(f"{kind.name}: other words")
        if without.locator(".needs-js:visible").count():
            faults.append(f"{kind.name}: a control that does nothing")
    assert not faults, "\n".join(faults)


def test_the_first_key_leads_past_the_navigation_and_the_focus_can_be_seen(browse, demo):
    page = browse()
    page.goto(f"{DEMO}after-the-new-southern-policy/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(({ outlineStyle, outlineWidth }) => [outlineStyle, parseFloat(outlineWidth)])"
            "(getComputedStyle(document.activeElement))"
        )
        assert outline[0] != "none", page.evaluate("document.activeElement.outerHTML")
        assert outline[1] >= 2, page.evaluate("document.activeElement.outerHTML")


def test_a_private_page_opens_with_its_password(browse, demo):
    page = browse()
    page.goto("/series/private/")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password").fill("levee")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Private", level=1)).to_be_visible()
