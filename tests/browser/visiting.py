"""Going to a kind of page as a reader does, and what the browser tells of it once it stands."""

from playwright.sync_api import Page

from tests.browser.accessibility import turn, violations
from tests.browser.conftest import Browse
from tests.every_page import BROKEN, Kind, World, broken_page

# Sums what a reader sees jump, but not what they caused by a click or a key.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# Fonts and the pictures in sight are there, and have been painted. Quicker than waiting for half a second of silence.
SETTLED = """async () => {
  await document.fonts.ready;
  const seen = [...document.images].filter((image) => image.getClientRects().length
    && image.getBoundingClientRect().top < innerHeight);
  await Promise.all(seen.map((image) => image.complete
    || new Promise((done) => { image.onload = image.onerror = done; })));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
# Every browser of conftest.py asks for less motion.
MOVING = """() => [...document.querySelectorAll('*')].filter((element) => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
  return parseFloat(transitionDuration) > 0.001 || animationName !== 'none' || scrollBehavior === 'smooth';
}).length"""


def open_kind(page: Page, world: World, kind: Kind, language: str) -> None:
    """Go there; the page that broke is handed out as the server would hand it out."""
    address = world.at(kind, language)
    if kind.address != BROKEN:
        page.goto(address)
        return
    page.route(
        f"**{BROKEN}", lambda route: route.fulfill(body=broken_page(language), content_type="text/html")
    )
    page.goto(address)
    page.unroute(f"**{BROKEN}")


def allow_answers(browse: Browse, world: World, kinds: list[Kind], languages: tuple[str, ...]) -> None:
    """Let the browser complain of the pages that are there to say that something is not there."""
    browse.allowed += [
        f"({browse.origin}{world.at(kind, language)})"
        for kind in kinds
        for language in languages
        if kind.status != 200
    ]


class Visits:
    """One reader who goes from page to page; `faults` collects what is wrong with them, a line each.

    `fonts` are the addresses of those that were loaded so far.
    """

    def __init__(self, browse: Browse, world: World, **options):
        self.world = world
        self.page = browse(**options)
        self.page.add_init_script(SHIFTS)
        self.page.on("request", self._count_fonts)
        self.faults: list[str] = []
        self.fonts: set[str] = set()

    def look_at(self, kind: Kind, language: str, *, dark: bool = True, thoroughly: bool = False) -> None:
        """Open a page, light, and look at it; then `dark`, `thoroughly` with all of axe's rules again."""
        before = len(self.fonts)
        open_kind(self.page, self.world, kind, language)
        self.page.evaluate(SETTLED)
        found = violations(self.page)
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        if (shifted := self.page.evaluate("shifted")) >= 0.01:
            found.append(f"moved by {shifted:.3f} while it loaded")
        if self.page.evaluate(MOVING):
            found.append("moves, though the reader asked for less motion")
        if self.page.locator("html").get_attribute("lang") == "ko" and len(self.fonts) > before:
            found.append("loaded a font; Korean is read in the reader's own")
        if len(self.fonts) > 2:
            found.append(f"loaded {len(self.fonts) - before} more fonts")
        if dark:
            turn(self.page, "dark")
            found += [f"dark: {line}" for line in violations(self.page, colours_only=not thoroughly)]
            turn(self.page, "light")
        width = self.page.viewport_size["width"]
        self.faults += [f"{kind.name}, {language}, {width}: {line}" for line in found]

    def _count_fonts(self, request) -> None:
        if request.resource_type == "font":
            self.fonts.add(request.url)
